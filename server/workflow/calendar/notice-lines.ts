/** The State Council's notice as a person types it, line by line, and what is wrong with which line. */

import { readNotice } from './notice.ts'
import type { NoticeDoubt, NoticeReading, NoticeRefusalCode } from './notice.ts'
import type { CalendarYear } from './calendar.ts'

export const lineRefusals = ['not-a-line', 'too-long'] as const

export interface NoticeLineRefusal {
  /** From 1; 0 for the year and the 文号, which stand in fields of their own. */
  readonly line: number
  readonly refusal: NoticeRefusalCode | (typeof lineRefusals)[number]
}

export type NoticeLines =
  | { readonly ok: true; readonly year: CalendarYear; readonly doubts: readonly NoticeDoubt[] }
  | { readonly ok: false; readonly refusals: readonly NoticeLineRefusal[] }

export interface TypedNotice {
  readonly year: number
  /** 文号. */
  readonly document: string
  /** `放假 2026-02-15/2026-02-23`, `上班 2026-02-14`; empty lines and lines after `#` say nothing. */
  readonly text: string
}

/** Two lists of at most 24 spans each; the rest is room for remarks. */
const longestText = 4_000

const words = { 放假: 'daysOff', 上班: 'makeUpDays' } as const

/** A span may be written with the signs of the notice: `2026年2月15日至2月23日` becomes `2026-02-15/2026-02-23`. */
function spanIn(written: string, year: number): string {
  const [first = '', last] = written.split(/\/|至|—|~/)
  const from = dayIn(first, year)
  return last === undefined ? from : `${from}/${dayIn(last, Number(from.slice(0, 4)) || year)}`
}

function dayIn(written: string, year: number): string {
  const parts = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日$/.exec(written.trim())
  if (!parts) return written.trim()
  const [, own, month = '', day = ''] = parts
  return `${own ?? year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

export function readNoticeLines({ year, document, text }: TypedNotice): NoticeLines {
  if (text.length > longestText) return { ok: false, refusals: [{ line: 0, refusal: 'too-long' }] }
  const spans = { daysOff: [] as string[], makeUpDays: [] as string[] }
  const lineOf = { daysOff: [] as number[], makeUpDays: [] as number[] }
  const refusals: NoticeLineRefusal[] = []
  for (const [index, written] of text.split(/\r\n|\r|\n/).entries()) {
    const said = written.replace(/#.*$/, '').trim()
    if (said === '') continue
    const [, word, span = ''] = /^(放假|上班)[\s:：]*(.+)$/.exec(said) ?? []
    const list = word === undefined ? undefined : words[word as keyof typeof words]
    if (list === undefined) refusals.push({ line: index + 1, refusal: 'not-a-line' })
    else {
      spans[list].push(spanIn(span, year))
      lineOf[list].push(index + 1)
    }
  }
  const reading = readNotice({ year, document, ...spans })
  refusals.push(...refusalsOf(reading, lineOf))
  if (!reading.ok || refusals.length > 0) return { ok: false, refusals: refusals.toSorted((a, b) => a.line - b.line) }
  return { ok: true, year: reading.year, doubts: reading.doubts }
}

const refusalsOf = (
  reading: NoticeReading,
  lineOf: Readonly<Record<'daysOff' | 'makeUpDays', readonly number[]>>,
): readonly NoticeLineRefusal[] =>
  reading.ok
    ? []
    : reading.refusals.map(({ refusal, where }) => {
        const [list = '', index = ''] = where.split('.')
        const lines = list === 'daysOff' || list === 'makeUpDays' ? lineOf[list] : []
        return { line: lines[Number(index)] ?? 0, refusal }
      })
