/** What several forms ask the situation for: names, terminals, evidence, answers of earlier forms. */

import { timeOfDay } from '#shared/text/shanghai-time.ts'
import { newest } from '../../course.ts'
import type { EndpointStanding, IncidentStanding, Situation } from '../../situation.ts'
import type { Cell, FieldValue, FormFields, FormId } from '../form.ts'
import type { Known } from '../prefill.ts'

/** An answer of the newest form of that number. */
export const answer = (
  { course }: Pick<IncidentStanding, 'course'>,
  form: FormId,
  key: string,
): FieldValue | undefined => newest(course, form)?.fields[key]

/** The newest answers of the same form: filed again, it goes on from them. */
export const again = ({ course }: Pick<IncidentStanding, 'course'>, form: FormId): FormFields =>
  newest(course, form)?.fields ?? {}

export const institutionOf = ({ incident, institutions, situation }: Known) =>
  institutions?.find(({ id }) => id === incident.institution) ?? situation.office.institutions.get(incident.institution)

export const endpointsOf = ({ incident, situation }: Known): readonly EndpointStanding[] =>
  incident.course.endpoints.flatMap((id) => situation.endpoints.get(id) ?? [])

/** 收银1号（BS-0412-01） */
export const endpointName = (situation: Pick<Situation, 'endpoints'>, id: string): string => {
  const { name = '', number = id } = situation.endpoints.get(id)?.endpoint ?? {}
  return name === '' ? number : `${name}（${number}）`
}

export const evidenceRows = ({ incident: { course } }: Known): readonly Readonly<Record<string, Cell>>[] =>
  course.evidence.map(({ evidence: { id, file } }) => ({ id, name: file }))

export const evidenceRowsWithHash = ({ incident: { course } }: Known): readonly Readonly<Record<string, Cell>>[] =>
  course.evidence.map(({ evidence: { id, file, sha256 } }) => ({ id, name: file, sha256 }))

export const wholeMinutes = (lengthMs: number): number => Math.max(0, Math.round(lengthMs / 60_000))

export const hour = (at: number): string => timeOfDay(at).slice(0, 5)
