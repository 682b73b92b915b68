/** 统计周期: a month, a quarter or a year of Shanghai's calendar as points in time. */

import type { FormFields } from '../form.ts'

export interface Period {
  readonly from: number
  /** The first moment after it. */
  readonly to: number
}

const shanghaiOffsetMs = 8 * 3_600_000
/** Months beyond December are of the next year. */
const monthBegins = (year: number, month: number): number => Date.UTC(year, month - 1, 1) - shanghaiOffsetMs

/** Nothing where the ordinal does not fit: there is no thirteenth month and no fifth quarter. */
export function periodOf({ period, year, ordinal }: FormFields): Period | undefined {
  if (typeof year !== 'number') return undefined
  const months = period === 'month' ? 1 : period === 'quarter' ? 3 : 12
  const nth = period === 'year' ? 1 : ordinal
  if (typeof nth !== 'number' || !Number.isInteger(nth) || nth < 1 || nth * months > 12) return undefined
  const first = (nth - 1) * months + 1
  return { from: monthBegins(year, first), to: monthBegins(year, first + months) }
}
