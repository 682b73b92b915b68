/** The four lengths of time by which the plan's “及时发现、及时报告、及时救治、及时控制” is measured (一(二)2). */

import { foundAt, shouldHaveBeenFoundAt } from '../../clocks/sightings.ts'
import { standingReport } from '../../course.ts'
import type { IncidentStanding, Situation } from '../../situation.ts'

export interface Durations {
  /** 发现: from when it should have been found until a person knew. */
  readonly discoveryMs?: number | undefined
  /** 报告: from when the two hours began until the first report. */
  readonly reportMs?: number | undefined
  /** 救治: from the field team's beginning until everything was handled. */
  readonly rescueMs?: number | undefined
  /** 控制: from when the two hours began until it was contained. */
  readonly controlMs?: number | undefined
}

/** When it was contained, by the first form that says so. */
export const containedAt = ({ course }: Pick<IncidentStanding, 'course'>): number | undefined =>
  course.forms.D11?.find(({ fields }) => fields['contained'] === true)?.at

/** `handled`: when everything was handled, where that is this very act and not yet in the history. */
export function durationsOf(
  incident: IncidentStanding,
  situation: Pick<Situation, 'alerts'>,
  handled = incident.course.moves.findLast(({ event }) => event === 'handle')?.at,
): Durations {
  const { course, found } = incident
  const known = foundAt(incident, situation)
  const should = shouldHaveBeenFoundAt(incident, situation)
  const began = course.moves.find(({ to }) => to === 'responding')?.at
  const between = (from: number | undefined, to: number | undefined): number | undefined =>
    from === undefined || to === undefined ? undefined : Math.max(0, to - from)
  return {
    discoveryMs: between(should ?? found.at, known),
    reportMs: between(found.at, standingReport(course)?.at),
    rescueMs: between(began, handled),
    controlMs: between(found.at, containedAt(incident)),
  }
}
