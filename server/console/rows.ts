/** What the pages show, made of the situation, who is connected, and the registry. Pure. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Phase } from '#shared/domain/incident.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { allClocks, clocksOf, contextOf } from '../workflow/clocks/clocks.ts'
import type {
  AlertStanding,
  EndpointStanding,
  IncidentStanding,
  OrderStanding,
  Situation,
} from '../workflow/situation.ts'
import type { AlertRow, EndpointRow, IncidentRow, RowClock, Rows } from './feed-frame.ts'
import type { TerminalPresence } from './presence.ts'

/** Everything rows are made of, at one moment. */
export interface Seen {
  readonly situation: Situation
  readonly endpoints: ReadonlyMap<string, Endpoint>
  readonly institutions: ReadonlyMap<string, Institution>
  presence(endpoint: string): TerminalPresence | undefined
}

/** Ids of what has changed. */
export interface Changed {
  readonly alerts: Iterable<string>
  readonly incidents: Iterable<string>
  readonly endpoints: Iterable<string>
}

export function rowsOf(seen: Seen, { alerts, incidents, endpoints }: Changed): Rows {
  const { situation } = seen
  return {
    alerts: present(alerts, (id) => situation.alerts.get(id)).map((standing) => alertRow(standing, situation)),
    incidents: present(incidents, (id) => situation.incidents.get(id)).map((standing) =>
      incidentRow(standing, situation),
    ),
    endpoints: present(endpoints, (id) => endpointRow(id, seen)),
  }
}

/** The rows of everything there is; a terminal that was enrolled and never spoke is there too. */
export const allRows = (seen: Seen): Rows =>
  rowsOf(seen, {
    alerts: seen.situation.alerts.keys(),
    incidents: seen.situation.incidents.keys(),
    endpoints: new Set([...seen.endpoints.keys(), ...seen.situation.endpoints.keys()]),
  })

export function alertRow(standing: AlertStanding, situation: Situation): AlertRow {
  const { alert, incident, taken, closing, closed } = standing
  return {
    id: alert.id,
    code: alert.code,
    origin: alert.origin,
    rule: alert.rule,
    severity: alert.severity,
    because: alert.because,
    count: alert.count,
    drill: alert.drill,
    endpoint: standing.endpoint,
    incident,
    incidentNumber: incident === undefined ? undefined : situation.incidents.get(incident)?.number,
    detectedAt: standing.detected.at,
    raisedAt: standing.raised.at,
    receivedAt: standing.receivedAt,
    taken: taken && { by: taken.by.name, at: taken.at },
    repeats: standing.repeats,
    annotation: standing.annotation,
    withdrawnAt: standing.withdrawnAt,
    postponed: standing.postponed,
    closing: closing && {
      as: closing.closing,
      reason: closing.reason,
      by: nameOf(closing.by),
      proposer: closing.by.kind === 'officer' ? closing.by.id : undefined,
    },
    closed: closed && { as: closed.as, by: nameOf(closed.by), at: closed.at },
  }
}

const nameOf = (actor: Actor): string => (actor.kind === 'officer' ? actor.name : '')

export const incidentRow = (standing: IncidentStanding, situation: Situation): IncidentRow => ({
  id: standing.id,
  number: standing.number,
  title: standing.title,
  phase: standing.phase,
  drill: standing.drill,
  endpoint: standing.endpoint ?? '',
  institution: standing.institution,
  receivedAt: standing.receivedAt,
  found: standing.found,
  initialReportDueAt: standing.initialReportDueAt,
  alerts: standing.alerts,
  clocks: runningClocks(standing, situation),
})

const over: readonly Phase[] = ['false-alarm', 'merged', 'archived']

function runningClocks(standing: IncidentStanding, situation: Situation): readonly RowClock[] {
  // Nothing runs there any more, and of these there are years.
  if (over.includes(standing.phase)) return []
  // Whether a clock runs and when it is due does not depend on the moment at which that is asked.
  const clocks = allClocks(clocksOf(standing, contextOf(situation, [], standing.receivedAt)))
  return clocks
    .filter(({ doneAt, cancelled }) => doneAt === undefined && cancelled === undefined)
    .map(({ name, basis, clause, startedAt, dueAt, soonAt, provisional, about }) => {
      const directive = standing.course.directives.find((one) => one.directive.id === about)
      return { name, basis, clause, startedAt, dueAt, soonAt, provisional, about: directive?.directive.number }
    })
    .toSorted((one, other) => (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity))
}

/** Without what only those see who may read the reports to the outside (国家规定). */
export const withoutStateClocks = ({ incidents, ...others }: Rows): Rows => ({
  ...others,
  incidents: incidents.map((row) => ({ ...row, clocks: row.clocks.filter(({ basis }) => basis !== 'state') })),
})

/** Nothing where neither the registry nor the situation knows the terminal. */
export function endpointRow(id: string, seen: Seen): EndpointRow | undefined {
  const standing = seen.situation.endpoints.get(id)
  const endpoint = seen.endpoints.get(id) ?? standing?.endpoint
  if (endpoint === undefined) return undefined
  const institution = seen.institutions.get(endpoint.institution)
  const presence = seen.presence(id)
  return {
    id,
    number: endpoint.number,
    name: endpoint.name,
    institution: endpoint.institution,
    institutionName: institution?.name ?? '',
    phone: institution?.phone ?? '',
    online: presence?.online ?? false,
    lastHeardAt: presence?.lastHeardAt,
    agent: presence?.agent,
    isolation: isolationOf(presence, standing),
    pending: presence?.posture.pending,
    coverage: presence?.posture.sources ?? [],
    clockOffsetMs: presence?.clockOffsetMs,
    confirmBy: standing?.confirmBy,
    orders: (standing?.orders ?? []).map(orderRow),
  }
}

/**
 * A connected terminal says itself how it stands, but only with its heartbeats: a record that tells of a later state is
 * newer than that. Of a terminal that is gone the last record holds.
 */
function isolationOf(presence: TerminalPresence | undefined, standing: EndpointStanding | undefined) {
  const said = presence?.posture.isolation
  const kept = standing?.isolation
  if (said === undefined || kept === undefined) return said ?? kept
  return presence?.online === true && !isLater(kept.since, said.since) ? said : kept
}

const isLater = (one: Moment, other: Moment): boolean =>
  one.clockId === other.clockId ? one.monotonicMs > other.monotonicMs : one.at > other.at

const orderRow = ({
  signed: { order },
  issuedAt,
  deliveredAt,
  receipt,
}: OrderStanding): EndpointRow['orders'][number] => ({
  id: order.id,
  action: order.action,
  reason: order.reason,
  by: order.approver.name,
  issuedAt,
  deliveredAt,
  receipt,
})

function present<T>(ids: Iterable<string>, find: (id: string) => T | undefined): T[] {
  const found: T[] = []
  for (const id of ids) {
    const one = find(id)
    if (one !== undefined) found.push(one)
  }
  return found
}
