/** Of the rows of the live feed, those that belong to certain institutions and departments: what 定点机构 and 科室 see. Pure. */

import { aboutAlert, aboutEndpoint, aboutIncident } from '../workflow/ownership.ts'
import type { Situation } from '../workflow/situation.ts'
import type { About } from '../workflow/who.ts'
import type { Rows } from './feed-frame.ts'

export function ownRows(
  { alerts, incidents, endpoints }: Rows,
  units: ReadonlySet<string>,
  situation: Situation,
): Rows {
  const isOwn = ({ units: owners = [] }: About): boolean => owners.some((owner) => units.has(owner))
  return {
    alerts: alerts.filter(({ id }) => isOwn(aboutAlert(situation, id))),
    incidents: incidents.filter(({ id }) => isOwn(aboutIncident(situation, id))),
    endpoints: endpoints.filter(({ id }) => isOwn(aboutEndpoint(situation, id))),
  }
}
