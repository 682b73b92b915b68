/** Points in time as a `datetime-local` field has them: Shanghai's wall clock, whatever zone the browser is set to. */

import { calendarDay, timeOfDay } from '#shared/text/shanghai-time.ts'

/** `2026-11-22T14:03:22`. */
export const toField = (at: number): string => `${calendarDay(at)}T${timeOfDay(at)}`

/** Nothing where the field is empty or half filled. */
export function fromField(text: string): number | undefined {
  const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00` : text
  const at = Date.parse(`${whole}+08:00`)
  return Number.isNaN(at) ? undefined : at
}
