// What an administrator may type: a notice, a slip that is refused with its place, or one that is doubted.
import { describe, expect, test } from 'vitest'
import { en } from '#shared/wording/en.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { noticeDoubts, noticeLimits, noticeRefusals, readNotice } from './notice.ts'
import { stateCouncilNotices } from './state-council-notices.ts'

const notice = stateCouncilNotices.find(({ year }) => year === 2026)!
const { daysOff, makeUpDays } = notice

test('the notice of 2026', () => {
  const reading = readNotice(notice)
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusals))
  expect(reading.doubts).toEqual([])
  expect(reading.year).toMatchObject({ year: 2026, basis: 'official', document: notice.document })
  expect(reading.year.daysOff.size).toBe(33)
  expect([...reading.year.makeUpDays]).toEqual(makeUpDays)
})

test.each([
  ['nothing', undefined, 'not-a-notice', ''],
  ['a text', '2026', 'not-a-notice', ''],
  ['a field too many', { ...notice, note: '' }, 'not-a-notice', ''],
  ['no document', { ...notice, document: '  ' }, 'not-a-notice', 'document'],
  ['a document without end', { ...notice, document: 'x'.repeat(201) }, 'not-a-notice', 'document'],
  ['a year before all others', { ...notice, year: 1999 }, 'not-a-notice', 'year'],
  ['no day off', { ...notice, daysOff: [] }, 'not-a-notice', 'daysOff'],
  [
    'too many entries',
    { ...notice, makeUpDays: Array.from({ length: noticeLimits.makeUpDays + 1 }, () => '2026-01-04') },
    'not-a-notice',
    'makeUpDays',
  ],
  ['a day in words', { ...notice, makeUpDays: ['1月4日'] }, 'not-a-notice', 'makeUpDays.0'],
  ['a day that does not exist', { ...notice, daysOff: ['2026-02-30'] }, 'no-such-day', 'daysOff.0'],
  ['a span to such a day', { ...notice, daysOff: ['2026-02-27/2026-02-29'] }, 'no-such-day', 'daysOff.0'],
  ['a span backwards', { ...notice, daysOff: ['2026-02-23/2026-02-15'] }, 'span-reversed', 'daysOff.0'],
  ['21 days in a row', { ...notice, daysOff: ['2026-02-01/2026-02-21'] }, 'span-too-long', 'daysOff.0'],
  ['centuries in a row', { ...notice, daysOff: ['2026-01-01/9999-12-31'] }, 'span-too-long', 'daysOff.0'],
  ['the year after', { ...notice, daysOff: [...daysOff, '2027-01-01'] }, 'not-of-this-year', 'daysOff.7'],
  ['too early in December', { ...notice, daysOff: [...daysOff, '2025-12-24'] }, 'not-of-this-year', 'daysOff.7'],
  ['a day in two spans', { ...notice, daysOff: [...daysOff, '2026-10-07'] }, 'named-twice', 'daysOff.7'],
  ['off and working', { ...notice, makeUpDays: [...makeUpDays, '2026-10-04'] }, 'named-twice', 'makeUpDays.6'],
  ['a make-up Monday', { ...notice, makeUpDays: ['2026-01-05'] }, 'make-up-on-weekday', 'makeUpDays.0'],
])('refused: %s', (_, input, refusal, where) => {
  expect(readNotice(input)).toEqual({ ok: false, refusals: [{ refusal, where }] })
})

test('every slip is told at once, each with its place', () => {
  const reading = readNotice({
    ...notice,
    daysOff: ['2026-01-03/2026-01-01', '2026-01-02'],
    makeUpDays: ['2026-01-05'],
  })
  expect(reading).toEqual({
    ok: false,
    refusals: [
      { refusal: 'span-reversed', where: 'daysOff.0' },
      { refusal: 'make-up-on-weekday', where: 'makeUpDays.0' },
    ],
  })
})

describe('taken, but doubted', () => {
  test.each([
    ['a make-up day is missing', { ...notice, makeUpDays: makeUpDays.slice(1) }, [['days-do-not-balance', 14]]],
    [
      'a festival is missing',
      { ...notice, daysOff: daysOff.filter((span) => !span.startsWith('2026-06')) },
      [
        ['statutory-day-worked', '2026-06-19'],
        ['days-do-not-balance', 12],
      ],
    ],
    [
      'a day off in the December before',
      { ...notice, daysOff: [...daysOff, '2025-12-31'] },
      [['days-do-not-balance', 14]],
    ],
    ['control: one more weekend day off', { ...notice, daysOff: [...daysOff, '2026-03-07'] }, []],
  ])('%s', (_, input, doubts) => {
    const reading = readNotice(input)
    expect(reading.ok && reading.doubts.map((of) => [of.doubt, 'day' in of ? of.day : of.found])).toEqual(doubts)
  })
})

test.each([
  ['zh-cn', zhCn.calendar],
  ['en', en.calendar],
])('every refusal and doubt has its words: %s', (_, { refusals, doubts }) => {
  expect(Object.keys(refusals).toSorted()).toEqual(noticeRefusals.toSorted())
  expect(Object.keys(doubts).toSorted()).toEqual(noticeDoubts.toSorted())
})
