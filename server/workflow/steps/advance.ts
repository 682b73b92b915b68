/** 推进: an event of the plan brings an incident into its next phase, with the form that goes with it (三–五). */

import { acted, refused, words } from '../acting.ts'
import type { Acting, ActStep, Asking, Before } from '../acting.ts'
import { file } from '../filing.ts'
import { guards } from '../guards.ts'
import type { NewEntry } from '../history.ts'
import { aboutIncident } from '../ownership.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import { transitionOf, transitionsOf } from '../transitions.ts'
import type { Transition } from '../transitions.ts'
import { before } from '../acting.ts'
import { merging } from './merge.ts'
import { permittedAs } from '../who.ts'

export const advance: ActStep<'advance'> = {
  clause: '三–五',
  title: '推进',
  decide(situation, asking) {
    const { command, now } = asking
    const standing = situation.incidents.get(command.incident)
    if (!standing) return refused('unknown-incident')
    const transition = transitionOf(standing.planVersion, standing.phase, command.event)
    // Who may never do this is told so in every phase, and learns nothing about where the incident stands.
    if (!transition) return refused(everPermitted(situation, standing, asking) ? 'wrong-phase' : 'not-permitted')
    const facing = before(situation, asking, transition.operation)
    if (typeof facing === 'string') return refused(facing)
    return moved(situation, facing, transition, asking, now)
  },
}

function everPermitted(
  situation: Situation,
  incident: IncidentStanding,
  { command, officer, now }: Asking<'advance'>,
): boolean {
  const about = aboutIncident(situation, incident.id)
  return transitionsOf(incident.planVersion).some(
    ({ event, operation }) =>
      event === command.event && permittedAs(situation.office, officer, operation, about, now) !== undefined,
  )
}

function moved(
  situation: Situation,
  { incident, as, entry }: Before,
  { from, event, to, form, guards: asked }: Transition,
  { command, officer, means: { forms } }: Asking<'advance'>,
  now: number,
): Acting {
  const reason = words(command.reason ?? reasonIn(command.fields))
  const fields = command.fields ?? (form && filedInThisPhase(incident, form)?.fields)
  for (const name of asked) {
    const refusal = guards[name]({ situation, incident, officer, now, reason, fields, into: command.into })
    if (refusal !== undefined) return refused(refusal)
  }
  const entries: NewEntry[] = []
  let serial: number | undefined
  if (form !== undefined && command.fields) {
    const filed = file(situation, incident, { form, fields: command.fields, officer, as, now, forms })
    if (!filed.ok) return refused(filed.refusal, filed.fields)
    entries.push(entry(filed.happening))
    serial = filed.serial
  } else if (form !== undefined && !fields) {
    return refused('form-missing')
  }
  entries.push(entry({ kind: 'phase-moved', event, from, to, as, ...(reason === '' ? {} : { reason }) }))
  if (event === 'merge') entries.push(...merging(situation, incident, command.into ?? '', officer, now))
  return acted(entries, { incident: incident.id, serial })
}

/** A decision that says its reason in its form needs no second one. */
const reasonIn = (fields: Asking<'advance'>['command']['fields']): string | undefined => {
  const reason = fields?.['reason']
  return typeof reason === 'string' ? reason : undefined
}

/** A form of an earlier phase was about another state of things. */
function filedInThisPhase({ course }: IncidentStanding, form: NonNullable<Transition['form']>) {
  const since = course.moves.at(-1)?.position ?? 0
  return course.forms[form]?.findLast(({ position }) => position > since)
}
