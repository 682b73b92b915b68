/** 需要你处理: which alerts wait for a person, in which order, and folded into groups in a storm. */

import { severities } from '#shared/domain/severity.ts'
import type { Severity } from '#shared/domain/severity.ts'
import type { AlertRow, EndpointRow } from '../feed-frame.ts'

/** One line of the list: usually one alert, in a storm all of one rule at one institution. */
export interface DutyItem {
  readonly key: string
  /** At least one; gravest first, then oldest. */
  readonly alerts: readonly [AlertRow, ...AlertRow[]]
  readonly severity: Severity
}

export interface DutyList {
  readonly items: readonly DutyItem[]
  /** How many alerts wait, folded or not. */
  readonly waiting: number
  /** Set while the list is folded: alerts of the last five minutes. */
  readonly storm: number | undefined
}

// More than an officer can read at a glance, and come in quickly: then one line a rule and institution.
const stormOf = 10
const stormWithinMs = 5 * 60_000

/** `now`: server time. */
export function dutyList(
  alerts: Iterable<AlertRow>,
  endpoints: ReadonlyMap<string, EndpointRow>,
  now: number,
): DutyList {
  const waiting = [...alerts].filter(({ taken }) => taken === undefined)
  waiting.sort(byUrgency)
  const recent = waiting.filter(({ receivedAt }) => now - receivedAt <= stormWithinMs).length
  if (recent < stormOf)
    return { items: waiting.map((alert) => itemOf([alert])), waiting: waiting.length, storm: undefined }
  const groups = new Map<string, [AlertRow, ...AlertRow[]]>()
  for (const alert of waiting) {
    const key = `${alert.rule} ${endpoints.get(alert.endpoint)?.institution ?? alert.endpoint}`
    const group = groups.get(key)
    if (group) group.push(alert)
    else groups.set(key, [alert])
  }
  return { items: [...groups.values()].map(itemOf), waiting: waiting.length, storm: recent }
}

const itemOf = (alerts: readonly [AlertRow, ...AlertRow[]]): DutyItem => ({
  key: alerts[0].id,
  alerts,
  severity: alerts[0].severity,
})

/** Real before drill, standing before withdrawn, grave before mild, old before new. */
function byUrgency(one: AlertRow, other: AlertRow): number {
  return (
    Number(one.drill) - Number(other.drill) ||
    Number(one.withdrawnAt !== undefined) - Number(other.withdrawnAt !== undefined) ||
    severities.indexOf(other.severity) - severities.indexOf(one.severity) ||
    one.raisedAt - other.raisedAt ||
    (one.id < other.id ? -1 : 1)
  )
}

/** The last alert that came in, for "why it is quiet". */
export const lastAlert = (alerts: Iterable<AlertRow>): AlertRow | undefined =>
  [...alerts].reduce<AlertRow | undefined>(
    (last, alert) => (last === undefined || alert.receivedAt > last.receivedAt ? alert : last),
    undefined,
  )
