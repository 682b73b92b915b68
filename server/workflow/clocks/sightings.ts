/** 被发现 and 应当被发现: who knew of an incident when, and when a rule should have made it known (三(一)2). */

import { atLeast } from '#shared/domain/severity.ts'
import type { Seeing } from '../course.ts'
import type { AlertStanding, IncidentStanding, Situation } from '../situation.ts'
import { filedForms, findersIn, numberIn } from './answers.ts'

/** A person knew of it. */
export interface Sighting {
  readonly at: number
  readonly by: 'institution' | 'office'
  readonly how: 'pressed' | 'taken-over' | 'opened' | 'called' | 'absorbed'
}

export const alertsOf = (
  { alerts }: IncidentStanding,
  situation: Pick<Situation, 'alerts'>,
): readonly AlertStanding[] => alerts.map((id) => situation.alerts.get(id)).filter((alert) => alert !== undefined)

/** Every moment at which a person is known to have known, earliest first. */
export function sightings(incident: IncidentStanding, situation: Pick<Situation, 'alerts'>): readonly Sighting[] {
  const known: Sighting[] = []
  const opened = ({ at, unit }: Seeing): void =>
    void known.push({ at, by: unit === undefined ? 'office' : 'institution', how: 'opened' })
  incident.course.seen.forEach(opened)
  for (const { alert, raised, taken, seen = [] } of alertsOf(incident, situation)) {
    seen.forEach(opened)
    if (alert.origin === 'operator') known.push({ at: raised.at, by: 'institution', how: 'pressed' })
    if (taken) known.push({ at: taken.at, by: 'office', how: 'taken-over' })
  }
  for (const { fields, at } of filedForms(incident.course, 'D01')) {
    // What a third party writes of its own finding is no sighting of ours: with its notice the office knew.
    const by = findersIn(fields)
    const found = numberIn(fields, 'foundAt')
    if (by && found !== undefined) known.push({ at: Math.min(found, at), by, how: 'called' })
    known.push({ at: Math.min(numberIn(fields, 'calledAt') ?? at, at), by: 'office', how: 'called' })
  }
  for (const { found } of [...incident.course.absorbed, incident]) {
    if (found.basis === 'found') known.push({ at: found.at, by: 'institution', how: 'absorbed' })
  }
  return known.toSorted((one, other) => one.at - other.at)
}

export const foundAt = (incident: IncidentStanding, situation: Pick<Situation, 'alerts'>): number | undefined =>
  sightings(incident, situation)[0]?.at

/** The earliest corrected first fact of an alert whose rule was at least 中. */
export function shouldHaveBeenFoundAt(
  incident: IncidentStanding,
  situation: Pick<Situation, 'alerts'>,
): number | undefined {
  const moments = [
    ...alertsOf(incident, situation)
      .filter(({ alert }) => atLeast(alert.severity, 'medium'))
      .map(({ detected }) => detected.at),
    ...[...incident.course.absorbed, incident]
      .filter(({ found }) => found.basis === 'should-have-been-found')
      .map(({ found }) => found.at),
  ]
  return moments.length === 0 ? undefined : Math.min(...moments)
}
