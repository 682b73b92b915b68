/** Alerts one under the other: who took each over, what was found of it, and what can be done with it (三(二)). */

import { Button } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { AlertRow } from '../feed-frame.ts'
import { closeDeed, confirmDeed, linkDeed } from './alert-deeds.ts'
import type { DeskActions } from './desk.tsx'
import { placeOf } from './duty-row.tsx'
import type { FeedState } from './feed-state.ts'
import { writeRoute } from './route.ts'
import { ruleTitle } from './rule-title.ts'
import { SeverityBadge } from './severity-badge.tsx'

interface ListProps {
  readonly title: string
  readonly alerts: readonly AlertRow[]
  readonly feed: FeedState
  /** Server time. */
  readonly now: number
  readonly actions: DeskActions
  /** Outside its incident and its terminal: both are named, and linked. */
  readonly placed?: boolean | undefined
}

const words = consolePage.alerts

export function AlertList({ title, alerts, feed, now, actions, placed = false }: ListProps) {
  return (
    <section className="panel" aria-label={title}>
      <h2 className="counted">{title}</h2>
      <ul className="incident-alerts">
        {alerts.map((alert) => (
          <li key={alert.id}>
            <SeverityBadge severity={alert.severity} />
            <span className="alert-what">
              <strong>{ruleTitle(alert.rule)}</strong>
              {alert.drill && <span className="drill">{consolePage.drill}</span>}
              <br />
              {placed && (
                <>
                  <a href={writeRoute({ screen: 'endpoint', id: alert.endpoint })}>
                    {placeOf(feed.endpoints.get(alert.endpoint))}
                  </a>
                  {alert.incident !== undefined && (
                    <>
                      {' · '}
                      <a href={writeRoute({ screen: 'incident', id: alert.incident })}>{alert.incidentNumber}</a>
                    </>
                  )}
                  <br />
                </>
              )}
              <Remarks alert={alert} now={now} />
            </span>
            <AlertDeeds alert={alert} feed={feed} actions={actions} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Remarks({ alert, now }: { readonly alert: AlertRow; readonly now: number }) {
  const { taken, closing, closed, annotation } = alert
  const near = (at: number) => nearTime(at, now, consolePage.yesterday)
  const remarks = [
    near(alert.raisedAt),
    alert.withdrawnAt === undefined ? undefined : consolePage.duty.withdrawn,
    taken && words.takenAt(taken.by, near(taken.at)),
    annotation && consolePage.annotations[annotation],
    closed && words.closed(consolePlan.closings[closed.as], closed.by, near(closed.at)),
  ].filter((remark) => remark !== undefined)
  return (
    <small>
      <span className="code">{alert.code}</span>
      {remarks.map((remark) => ` · ${remark}`).join('')}
      {closing && !closed && (
        <strong className="closing">
          <br />▲ {words.proposed(closing.by, consolePlan.closings[closing.as], closing.reason)}
        </strong>
      )}
    </small>
  )
}

type DeedsProps = Pick<ListProps, 'feed' | 'actions'> & { readonly alert: AlertRow }

function AlertDeeds({ alert, feed, actions }: DeedsProps) {
  const { taken, incident, closing, closed } = alert
  const spoken = (deed: string) => consolePage.duty.labelled(deed, `${ruleTitle(alert.rule)} ${alert.code}`)
  if (closed) return null
  if (!taken)
    return actions.may('alert.acknowledge') ? (
      <Button type="primary" aria-label={spoken(consolePage.duty.takeOver)} onClick={() => actions.take([alert.id])}>
        {consolePage.duty.takeOver}
      </Button>
    ) : null
  if (closing) {
    if (!actions.may('alert.confirm-closing')) return null
    // Whoever proposed it is not the second person.
    if (closing.proposer === actions.self) return <small className="soft">{words.waitsForSecond}</small>
    return (
      <span className="alert-deeds">
        <Button
          type="primary"
          aria-label={spoken(words.confirm)}
          onClick={() => actions.ask(confirmDeed(alert, true, feed))}
        >
          {words.confirm}
        </Button>
        <Button aria-label={spoken(words.reject)} onClick={() => actions.ask(confirmDeed(alert, false, feed))}>
          {words.reject}
        </Button>
      </span>
    )
  }
  return (
    <span className="alert-deeds">
      {incident === undefined && actions.may('alert.link') && (
        <Button aria-label={spoken(words.link)} onClick={() => actions.ask(linkDeed(alert, feed))}>
          {words.link}
        </Button>
      )}
      {actions.may('alert.close') && (
        <Button aria-label={spoken(words.close)} onClick={() => actions.ask(closeDeed(alert, feed))}>
          {words.close}
        </Button>
      )}
    </span>
  )
}
