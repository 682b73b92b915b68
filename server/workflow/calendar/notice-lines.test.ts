// The notice as a person types it: read line by line, and every slip told with its line.
import { describe, expect, test } from 'vitest'
import { en } from '#shared/wording/en.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { emptyOffice } from '../office.ts'
import type { CalendarYear } from '../office.ts'
import { calendarInForce } from './calendar-in-force.ts'
import { readNotice } from './notice.ts'
import { lineRefusals, readNoticeLines } from './notice-lines.ts'
import { stateCouncilNotices } from './state-council-notices.ts'

const document = '国办发明电〔2026〕9号'
const text = `# 元旦
放假 2027-01-01/2027-01-03
上班：2027-01-16
放假 2月5日至2月11日

上班 2月20日 # 星期六`

test('lines, remarks and the notice’s own way of writing days', () => {
  const reading = readNoticeLines({ year: 2027, document, text })
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusals))
  expect(reading.year).toMatchObject({ year: 2027, basis: 'official', document })
  expect([...reading.year.daysOff]).toHaveLength(10)
  expect([...reading.year.makeUpDays]).toEqual(['2027-01-16', '2027-02-20'])
  // Only two holidays of the year are in it: said, not refused.
  expect(reading.doubts.map(({ doubt }) => doubt)).toContain('days-do-not-balance')
})

test.each(stateCouncilNotices.map((notice) => [notice.year, notice] as const))(
  'the notice of %s, typed',
  (year, notice) => {
    const lines = [...notice.daysOff.map((span) => `放假 ${span}`), ...notice.makeUpDays.map((day) => `上班 ${day}`)]
    const typed = readNoticeLines({ year, document: notice.document, text: lines.join('\r\n') })
    expect(typed).toEqual(readNotice(notice))
  },
)

test.each([
  ['a line that says neither', '放假 2027-01-01\noff 2027-01-02', [[2, 'not-a-line']]],
  [
    'a word without a day',
    '放假',
    [
      [1, 'not-a-line'],
      [0, 'not-a-notice'],
    ],
  ],
  ['a day that does not exist', '放假 2027-01-01\n\n放假 2月30日', [[3, 'no-such-day']]],
  ['a make-up Monday', '放假 2027-01-01\n上班 2027-01-04', [[2, 'make-up-on-weekday']]],
  ['twice, in the later line', '放假 2027-01-01\n# x\n放假 2027-01-01', [[3, 'named-twice']]],
  ['another year', '放假 2027-01-01\n放假 2028-01-01', [[2, 'not-of-this-year']]],
  ['nothing at all', '', [[0, 'not-a-notice']]],
  ['too much', `放假 2027-01-01\n${'#'.repeat(4_000)}`, [[0, 'too-long']]],
])('refused: %s', (_, typed, expected) => {
  const reading = readNoticeLines({ year: 2027, document, text: typed })
  if (reading.ok) throw new Error('taken')
  expect(new Set(reading.refusals.map(({ line, refusal }) => `${line} ${refusal}`))).toEqual(
    new Set(expected.map(([line, refusal]) => `${line} ${refusal}`)),
  )
})

test.each([
  ['zh-cn', zhCn.calendar],
  ['en', en.calendar],
])('every refusal of a line has a sentence (%s)', (_, words) => {
  for (const refusal of lineRefusals) expect(words.lines[refusal]).not.toBe('')
})

describe('the calendar in force', () => {
  const by = { kind: 'server' } as const
  const imported = (change: Partial<CalendarYear>): CalendarYear => ({
    id: 'c1',
    year: 2027,
    document,
    text,
    proposed: { by, at: 1 },
    ...change,
  })
  const basisOf = (calendar: readonly CalendarYear[]) => calendarInForce({ ...emptyOffice, calendar }).get(2027)?.basis

  test.each([
    ['nobody imported it', [], 'provisional'],
    ['proposed, and nobody agreed yet', [imported({})], 'provisional'],
    ['refused by the second person', [imported({ decided: { by, at: 2, agreed: false } })], 'provisional'],
    ['agreed', [imported({ decided: { by, at: 2, agreed: true } })], 'official'],
  ])('%s', (_, calendar, basis) => {
    expect(basisOf(calendar)).toBe(basis)
  })

  test('of two agreed ones the one that was agreed later holds', () => {
    const first = imported({ id: 'c1', decided: { by, at: 9, agreed: true }, text: '放假 2027-01-01' })
    const second = imported({ id: 'c2', decided: { by, at: 5, agreed: true }, text: '放假 2027-01-02' })
    const calendar = calendarInForce({ ...emptyOffice, calendar: [first, second] })
    expect([...(calendar.get(2027)?.daysOff ?? [])]).toEqual(['2027-01-01'])
  })
})
