/** One line of 需要你处理: what, where, since when, whether the terminal is cut off, and the button to take it over. */

import { Button } from 'antd'
import { clockLength } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { AlertRow, EndpointRow } from '../feed-frame.ts'
import type { DeskActions } from './desk.tsx'
import type { DutyItem } from './duty-list.ts'
import { isolationInWords, isolationTone } from './endpoint-standing.ts'
import { lengthInWords } from './lengths.ts'
import { writeRoute } from './route.ts'
import type { Route } from './route.ts'
import { ruleTitle } from './rule-title.ts'
import { SeverityBadge } from './severity-badge.tsx'

interface DutyRowProps {
  readonly item: DutyItem
  readonly endpoints: ReadonlyMap<string, EndpointRow>
  /** Server time. */
  readonly now: number
  readonly chosen: boolean
  readonly actions: DeskActions
  /** Gives the row's element, for the keys to move the focus to. */
  readonly hold: (element: HTMLElement | null) => void
}

const words = consolePage.duty
const lateAfterMs = 60_000

/** Where an alert is told in full: its incident, or its terminal where it belongs to none. */
export const detailOf = ({ incident, endpoint }: AlertRow): Route =>
  incident === undefined ? { screen: 'endpoint', id: endpoint } : { screen: 'incident', id: incident }

export function DutyRow({ item, endpoints, now, chosen, actions, hold }: DutyRowProps) {
  const [alert] = item.alerts
  const endpoint = endpoints.get(alert.endpoint)
  const grouped = item.alerts.length > 1
  const title = grouped ? words.grouped(ruleTitle(alert.rule), item.alerts.length) : ruleTitle(alert.rule)
  const where = grouped
    ? words.groupedAt(endpoint?.institutionName ?? '', new Set(item.alerts.map((each) => each.endpoint)).size)
    : placeOf(endpoint)
  const what = `${title} ${where}`
  const take = grouped ? words.takeOverAll(item.alerts.length) : words.takeOver
  return (
    <li ref={hold} tabIndex={-1} className={`duty-item ${item.severity}${chosen ? ' chosen' : ''}`}>
      <SeverityBadge severity={item.severity} />
      <div className="duty-what">
        <p className="duty-title">
          <strong>{title}</strong>
          {alert.drill && <span className="drill">{consolePage.drill}</span>}
          <span>{where}</span>
          {!grouped && <small className="code">{alert.code}</small>}
        </p>
        <p className="because">{alert.because}</p>
        <Remarks alert={alert} endpoint={endpoint} />
      </div>
      <span className="elapsed">{words.elapsed(clockLength(now - alert.raisedAt))}</span>
      <a className="detail" href={writeRoute(detailOf(alert))} aria-label={words.labelled(words.open, what)}>
        {words.open}
      </a>
      {actions.may('alert.acknowledge') && (
        <Button
          type="primary"
          aria-label={words.labelled(take, what)}
          onClick={() => actions.take(item.alerts.map(({ id }) => id))}
        >
          {take}
        </Button>
      )}
    </li>
  )
}

export const placeOf = (endpoint: EndpointRow | undefined): string =>
  endpoint ? `${endpoint.institutionName} · ${endpoint.name}` : ''

function Remarks({ alert, endpoint }: { readonly alert: AlertRow; readonly endpoint: EndpointRow | undefined }) {
  const lateMs = alert.receivedAt - alert.raisedAt
  const remarks = [
    alert.incidentNumber,
    alert.withdrawnAt === undefined ? undefined : words.withdrawn,
    lateMs >= lateAfterMs ? words.late(lengthInWords(lateMs)) : undefined,
    alert.count > 1 ? words.times(alert.count) : undefined,
    alert.repeats > 0 ? words.repeats(alert.repeats) : undefined,
    alert.annotation && consolePage.annotations[alert.annotation],
    alert.postponed && words.postponed(consolePage.postponements[alert.postponed]),
  ].filter((remark) => remark !== undefined)
  return (
    <p className="remarks">
      {endpoint && <span className={`isolation ${isolationTone(endpoint)}`}>{isolationInWords(endpoint)}</span>}
      {endpoint?.online === false && <span className="isolation bad">{consolePage.endpoints.lost}</span>}
      {remarks.map((remark) => (
        <span key={remark}>{remark}</span>
      ))}
    </p>
  )
}
