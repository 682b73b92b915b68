/** What somebody may do next in an incident, and why not where not: pages and machines ask here and have no rules of their own. Pure. */

import type { Officer } from '#shared/domain/actor.ts'
import { isOpenFor } from '../workflow/filing.ts'
import { forms } from '../workflow/forms/index.ts'
import type { FormId } from '../workflow/forms/form.ts'
import { guards } from '../workflow/guards.ts'
import type { GuardName } from '../workflow/guards.ts'
import { aboutIncident } from '../workflow/ownership.ts'
import type { Operation } from '../workflow/permissions.ts'
import type { CommandRefusal } from '../workflow/ports.ts'
import type { IncidentStanding, Situation } from '../workflow/situation.ts'
import { transitionsOf } from '../workflow/transitions.ts'
import type { Transition } from '../workflow/transitions.ts'
import { permittedAs } from '../workflow/who.ts'
import { linesOfForm } from './may-be-read.ts'

export interface NextEvent extends Pick<Transition, 'event' | 'to' | 'operation' | 'form' | 'clause'> {
  readonly permitted: boolean
  readonly refusal?: CommandRefusal | undefined
  /** It is asked for with a reason. */
  readonly reason: boolean
}

export interface NextForm {
  readonly form: FormId
  readonly operation: Operation
  readonly permitted: boolean
  readonly refusal?: CommandRefusal | undefined
  /** How often it was filed. */
  readonly filed: number
}

export interface NextSteps {
  readonly events: readonly NextEvent[]
  readonly forms: readonly NextForm[]
}

/** These look at what is sent along; before it is, nobody can tell. */
const ofWhatIsSent: readonly GuardName[] = [
  'reason-given',
  'target-open',
  'team-of-the-office',
  'decides-to-activate',
  'decides-to-decline',
  'agrees-to-the-end',
]

/** Events that lead on from the phase it is in, and every form that may be filed by itself in that phase or was filed already. */
export function nextSteps(situation: Situation, incident: IncidentStanding, officer: Officer, now: number): NextSteps {
  const about = aboutIncident(situation, incident.id)
  const permits = (operation: Operation): boolean =>
    permittedAs(situation.office, officer, operation, about, now) !== undefined
  const facing = { situation, incident, officer, now, reason: '' }

  const events = transitionsOf(incident.planVersion)
    .filter(({ from }) => from === incident.phase)
    .map(({ event, to, operation, form, clause, guards: names }): NextEvent => {
      const reason = names.includes('reason-given')
      const refusal = permits(operation)
        ? first(names.filter((name) => !ofWhatIsSent.includes(name)).map((name) => guards[name](facing)))
        : 'not-permitted'
      return { event, to, operation, form, clause, reason, permitted: refusal === undefined, refusal }
    })

  const filedHere = forms.flatMap((definition): readonly NextForm[] => {
    const { id: form, operation, phases } = definition
    const filed = incident.course.forms[form]?.length ?? 0
    const open = phases.includes(incident.phase) && isOpenFor(definition, incident.course)
    if (!open && filed === 0) return []
    // That the office has written to the outside, or what it holds against somebody, is not told by a number either.
    if (!permits(operation) && !linesOfForm(form).some(permits)) return []
    const refusal = open ? (permits(operation) ? undefined : 'not-permitted') : 'wrong-phase'
    return [{ form, operation, permitted: refusal === undefined, refusal, filed }]
  })
  return { events, forms: filedHere }
}

const first = (refusals: readonly (CommandRefusal | undefined)[]): CommandRefusal | undefined =>
  refusals.find((refusal) => refusal !== undefined)
