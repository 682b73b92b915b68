/** Folds histories into the situation: one entry after another, each making a new value that shares what did not change. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Found, Phase } from '#shared/domain/incident.ts'
import type { IsolationState } from '#shared/domain/isolation.ts'
import { releasedForMs } from '#shared/text/release-code.ts'
import { advance, courseOf } from './course.ts'
import { initialReportDueAt } from './deadlines.ts'
import type { Entry, Happening, NewEntry } from './history.ts'
import { emptyOffice, officeAfter } from './office.ts'
import { isOfOffice } from './office-history.ts'
import type { OfficeHappening } from './office-history.ts'
import { PersistentMap } from './persistent-map.ts'
import type { AlertStanding, EndpointStanding, IncidentStanding, OrderStanding, Situation } from './situation.ts'

/** An entry as the fold needs it: the link is for verifying, not for knowing. */
export type Placed = Omit<Entry, 'link'>

/** The situation with maps that can be changed by sharing. */
interface Folded extends Situation {
  readonly alerts: PersistentMap<AlertStanding>
  readonly incidents: PersistentMap<IncidentStanding>
  readonly endpoints: PersistentMap<EndpointStanding>
}

/** Enough for the day's notices to a terminal; an older alert is looked up in its history. */
const recentAlerts = 50

/** Beyond these a late report of a release goes where the terminal stands now. */
const recentReleaseCodes = 16

/** A terminal on its way back, or there. */
const isBack: readonly IsolationState[] = ['releasing', 'connected']

export function emptySituation(endpoints: readonly Endpoint[] = []): Situation {
  const empty: Folded = {
    position: 0,
    alerts: PersistentMap.empty(),
    incidents: PersistentMap.empty(),
    endpoints: PersistentMap.empty(),
    office: emptyOffice,
  }
  return endpoints.reduce<Situation>(withEndpoint, empty)
}

const sharing = (situation: Situation): Folded => ({
  position: situation.position,
  alerts: PersistentMap.of(situation.alerts),
  incidents: PersistentMap.of(situation.incidents),
  endpoints: PersistentMap.of(situation.endpoints),
  office: situation.office,
})

/** A terminal's name and number as the registry has them; what is known of it otherwise stays. */
export function withEndpoint(situation: Situation, endpoint: Endpoint): Situation {
  const folded = sharing(situation)
  const standing = folded.endpoints.get(endpoint.id) ?? unheard(endpoint)
  return { ...folded, endpoints: folded.endpoints.with(endpoint.id, { ...standing, endpoint }) }
}

const unheard = (endpoint: Endpoint): EndpointStanding => ({ endpoint, orders: [], lastOrderCounter: 0 })

/** The situation after one more entry. Entries come in the order of their positions. */
export function apply(situation: Situation, entry: Placed): Situation {
  const changed = happened(sharing(situation), entry.happening, entry)
  return { ...counted(changed, entry), position: entry.position }
}

const counted = (situation: Folded, entry: Placed): Folded =>
  entry.subject.kind === 'incident'
    ? changeIncident(situation, entry.subject.id, ({ entries, course }) => ({
        entries: entries + 1,
        course: advance(course, entry),
      }))
    : situation

function happened(situation: Folded, happening: Happening, entry: Placed): Folded {
  const { subject, at, actor } = entry
  if (isOfOffice(happening)) return inOffice(situation, happening, entry)
  switch (happening.kind) {
    case 'incident-received': {
      const { number, title, endpoint, institution, found, drill, planVersion } = happening
      const incident: IncidentStanding = {
        id: subject.id,
        number,
        title,
        phase: 'received',
        endpoint,
        institution,
        drill,
        planVersion,
        receivedAt: at,
        found,
        initialReportDueAt: initialReportDueAt(found),
        alerts: [],
        course: courseOf(endpoint),
        entries: 0,
      }
      const opened = { ...situation, incidents: situation.incidents.with(subject.id, incident) }
      return endpoint === undefined ? opened : opens(opened, endpoint, incident)
    }
    case 'found-moved': {
      const { found } = happening
      return changeIncident(situation, subject.id, () => ({ found, initialReportDueAt: initialReportDueAt(found) }))
    }
    case 'alert-received': {
      const { alert, endpoint, raised, detected, receivedAt } = happening
      const incident = subject.kind === 'incident' ? subject.id : undefined
      // Known already where an alert of a lower severity has grown into an incident: who took it over stays.
      const known = situation.alerts.get(alert.id)
      const grown = { alert, endpoint, incident, raised, detected, receivedAt, closing: undefined, closed: undefined }
      const standing: AlertStanding = { repeats: 0, ...known, ...grown }
      const received = { ...situation, alerts: situation.alerts.with(alert.id, standing) }
      const joined = changeIncident(received, incident, ({ alerts }) => ({ alerts: [...alerts, alert.id] }))
      return changeEndpoint(joined, endpoint, (known) => ({
        recentAlerts: [...(known.recentAlerts ?? []).filter((id) => id !== alert.id), alert.id].slice(-recentAlerts),
      }))
    }
    case 'alert-updated': {
      const { alert, detected } = happening
      return changeAlert(situation, alert.id, () => ({ alert, detected }))
    }
    case 'alert-taken-over':
      return changeAlert(situation, happening.alert, () => ({ taken: { by: happening.officer, at } }))
    case 'alert-seen': {
      const { alerts, as, unit } = happening
      if (actor.kind !== 'officer') return situation
      const seeing = { by: actor, as, unit, at }
      return alerts.reduce(
        (before, alert) => changeAlert(before, alert, ({ seen = [] }) => ({ seen: [...seen, seeing] })),
        situation,
      )
    }
    case 'report-repeated':
      return changeAlert(situation, happening.alert, ({ repeats }) => ({ repeats: Math.max(repeats, happening.times) }))
    case 'report-annotated':
      return changeAlert(situation, happening.alert, () => ({ annotation: happening.annotation }))
    case 'report-withdrawn':
      return changeAlert(situation, happening.alert, ({ withdrawnAt }) => ({ withdrawnAt: withdrawnAt ?? at }))
    case 'cut-postponed':
      return changeAlert(situation, happening.alert, () => ({ postponed: happening.postponement }))
    case 'isolation-changed':
      return changeEndpoint(situation, happening.endpoint, ({ confirmBy }) => ({
        isolation: happening.isolation,
        confirmBy: isBack.includes(happening.isolation.state) ? confirmBy : undefined,
      }))
    case 'order-issued': {
      const { signed } = happening
      return changeEndpoint(situation, signed.order.endpoint, ({ orders, lastOrderCounter }) => ({
        orders: [...orders, { signed, issuedAt: at }],
        lastOrderCounter: Math.max(lastOrderCounter, signed.order.counter),
      }))
    }
    case 'order-delivered':
      return changeOrder(situation, happening.endpoint, happening.order, ({ deliveredAt }) => ({
        deliveredAt: deliveredAt ?? at,
      }))
    case 'receipt-received': {
      const { endpoint, receipt } = happening
      const answered = changeOrder(situation, endpoint, receipt.order, () => ({ receipt }))
      // Whatever an officer ordered since then is what holds.
      return receipt.outcome === 'carried-out'
        ? changeEndpoint(answered, endpoint, () => ({ confirmBy: undefined }))
        : answered
    }
    case 'terminal-key-seen':
      return changeEndpoint(situation, happening.endpoint, () => ({ releaseKey: happening.publicKey }))
    case 'release-code-asked':
    case 'release-code-made': {
      const { endpoint, sequence, challenge, action, reason, as, kind } = happening
      const incident = subject.kind === 'incident' ? subject.id : undefined
      const decided = { endpoint, sequence, challenge, action, reason, as, by: actor, at, incident }
      return changeEndpoint(situation, endpoint, ({ releaseCodes = [] }) => ({
        releaseCodes: [...releaseCodes, { ...decided, made: kind === 'release-code-made' }].slice(-recentReleaseCodes),
      }))
    }
    case 'release-code-used':
      return changeEndpoint(situation, happening.endpoint, () => ({
        confirmBy: happening.action === 'release-4h' ? at + releasedForMs : undefined,
      }))
    // They stand in the history; what is open does not change by them.
    case 'evidence-listed':
    case 'records-dropped':
    case 'note-added':
      return situation
    case 'phase-moved':
      return moved(situation, subject.id, happening.to)
    case 'merged-into':
      return mergedInto(situation, subject.id, happening.incident)
    case 'absorbed':
      return absorbed(situation, subject.id, happening.alerts, happening.found)
    case 'alert-linked': {
      const { alert, endpoint, incident } = happening
      const linked = changeAlert(situation, alert, () => ({ incident }))
      const joined = changeIncident(linked, incident, ({ alerts }) => ({
        alerts: alerts.includes(alert) ? alerts : [...alerts, alert],
      }))
      const standing = joined.incidents.get(incident)
      return standing ? opens(joined, endpoint, standing) : joined
    }
    case 'alert-closing-proposed': {
      const { closing, of, reason } = happening
      return changeAlert(situation, happening.alert, () => ({ closing: { closing, of, reason, by: actor } }))
    }
    case 'alert-closed':
      return changeAlert(situation, happening.alert, () => ({
        closing: undefined,
        closed: { as: happening.closing, by: actor, at },
      }))
    case 'alert-closing-rejected':
      return changeAlert(situation, happening.alert, () => ({ closing: undefined }))
    // They change the incident's course, which is folded beside this.
    case 'form-filed':
    case 'document-released':
    case 'report-signed-for':
    case 'report-returned':
    case 'initial-report-withdrawn':
    case 'found-proposed':
    case 'found-decided':
    case 'comment-made':
    case 'directive-drafted':
    case 'directive-issued':
    case 'directive-signed-for':
    case 'directive-completed':
    case 'directive-judged':
    case 'directive-withdrawn':
    case 'group-isolation-requested':
    case 'group-isolation-decided':
    case 'group-isolation-ordered':
    case 'reconnection-requested':
    case 'reconnection-proposed':
    case 'reconnection-decided':
    case 'result-countersigned':
    case 'result-registered':
    case 'result-due-recomputed':
    case 'statement-made':
    case 'external-approved':
    case 'external-delivered':
    case 'brief-sent':
    case 'reminded':
    case 'custody-changed':
      return situation
    // What somebody wrote into the file need not be of any kind.
    default:
      return situation
  }
}

function inOffice(situation: Folded, happening: OfficeHappening, entry: Placed): Folded {
  const changed = { ...situation, office: officeAfter(situation.office, entry) }
  if (happening.kind === 'endpoint-revoked')
    return changeEndpoint(changed, happening.endpoint, () => ({ revokedAt: entry.at }))
  return happening.kind === 'endpoint-renamed'
    ? changeEndpoint(changed, happening.endpoint, ({ endpoint }) => ({
        endpoint: { ...endpoint, name: happening.name },
      }))
    : changed
}

/** Phases in which nothing more joins: the next alert of the terminal opens another incident. */
export const closedToAlerts: readonly Phase[] = ['false-alarm', 'merged', 'ended', 'evaluated', 'archived']

/** Under which name a terminal knows the incident that its next alert joins. */
const openKey = ({ drill }: Pick<IncidentStanding, 'drill'>): 'openIncident' | 'openDrill' =>
  drill ? 'openDrill' : 'openIncident'

const opens = (situation: Folded, endpoint: string, incident: IncidentStanding): Folded =>
  changeEndpoint(situation, endpoint, () => ({ [openKey(incident)]: incident.id }))

/** Into another phase. An incident that is opened anew is again the one that its terminals' alerts join. */
function moved(situation: Folded, id: string, phase: Phase): Folded {
  const changed = changeIncident(situation, id, () => ({ phase }))
  const incident = changed.incidents.get(id)
  if (!incident) return changed
  const key = openKey(incident)
  return incident.course.endpoints.reduce((before, endpoint) => {
    const open = before.endpoints.get(endpoint)?.[key]
    if (closedToAlerts.includes(phase))
      return open === id ? changeEndpoint(before, endpoint, () => ({ [key]: undefined })) : before
    return open === undefined ? changeEndpoint(before, endpoint, () => ({ [key]: id })) : before
  }, changed)
}

function mergedInto(situation: Folded, id: string, target: string): Folded {
  const merged = situation.incidents.get(id)
  const into = situation.incidents.get(target)
  if (!merged || !into) return situation
  return merged.course.endpoints.reduce((before, endpoint) => opens(before, endpoint, into), situation)
}

function absorbed(situation: Folded, id: string, brought: readonly string[], found: Found): Folded {
  const alerts = brought.reduce((before, alert) => changeAlert(before, alert, () => ({ incident: id })), situation)
  return changeIncident(alerts, id, (known) => ({
    alerts: [...known.alerts, ...brought.filter((alert) => !known.alerts.includes(alert))],
    ...(found.at < known.found.at ? { found, initialReportDueAt: initialReportDueAt(found) } : {}),
  }))
}

function changeAlert(
  situation: Folded,
  id: string,
  change: (standing: AlertStanding) => Partial<AlertStanding>,
): Folded {
  const standing = situation.alerts.get(id)
  return standing
    ? { ...situation, alerts: situation.alerts.with(id, { ...standing, ...change(standing) }) }
    : situation
}

function changeIncident(
  situation: Folded,
  id: string | undefined,
  change: (standing: IncidentStanding) => Partial<IncidentStanding>,
): Folded {
  const standing = id === undefined ? undefined : situation.incidents.get(id)
  if (!standing) return situation
  return { ...situation, incidents: situation.incidents.with(standing.id, { ...standing, ...change(standing) }) }
}

function changeEndpoint(
  situation: Folded,
  id: string,
  change: (standing: EndpointStanding) => Partial<EndpointStanding>,
): Folded {
  // A history may be read before the registry's row was restored: the terminal then stands there without a name.
  const standing = situation.endpoints.get(id) ?? unheard({ id, number: '', institution: '', name: '' })
  return { ...situation, endpoints: situation.endpoints.with(id, { ...standing, ...change(standing) }) }
}

/** Keeps every order without a receipt, and of those with one only the newest. */
function changeOrder(
  situation: Folded,
  endpoint: string,
  order: string,
  change: (standing: OrderStanding) => Partial<OrderStanding>,
): Folded {
  return changeEndpoint(situation, endpoint, (known) => {
    const orders = known.orders.map((one) => (one.signed.order.id === order ? { ...one, ...change(one) } : one))
    const lastReceipted = orders.findLast(({ receipt }) => receipt !== undefined)
    return { orders: orders.filter((one) => one.receipt === undefined || one === lastReceipted) }
  })
}

/** The situation as it will be once these entries are stored: what the next decision starts from. */
export const applyNew = (situation: Situation, entries: readonly NewEntry[]): Situation =>
  entries.reduce((before, entry) => apply(before, { ...entry, position: before.position + 1 }), situation)
