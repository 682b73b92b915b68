/** The port of a step of the office: one thing that may be asked of it, and who may. */

import type { Actor } from '#shared/domain/actor.ts'
import type { OfficeActed, OfficeCommand } from '../office-commands.ts'
import { officeSubject } from '../office.ts'
import type { OfficeHappening } from '../office-history.ts'
import type { Operation } from '../permissions.ts'
import type { CommandRefusal, Decision, Outcome } from '../ports.ts'
import type { Situation } from '../situation.ts'
import type { About } from '../who.ts'

export type OfficeCommandOf<Kind extends OfficeCommand['kind']> = Extract<OfficeCommand, { readonly kind: Kind }>

export interface Asking<Command> {
  readonly command: Command
  readonly by: Actor
  readonly now: number
  /** A fresh id at each call. */
  readonly newId: () => string
}

export type OfficeDecision = Decision<Outcome<OfficeActed>>

export interface OfficeStep<Kind extends OfficeCommand['kind']> {
  /**
   * The line of the permission table. `oneself`: the person the command names, whatever posts it holds.
   * A function where it depends on what is asked. `server`: no person at all. What the server does by itself (a lock, an idle session, an unused account) needs no leave.
   */
  readonly operation: Operation | 'oneself' | 'server' | ((command: OfficeCommandOf<Kind>) => Operation)
  /** Whose own it is, for roles that reach only their own; left out: nobody's. */
  about?(command: OfficeCommandOf<Kind>, situation: Situation): About
  /** Pure. Whether `by` may is looked at before. */
  decide(situation: Situation, asking: Asking<OfficeCommandOf<Kind>>): OfficeDecision
}

export const refused = (refusal: CommandRefusal): OfficeDecision => ({ entries: [], value: { ok: false, refusal } })

/** Entries of the office's chain, and the answer. */
export const officeEntries = (
  { by: actor, now: at }: Pick<Asking<unknown>, 'by' | 'now'>,
  happenings: readonly OfficeHappening[],
  acted: OfficeActed = {},
): OfficeDecision => ({
  entries: happenings.map((happening) => ({ subject: officeSubject, at, actor, happening })),
  value: { ok: true, value: acted },
})
