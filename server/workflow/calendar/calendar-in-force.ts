/** The calendar that this office counts by: the shipped one and every year that two persons have imported since. */

import type { Office } from '../office.ts'
import type { Calendar } from './calendar.ts'
import { calendarOf } from './calendar.ts'
import { readNoticeLines } from './notice-lines.ts'
import { shippedCalendar } from './shipped-calendar.ts'

/** The same calendar for the same history, so that it costs nothing to ask. */
export function calendarInForce({ calendar: imported }: Pick<Office, 'calendar'>): Calendar {
  const known = remembered.get(imported)
  if (known) return known
  const agreed = imported
    .filter(({ decided }) => decided?.agreed === true)
    .toSorted((one, other) => (one.decided?.at ?? 0) - (other.decided?.at ?? 0))
    .flatMap((notice) => {
      const reading = readNoticeLines(notice)
      return reading.ok ? [reading.year] : []
    })
  const inForce = calendarOf([...shippedCalendar.values(), ...agreed])
  remembered.set(imported, inForce)
  return inForce
}

const remembered = new WeakMap<Office['calendar'], Calendar>()
