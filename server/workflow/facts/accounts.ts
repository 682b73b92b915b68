/** The histories that facts are found in: the incident's own, those that it absorbed, and what its terminals' chains tell of cutting and of alerts that were linked later. */

import type { Entry, Subject } from '../history.ts'
import type { IncidentStanding } from '../situation.ts'

/** A person at the counter may cut without any alert; then it stands in the terminal's chain alone, and must not be overlooked to anybody's harm. */
export async function accountsOf(
  { id, alerts, course, found }: IncidentStanding,
  history: (subject: Subject) => Promise<readonly Entry[]>,
): Promise<readonly Entry[]> {
  const incidents = [id, ...course.absorbed.map(({ incident }) => incident)]
  const [chains, terminals] = await Promise.all([
    Promise.all(incidents.map((one) => history({ kind: 'incident', id: one }))),
    Promise.all(course.endpoints.map((one) => history({ kind: 'endpoint', id: one }))),
  ])
  return [
    ...chains.flat(),
    ...terminals.flatMap((chain) => [...cutting(chain, found.at), ...seeing(chain, alerts)]),
  ].toSorted((one, other) => one.position - other.position)
}

/** How the terminal stood when it began, and every change since. */
function cutting(chain: readonly Entry[], since: number): readonly Entry[] {
  const changes = chain.filter(({ happening }) => happening.kind === 'isolation-changed')
  const before = changes.findLastIndex(({ at }) => at < since)
  return changes.slice(Math.max(0, before))
}

/** An alert that joined the incident later was perhaps opened before, while it stood with its terminal. */
const seeing = (chain: readonly Entry[], alerts: readonly string[]): readonly Entry[] =>
  chain.filter(({ happening }) => happening.kind === 'alert-seen' && happening.alerts.some((id) => alerts.includes(id)))
