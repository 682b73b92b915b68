/** 并案: one incident goes on in another, with its terminals, its alerts and the earlier of both moments (三(二)). */

import type { Officer } from '#shared/domain/actor.ts'
import { movedTo } from '../found.ts'
import type { NewEntry } from '../history.ts'
import type { IncidentStanding, Situation } from '../situation.ts'

/** What stands in both chains; nothing where the target is gone, which a guard has looked at before. */
export function merging(
  situation: Situation,
  { id, number, found, alerts, course }: IncidentStanding,
  into: string,
  officer: Officer,
  now: number,
): readonly NewEntry[] {
  const target = situation.incidents.get(into)
  if (!target) return []
  const earlier = movedTo(target.found, found) ?? target.found
  const { endpoints } = course
  // One that has grown graver since, and opened another incident, stays there.
  const own = alerts.filter((one) => situation.alerts.get(one)?.incident === id)
  return [
    {
      subject: { kind: 'incident', id },
      at: now,
      actor: officer,
      happening: { kind: 'merged-into', incident: into },
    },
    {
      subject: { kind: 'incident', id: into },
      at: now,
      actor: officer,
      happening: { kind: 'absorbed', incident: id, number, endpoints, alerts: own, found: earlier },
    },
  ]
}
