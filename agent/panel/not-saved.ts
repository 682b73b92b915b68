/** The sentence for the one thing that must never look like success: a report that could not be made durable. */

import { isFault } from '#shared/fault.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'

/** ✖ 本机无法保存上报（…）。请立即拨打 …; undefined where the fault is another one. */
export function notSavedSentence(error: unknown, phone: string): string | undefined {
  const { marks, reported } = zhCn.counter
  const say = (why: string) => `${marks.bad} ${reported.notSaved(why, phone)}`
  if (isFault(error, 'outbox/full')) return say(reported.notSavedBecause.full)
  if (isFault(error, 'outbox/not-durable') || isFault(error, 'outbox/damaged'))
    return say(reported.notSavedBecause['not-durable'])
  return undefined
}
