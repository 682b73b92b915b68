/** How a person's command reaches a step of the plan, and the few ways in which a step answers. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Role } from '#shared/domain/role.ts'
import { printable } from '#shared/protocol/limits.ts'
import type { Acted, PlanCommand } from './commands.ts'
import type { FieldRefusals, Form, FormFields, FormId } from './forms/form.ts'
import type { FactLine } from './forms/prefill.ts'
import type { Happening, NewEntry } from './history.ts'
import type { Operation } from './permissions.ts'
import type { CommandRefusal, Decision, OrderSigner, Outcome } from './ports.ts'
import { aboutIncident } from './ownership.ts'
import type { IncidentStanding, Situation } from './situation.ts'
import type { Step } from './step.ts'
import { permittedAs } from './who.ts'
import type { About } from './who.ts'

export type CommandOf<Kind extends PlanCommand['kind'], Command = PlanCommand> = Command extends {
  readonly kind: infer Own
}
  ? Kind extends Own
    ? Command
    : never
  : never

/** The forms as the steps need them; `forms/index.ts` has them. */
export interface FormRules {
  formOf(id: FormId): Form
  /** Which fields are missing or wrong, with the reason in words; `now` is the moment of filing. */
  refusalsOf(form: Form, fields: FormFields, now: number): FieldRefusals
  /** What is stored: the answers, and what only the server may say at that moment. */
  completed(form: Form, answers: FormFields, about: FiledAbout): FormFields
}

/** What a form is filed about. */
export interface FiledAbout {
  readonly situation: Situation
  readonly incident: IncidentStanding
  readonly now: number
  readonly facts?: readonly FactLine[] | undefined
}

/** What a step needs beside the situation and the command. */
export interface Means {
  readonly forms: FormRules
  /** A fresh id at each call. */
  readonly newId: () => string
  readonly signer: OrderSigner
  /** How long a terminal may carry an order out, in milliseconds. */
  readonly orderValidMs: number
}

export interface Asking<Kind extends PlanCommand['kind']> {
  readonly command: CommandOf<Kind>
  readonly officer: Officer
  readonly now: number
  readonly means: Means
}

export type Acting = Decision<Outcome<Acted>>
export type ActStep<Kind extends PlanCommand['kind']> = Step<Asking<Kind>, Outcome<Acted>>

export const refused = (refusal: CommandRefusal, fields?: FieldRefusals): Acting => ({
  entries: [],
  value: { ok: false, refusal, ...(fields ? { fields } : {}) },
})

export const acted = (entries: readonly NewEntry[], value: Acted = {}): Acting => ({
  entries,
  value: { ok: true, value },
})

/** Text that a person typed, fit for a screen and a form. */
export const words = (text: string | undefined, longest = 2_000): string => printable((text ?? '').trim(), longest)

/** An incident that somebody may act on. */
export interface Before {
  readonly incident: IncidentStanding
  /** In which role. */
  readonly as: Role
  /** An entry of its chain, by this person, now. */
  readonly entry: (happening: Happening) => NewEntry
}

/** The incident and the right, or the refusal; `about` where it is not the whole incident's (one terminal, one unit). */
export function before(
  situation: Situation,
  {
    command,
    officer,
    now,
  }: { readonly command: { readonly incident: string }; readonly officer: Officer; readonly now: number },
  operation: Operation,
  about?: (incident: IncidentStanding) => About,
): Before | CommandRefusal {
  const incident = situation.incidents.get(command.incident)
  if (!incident) return 'unknown-incident'
  const as = permittedAs(
    situation.office,
    officer,
    operation,
    about?.(incident) ?? aboutIncident(situation, incident.id),
    now,
  )
  if (as === undefined) return 'not-permitted'
  const subject = { kind: 'incident', id: incident.id } as const
  return { incident, as, entry: (happening) => ({ subject, at: now, actor: officer, happening }) }
}
