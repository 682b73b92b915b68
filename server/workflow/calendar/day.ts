/** Calendar days of Asia/Shanghai as `2026-09-30`, and when they begin; the zone of the process has no say. */

import { calendarDay } from '#shared/text/shanghai-time.ts'

/** `YYYY-MM-DD`, a day that exists. As text it sorts by time and reads like the notice that it comes from. */
export type Day = string

export const dayMs = 24 * 3_600_000

/** The day of a point in time, milliseconds since 1970 UTC. */
export const dayOf = (at: number): Day => calendarDay(at)

/** 00:00 of the day. China has had no summer time since 1991, so every day that this product meets begins at +08:00. */
export const startOfDay = (day: Day): number => Date.parse(`${day}T00:00:00+08:00`)

export const daysLater = (day: Day, days: number): Day => dayOf(startOfDay(day) + days * dayMs)

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** Saturday or Sunday. The day is read as one of UTC, where its own name and its weekday agree. */
export const isWeekend = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0

/** False for `2027-02-30`: some parsers turn that into 2 March, so it is written back and compared. */
export function dayExists(text: string): boolean {
  const start = startOfDay(text)
  return Number.isFinite(start) && dayOf(start) === text
}

/** Every day from the first to the last, both included; none if the last is before the first. */
export function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = []
  for (let day = first; day <= last; day = daysLater(day, 1)) days.push(day)
  return days
}
