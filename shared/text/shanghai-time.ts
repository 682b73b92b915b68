/** Times as the people of this product read them: always Asia/Shanghai, 24 hours, whatever zone the machine or the browser is set to. */

// One zone and no summer time since 1991, so UTC+8 is exact for every time this product can meet.
const offsetMs = 8 * 3_600_000
const dayMs = 24 * 3_600_000

const two = (value: number): string => String(value).padStart(2, '0')

/** `14:05:07` of a point in time, milliseconds since 1970 UTC. */
export function timeOfDay(at: number): string {
  const shifted = new Date(at + offsetMs)
  return `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}:${two(shifted.getUTCSeconds())}`
}

/** `2026-11-22`. */
export function calendarDay(at: number): string {
  const shifted = new Date(at + offsetMs)
  return `${shifted.getUTCFullYear()}-${two(shifted.getUTCMonth() + 1)}-${two(shifted.getUTCDate())}`
}

/** `2026-11-22 14:05:07`. */
export const dayAndTime = (at: number): string => `${calendarDay(at)} ${timeOfDay(at)}`

/** The shortest that is not ambiguous beside `now`: `14:05:07` today, `昨天 16:40`, `11-21 16:40`, `2025-12-31 16:40`. */
export function nearTime(at: number, now: number, yesterday: string): string {
  const daysAgo = Math.floor((now + offsetMs) / dayMs) - Math.floor((at + offsetMs) / dayMs)
  if (daysAgo === 0) return timeOfDay(at)
  const minute = timeOfDay(at).slice(0, 5)
  if (daysAgo === 1) return `${yesterday} ${minute}`
  const day = calendarDay(at)
  return day.slice(0, 4) === calendarDay(now).slice(0, 4) ? `${day.slice(5)} ${minute}` : `${day} ${minute}`
}

/** A length of time as a clock, `01:21:40`; more than 99 hours keep counting; below zero is zero. */
export function clockLength(lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / 1000))
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
