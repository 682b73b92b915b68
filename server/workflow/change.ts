/** Which rows of the situation a commit changed: ids to look up, for those who show them. */

import type { Entry } from './history.ts'
import type { SituationChange } from './ports.ts'
import type { Situation } from './situation.ts'

export function changeBy(situation: Situation, entries: readonly Entry[]): SituationChange {
  const alerts = new Set<string>()
  const incidents = new Set<string>()
  const endpoints = new Set<string>()
  for (const { subject, happening } of entries) {
    if (subject.kind === 'incident') incidents.add(subject.id)
    if (subject.kind === 'endpoint') endpoints.add(subject.id)
    if ('endpoint' in happening && happening.endpoint !== undefined) endpoints.add(happening.endpoint)
    if ('incident' in happening) incidents.add(happening.incident)
    if (happening.kind === 'absorbed' || happening.kind === 'alert-seen')
      for (const alert of happening.alerts) alerts.add(alert)
    if (happening.kind === 'order-issued') endpoints.add(happening.signed.order.endpoint)
    if (happening.kind === 'alert-received' || happening.kind === 'alert-updated') alerts.add(happening.alert.id)
    else if ('alert' in happening) alerts.add(happening.alert)
  }
  return { situation, entries, alerts, incidents, endpoints }
}
