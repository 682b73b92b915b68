/** D14b, D22, D23: what the office's own forms begin with (二(一)). */

import type { Fillings, KnownOfOffice } from '../prefill.ts'
import { periodOf } from './period.ts'
import { statisticsOf } from './statistics.ts'

/** 2026-11 in Shanghai's calendar. */
const shanghaiMonth = (now: number): { readonly year: number; readonly month: number } => {
  const shifted = new Date(now + 8 * 3_600_000)
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1 }
}

export const officeWork: Fillings<KnownOfOffice> = {
  D14b: (known) => {
    const { year, month } = shanghaiMonth(known.now)
    const chosen = { period: 'month', year, ordinal: month, ...known.answers }
    const period = periodOf(chosen)
    return { ...chosen, ...(period ? statisticsOf(known, period) : {}) }
  },
  D22: ({ situation: { office } }) => ({ version: office.planVersion + 1 }),
  D23: ({ situation: { office }, now }) => ({
    to: office.posts.find(({ role, from, to }) => role === 'deputy' && from <= now && (to === undefined || now < to))
      ?.person,
    from: now,
  }),
}
