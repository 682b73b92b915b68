/** POST /api/incidents/:id/<event>: what moves the plan on, one call an event of the transitions table, with the form that goes with it. */

import * as z from 'zod'
import { roles } from '#shared/domain/role.ts'
import type { FormFields } from '../../workflow/forms/form.ts'
import { reachOf } from '../../workflow/permissions.ts'
import type { Operation, Reach } from '../../workflow/permissions.ts'
import { planEvents, transitions } from '../../workflow/transitions.ts'
import type { PlanEvent, Transition } from '../../workflow/transitions.ts'
import { call } from '../call.ts'
import type { Call } from '../call.ts'
import { act, actedAnswer, entryId, formBytes, formFields, ofTheIncident, reason } from '../plan-act.ts'

const width: Readonly<Record<Reach, number>> = { delegated: 1, own: 1, all: 2 }
const widthOf = (reach: Reach | undefined): number => (reach === undefined ? 0 : width[reach])

/** Lets in everybody whom the other one does. */
const covers = (one: Operation, other: Operation): boolean =>
  roles.every((role) => {
    const [mine, theirs] = [reachOf(one, role), reachOf(other, role)]
    return theirs === undefined || mine === theirs || widthOf(mine) > widthOf(theirs)
  })

const waysOf = (event: PlanEvent): readonly Transition[] => transitions.filter((one) => one.event === event)
const takesForm = (event: PlanEvent): boolean => waysOf(event).some(({ form }) => form !== undefined)

/**
 * The line under which the door lets people in. Where an event has several (启动 in haste and after assessment), it is the one
 * that covers the others; the step then asks for the one of the phase.
 */
function operationOf(event: PlanEvent): Operation {
  const all = [...new Set(waysOf(event).map(({ operation }) => operation))]
  const widest = all.find((one) => all.every((other) => covers(one, other)))
  if (widest === undefined) throw new Error(`no line of the permission table covers every way of ${event}`)
  return widest
}

interface Sent {
  readonly fields?: FormFields | undefined
  readonly reason?: string | undefined
  readonly into?: string | undefined
}

function bodyOf(event: PlanEvent): z.ZodType<Sent> {
  const shape: Readonly<Record<string, z.ZodType>> = {
    reason: reason.optional(),
    // Left out where it was filed before.
    ...(takesForm(event) ? { fields: formFields.optional() } : {}),
    ...(event === 'merge' ? { into: entryId } : {}),
  }
  // The compiler cannot follow a shape that depends on the event.
  return z.strictObject(shape) as z.ZodType as z.ZodType<Sent>
}

export const advanceIncident: readonly Call[] = planEvents.map((event) =>
  call({
    method: 'POST',
    path: `/api/incidents/:id/${event}`,
    operation: operationOf(event),
    about: ofTheIncident,
    body: bodyOf(event),
    maxBodyBytes: takesForm(event) ? formBytes : undefined,
    answer: actedAnswer,
    perform: ({ id: incident, body, officer }, desk) =>
      act(desk, { kind: 'advance', incident, event, ...body }, officer),
  }),
)
