/** 环节: how long each stretch of an incident took, from the times that stand in its history (form D17). */

import { startOf } from '../../clocks/initial-report.ts'
import { foundAt } from '../../clocks/sightings.ts'
import { first, standingReport } from '../../course.ts'
import type { Course } from '../../course.ts'
import type { PlanEvent } from '../../transitions.ts'
import type { IncidentStanding, Situation } from '../../situation.ts'
import type { Stretch } from '../d17.ts'
import { containedAt } from './durations.ts'

/** A stretch that has not ended, or whose ends are not both known, is left out. Milliseconds. */
export function stretchesOf(
  incident: IncidentStanding,
  situation: Pick<Situation, 'alerts'>,
): { readonly [S in Stretch]?: number } {
  const { course, receivedAt } = incident
  const moved = (...events: readonly PlanEvent[]) => course.moves.find(({ event }) => events.includes(event))?.at
  const verified = first(course, 'D02')?.at
  const reported = standingReport(course)?.at
  const began = moved('form-team', 'respond')
  const contained = containedAt(incident)
  const recovering = moved('begin-recovery')
  const between = (from: number | undefined, to: number | undefined): number | undefined =>
    from === undefined || to === undefined ? undefined : Math.max(0, to - from)
  const lengths: Readonly<Record<Stretch, number | undefined>> = {
    foundToReported: between(startOf(incident, foundAt(incident, situation)).startedAt, receivedAt),
    reportedToCut: between(receivedAt, cutAt(course)),
    receivedToVerified: between(receivedAt, verified),
    // 先报后核: nothing was waited for.
    verifiedToReported: between(verified, reported),
    activation: between(reported, moved('activate', 'decline')),
    containment: between(began, contained),
    eradication: between(contained, recovering),
    recovery: between(recovering, moved('handle')),
  }
  return Object.fromEntries(Object.entries(lengths).filter(([, length]) => length !== undefined))
}

/** 断网: when the first of its terminals was cut, as verified there. */
function cutAt({ cut }: Course): number | undefined {
  const moments = cut.flatMap(({ firstAt }) => firstAt ?? [])
  return moments.length === 0 ? undefined : Math.min(...moments)
}
