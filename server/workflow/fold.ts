/** Folds histories into the situation: one entry after another, each making a new value that shares what did not change. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import { initialReportDueAt } from './deadlines.ts'
import type { Entry, Happening, NewEntry } from './history.ts'
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

export function emptySituation(endpoints: readonly Endpoint[] = []): Situation {
  const empty: Folded = {
    position: 0,
    alerts: PersistentMap.empty(),
    incidents: PersistentMap.empty(),
    endpoints: PersistentMap.empty(),
  }
  return endpoints.reduce<Situation>(withEndpoint, empty)
}

const sharing = (situation: Situation): Folded => ({
  position: situation.position,
  alerts: PersistentMap.of(situation.alerts),
  incidents: PersistentMap.of(situation.incidents),
  endpoints: PersistentMap.of(situation.endpoints),
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

const counted = (situation: Folded, { subject }: Placed): Folded =>
  subject.kind === 'incident'
    ? changeIncident(situation, subject.id, ({ entries }) => ({ entries: entries + 1 }))
    : situation

function happened(situation: Folded, happening: Happening, { subject, at }: Placed): Folded {
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
        entries: 0,
      }
      const opened = { ...situation, incidents: situation.incidents.with(subject.id, incident) }
      return changeEndpoint(opened, endpoint, () => ({ openIncident: subject.id }))
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
      const standing: AlertStanding = { repeats: 0, ...known, alert, endpoint, incident, raised, detected, receivedAt }
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
    case 'report-repeated':
      return changeAlert(situation, happening.alert, ({ repeats }) => ({ repeats: Math.max(repeats, happening.times) }))
    case 'report-annotated':
      return changeAlert(situation, happening.alert, () => ({ annotation: happening.annotation }))
    case 'report-withdrawn':
      return changeAlert(situation, happening.alert, ({ withdrawnAt }) => ({ withdrawnAt: withdrawnAt ?? at }))
    case 'cut-postponed':
      return changeAlert(situation, happening.alert, () => ({ postponed: happening.postponement }))
    case 'isolation-changed':
      return changeEndpoint(situation, happening.endpoint, () => ({ isolation: happening.isolation }))
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
    case 'receipt-received':
      return changeOrder(situation, happening.endpoint, happening.receipt.order, () => ({ receipt: happening.receipt }))
    // They stand in the history; what is open does not change by them.
    case 'evidence-listed':
    case 'records-dropped':
    case 'note-added':
      return situation
  }
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
