/** 指令: who owes what until when, as the board says it (五(一), 五(二)2). */

import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { DirectiveStanding } from '../../../workflow/course.ts'
import { lengthInWords } from '../lengths.ts'

const words = consolePlan.directives

export interface DirectiveWords {
  readonly text: string
  readonly tone: 'plain' | 'good' | 'bad' | 'hurry'
  /** How much is left or over; nothing once completed. */
  readonly length: string | undefined
}

const hurryMs = 30 * 60_000

export function directiveWords(
  { directive, issued, signedFor, completed }: DirectiveStanding,
  now: number,
): DirectiveWords {
  const { dueAt } = directive
  if (completed) {
    const at = nearTime(completed.at, now, consolePage.yesterday)
    return completed.at <= dueAt
      ? { text: `✔ ${words.completed(at)}`, tone: 'good', length: undefined }
      : { text: `◆ ${words.completedLate(at)}`, tone: 'bad', length: undefined }
  }
  if (!issued) return { text: `○ ${words.drafted}`, tone: 'plain', length: undefined }
  if (now > dueAt) return { text: `◆ ${words.overdue}`, tone: 'bad', length: words.over(lengthInWords(now - dueAt)) }
  return {
    text: signedFor ? `● ${words.signedFor}` : `▲ ${words.issued}`,
    tone: dueAt - now < hurryMs || !signedFor ? 'hurry' : 'plain',
    length: words.left(lengthInWords(dueAt - now)),
  }
}

/** What is owed first stands first; what is completed, last. */
export function inOrderOfNeed(directives: readonly DirectiveStanding[]): readonly DirectiveStanding[] {
  const rows = [...directives]
  rows.sort(
    (one, other) =>
      Number(one.completed !== undefined) - Number(other.completed !== undefined) ||
      one.directive.dueAt - other.directive.dueAt,
  )
  return rows
}
