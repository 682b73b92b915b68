/** What stands in a filed form, as clocks, facts and metrics read it; an answer that is not there, or is 待核实, is none. */

import { standingReport } from '../course.ts'
import type { Course, FiledForm } from '../course.ts'
import type { FormFields, FormId } from '../forms/form.ts'

export const numberIn = (fields: FormFields | undefined, key: string): number | undefined => {
  const value = fields?.[key]
  return typeof value === 'number' ? value : undefined
}

export const textIn = (fields: FormFields | undefined, key: string): string | undefined => {
  const value = fields?.[key]
  return typeof value === 'string' ? value : undefined
}

export const isYes = (fields: FormFields | undefined, key: string): boolean =>
  fields?.[key] === true || fields?.[key] === 'yes'

export const filedForms = (course: Course, form: FormId): readonly FiledForm[] => course.forms[form] ?? []

/** 重大 (六(一)) by the newest answer there is; what was never answered counts as 待定, and 待定 is treated as yes. */
export function majorOf(course: Course): 'yes' | 'no' | 'undetermined' {
  const assessed = filedForms(course, 'D05').at(-1)?.fields
  for (const fields of [assessed, standingReport(course)?.fields]) {
    const answer = fields?.['major']
    if (answer === 'yes' || answer === true) return 'yes'
    if (answer === 'no' || answer === false) return 'no'
  }
  return 'undetermined'
}

/** D01 of what the institution told by itself; any other source is somebody else's word. */
export const isOwnReport = (fields: FormFields): boolean =>
  fields['source'] === 'terminal-button' || fields['source'] === 'telephone'

/** From these somebody outside told of it: what they write of their own finding is no knowledge of ours. */
const otherParties: readonly unknown[] = ['superior', 'other-institution', 'cac', 'police']

/**
 * Since when a person on our side knew, by a D01 alone: from the moment of finding that it states, where the unit's or the
 * office's own people found it or nobody says who did; of another party's notice from when the office took it in (三(一)2).
 */
export function knownSince(fields: FormFields, filedAt: number): number {
  const stated = otherParties.includes(fields['source']) ? undefined : numberIn(fields, 'foundAt')
  return Math.min(filedAt, stated ?? filedAt, numberIn(fields, 'calledAt') ?? filedAt)
}

/** Whose people the stated moment of finding is held for; nobody's where it is another party's, or not said. */
export const findersIn = (fields: FormFields): 'institution' | 'office' | undefined =>
  isOwnReport(fields) ? 'institution' : fields['source'] === 'inspection' ? 'office' : undefined
