/** A clock in words: what it is, who fixed it, and how much is left; late is said as late, never reset (三(一)2). */

import { clockLength, dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { PlanClock } from '../../../workflow/clocks/clock.ts'
import { lengthInWords } from '../lengths.ts'

export interface ClockWords {
  readonly name: string
  readonly basis: string
  readonly text: string
  readonly tone: 'calm' | 'hurry' | 'over' | 'done'
  /** Counts down by the second: for what is due within hours. */
  readonly running: boolean
  readonly remarks: readonly string[]
}

const words = consolePlan.clocks
const dayMs = 24 * 3_600_000

type Told = Pick<PlanClock, 'name' | 'basis' | 'state' | 'dueAt' | 'doneAt' | 'provisional' | 'clause'> & {
  readonly overdueAtBirth?: boolean | undefined
}

/** `now`: server time; the state is the server's, the seconds are counted on by the page. */
export function clockWords(clock: Told, now: number): ClockWords {
  const { name, basis, state, dueAt, doneAt, provisional, clause, overdueAtBirth } = clock
  const leftMs = dueAt === undefined ? undefined : dueAt - now
  const remarks = [
    clause === '' ? undefined : clause,
    basis === 'state' ? words.stateHint : undefined,
    provisional ? words.provisionalHint : undefined,
    overdueAtBirth ? words.overdueAtBirth : undefined,
  ].filter((remark) => remark !== undefined)
  const told = { name: words.names[name], basis: words[basisWord[basis]], remarks }
  if (state === 'met') return { ...told, text: `✔ ${words.met(timeOf(doneAt))}`, tone: 'done', running: false }
  if (state === 'met-late') return { ...told, text: `◆ ${words.metLate(timeOf(doneAt))}`, tone: 'over', running: false }
  if (state === 'cancelled') return { ...told, text: words.cancelled, tone: 'done', running: false }
  if (leftMs === undefined || dueAt === undefined)
    return { ...told, text: words.provisional, tone: 'calm', running: false }
  if (leftMs < 0) return { ...told, text: `◆ ${words.over(lengthOf(-leftMs))}`, tone: 'over', running: -leftMs < dayMs }
  const hurry = state === 'due-soon'
  const text = leftMs < dayMs ? words.left(clockLength(leftMs)) : words.leftDays(lengthOf(leftMs), dayAndTime(dueAt))
  return {
    ...told,
    text: `${hurry ? '▲ ' : ''}${text}${provisional ? `（${words.provisional}）` : ''}`,
    tone: hurry ? 'hurry' : 'calm',
    running: leftMs < dayMs,
  }
}

const basisWord = { plan: 'plan', state: 'state', office: 'office' } as const
const timeOf = (at: number | undefined): string => (at === undefined ? '' : dayAndTime(at))
const lengthOf = (ms: number): string => (ms < dayMs ? clockLength(ms) : lengthInWords(ms))
