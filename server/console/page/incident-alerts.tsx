/** The alerts of one incident, and the button for those that nobody has taken yet. */

import { Button } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { AlertRow } from '../feed-frame.ts'
import type { DeskActions } from './desk.tsx'
import { ruleTitle } from './rule-title.ts'
import { SeverityBadge } from './severity-badge.tsx'

interface AlertsProps {
  readonly alerts: readonly AlertRow[]
  /** Server time. */
  readonly now: number
  readonly actions: DeskActions
}

const words = consolePage.duty

export function IncidentAlerts({ alerts, now, actions }: AlertsProps) {
  return (
    <section className="panel" aria-labelledby="alerts-title">
      <h2 id="alerts-title">{consolePage.incidents.alerts}</h2>
      <ul className="incident-alerts">
        {alerts.map((alert) => (
          <li key={alert.id}>
            <SeverityBadge severity={alert.severity} />
            <span className="alert-what">
              <strong>{ruleTitle(alert.rule)}</strong>
              <br />
              <small>
                <span className="code">{alert.code}</span>
                {' · '}
                {nearTime(alert.raisedAt, now, consolePage.yesterday)}
                {alert.withdrawnAt !== undefined && ` · ${words.withdrawn}`}
                {alert.taken && ` · ${words.outcomeTaken(alert.taken.by)}`}
                {alert.annotation && ` · ${consolePage.annotations[alert.annotation]}`}
              </small>
            </span>
            {alert.taken === undefined && (
              <Button
                type="primary"
                aria-label={words.labelled(words.takeOver, `${ruleTitle(alert.rule)} ${alert.code}`)}
                onClick={() => actions.take([alert.id])}
              >
                {words.takeOver}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
