/** Which chain an entry stands in: the incident's where there is one, else the terminal's. */

import type { AlertStanding, Situation } from './situation.ts'
import type { Subject } from './history.ts'

export const chainOf = (incident: string | undefined, endpoint: string): Subject =>
  incident === undefined ? { kind: 'endpoint', id: endpoint } : { kind: 'incident', id: incident }

export const chainOfAlert = ({ incident, endpoint }: Pick<AlertStanding, 'incident' | 'endpoint'>): Subject =>
  chainOf(incident, endpoint)

/** The alert, where it is this terminal's own: nobody adds to another's report. */
export function ownAlert(situation: Situation, endpoint: string, alert: string | undefined): AlertStanding | undefined {
  const standing = alert === undefined ? undefined : situation.alerts.get(alert)
  return standing?.endpoint === endpoint ? standing : undefined
}

/** The incident that an order was given in, as far as the order is still known. */
export const incidentOfOrder = (
  situation: Situation,
  endpoint: string,
  order: string | undefined,
): string | undefined =>
  situation.endpoints.get(endpoint)?.orders.find(({ signed }) => signed.order.id === order)?.signed.order.incident

/** The incident in which a release by telephone was decided, by the sequence that the terminal names. */
export const incidentOfReleaseCode = (
  situation: Situation,
  endpoint: string,
  sequence: number | undefined,
): string | undefined =>
  situation.endpoints.get(endpoint)?.releaseCodes?.findLast((code) => code.sequence === sequence)?.incident
