/** 填报: what holds for every form that is filed, whether by itself or with an event of the plan. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Role } from '#shared/domain/role.ts'
import type { FormRules } from './acting.ts'
import type { Course } from './course.ts'
import { rowsOf } from './forms/completed.ts'
import type { FieldRefusals, Form, FormFields, FormId } from './forms/form.ts'
import type { FactLine } from './forms/prefill.ts'
import { isYes, teamRefusal } from './guards.ts'
import type { Happening } from './history.ts'
import type { CommandRefusal } from './ports.ts'
import type { IncidentStanding, Situation } from './situation.ts'

export interface Filing {
  readonly form: FormId
  readonly fields: FormFields
  readonly officer: Officer
  readonly as: Role
  readonly now: number
  readonly forms: FormRules
  readonly facts?: readonly FactLine[] | undefined
}

export type Filed =
  | { readonly ok: true; readonly serial: number; readonly happening: Happening }
  | { readonly ok: false; readonly refusal: CommandRefusal; readonly fields?: FieldRefusals | undefined }

/** The entry that files it, with what the server fills in itself; or why it is not taken. */
export function file(situation: Situation, incident: IncidentStanding, filing: Filing): Filed {
  const { form, fields, as, now, forms, facts } = filing
  const definition = forms.formOf(form)
  const refusal = asked[form]?.(situation, incident, filing) ?? classifiedRefusal(incident, fields)
  if (refusal !== undefined) return { ok: false, refusal }
  const before = incident.course.forms[form] ?? []
  if (!isOpenFor(definition, incident.course)) return { ok: false, refusal: 'already-done' }
  const wrong = forms.refusalsOf(definition, fields, now)
  if (wrong.length > 0) return { ok: false, refusal: 'form-incomplete', fields: wrong }
  const serial = before.length + 1
  const stored = forms.completed(definition, fields, { situation, incident, now, facts })
  return { ok: true, serial, happening: { kind: 'form-filed', form, serial, as, fields: stored } }
}

/** Once, unless it may be repeated, or what was filed was taken back (D03). */
export const isOpenFor = (
  { id, repeatable }: Pick<Form, 'id' | 'repeatable'>,
  { forms }: Pick<Course, 'forms'>,
): boolean => repeatable || (forms[id] ?? []).every(({ withdrawn }) => withdrawn !== undefined)

type Asked = (situation: Situation, incident: IncidentStanding, filing: Filing) => CommandRefusal | undefined

/** What a form asks beside its fields. */
const asked: { readonly [Id in FormId]?: Asked } = {
  D09: (situation, _, { fields, now }) => teamRefusal(situation, fields, now),

  // Refused before anything else is looked at, so that the reason is read: attacking back is for the police alone (四(二)2).
  D11: (_, __, { fields }) =>
    rowsOf(fields['measures']).some(({ type }) => type === '8') ? 'counter-attack-refused' : undefined,

  D13: (_, __, { fields }) => (isYes(fields['scanClean']) ? undefined : 'scan-not-clean'),

  D18: (_, { course }, { fields: { unit }, now }) => (hasBeenHeard(course, unit, now) ? undefined : 'statement-first'),
}

/** No classified content in this system: where an incident touches it, nothing is attached any more (四(二)3). */
function classifiedRefusal({ course }: IncidentStanding, fields: FormFields): CommandRefusal | undefined {
  const classified =
    isYes(fields['classified']) || (course.forms.D12 ?? []).some((one) => isYes(one.fields['classified']))
  return classified && rowsOf(fields['attachments']).length > 0 ? 'classified-refused' : undefined
}

/** Three days to answer after the office has told the unit what it prepares: a rule of this office, not of the plan. */
const chanceToStateMs = 3 * 24 * 3_600_000

/** The unit has stated its side, or the office has recorded (a comment on D18) that it may, and waited. */
function hasBeenHeard({ statements, comments }: Course, unit: unknown, now: number): boolean {
  return (
    statements.some((statement) => statement.unit === unit) ||
    comments.some(({ form, as, at }) => form === 'D18' && as === 'office' && now - at >= chanceToStateMs)
  )
}
