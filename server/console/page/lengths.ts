/** Lengths of time in words, for remarks; clocks that run are written as clocks (`shared/text/shanghai-time.ts`). */

import { consolePage } from '#shared/wording/zh-cn.ts'

const minuteMs = 60_000
const words = consolePage.lengths

/** The two largest units that matter: `42 秒`, `47 分`, `2 小时 5 分`, `3 天 4 小时`. */
export function lengthInWords(lengthMs: number): string {
  const seconds = Math.max(0, Math.round(lengthMs / 1000))
  if (seconds < 60) return words.seconds(seconds)
  const minutes = Math.floor(Math.max(0, lengthMs) / minuteMs)
  if (minutes < 60) return words.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return words.hours(hours, minutes % 60)
  return words.days(Math.floor(hours / 24), hours % 24)
}
