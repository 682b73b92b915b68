// 两小时报告, case by case of the plan's 三(一)2: to the millisecond, in three time zones, across a stop of the server.
import { afterAll, describe, expect, test } from 'vitest'
import {
  alerted,
  at,
  contextAt,
  filed,
  folded,
  minute,
  moved,
  received,
  takenOver,
  wang,
} from '#test/fixtures/plan-incident.ts'
import type { Told } from '#test/fixtures/plan-incident.ts'
import { clockAt } from './clock.ts'
import { initialReportClock } from './initial-report.ts'
import { marksOf } from './marks.ts'
import { lengthOf, serverOutages } from './outages.ts'
import type { Outage } from './outages.ts'

const zone = process.env['TZ']
afterAll(() => {
  process.env['TZ'] = zone ?? ''
})

function clockOf(told: readonly Told[], minutes: number, outages: readonly Outage[] = []) {
  const { situation, incident } = folded(told)
  if (!incident) throw new Error('no incident')
  return initialReportClock(incident, contextAt(situation, minutes, outages))
}
const ms = 1 / minute

describe.each(['Asia/Shanghai', 'UTC', 'America/New_York'])('in %s', (tz) => {
  test.each([
    ['at once', 0, 'running'],
    ['a millisecond before 90 minutes', 90 - ms, 'running'],
    ['at 90 minutes', 90, 'due-soon'],
    ['a millisecond before two hours', 120 - ms, 'due-soon'],
    ['at exactly two hours: “2小时内”', 120, 'due-soon'],
    ['a millisecond after', 120 + ms, 'overdue'],
    ['a day after', 1440, 'overdue'],
  ] as const)('not reported, %s', (_, now, state) => {
    process.env['TZ'] = tz
    const clock = clockOf([received(0)], now)
    expect([clock.state, clock.dueAt, clock.leftMs]).toEqual([state, at(120), Math.round((120 - now) * minute)])
  })

  test.each([
    ['at once', 1, 'met', 0],
    ['at exactly two hours', 120, 'met', 0],
    ['a millisecond late', 120 + ms, 'met-late', 1],
    ['over night and weekend, which count', 2880, 'met-late', (2880 - 120) * minute],
  ] as const)('reported %s', (_, reported, state, lateMs) => {
    process.env['TZ'] = tz
    expect(clockOf([received(0), filed(reported, 'D03')], 5000)).toMatchObject({
      state,
      lateMs,
      doneAt: Math.round(at(reported)),
    })
  })
})

test('control: a clock that takes “exactly two hours” for late, as others do, is seen', () => {
  const strict = (now: number) => (now >= at(120) ? 'met-late' : 'met')
  const ours = (now: number) =>
    clockAt({ name: 'initial-report', basis: 'plan', clause: '', startedAt: at(0), dueAt: at(120), doneAt: now }, now)
      .state
  expect([strict(at(120)), ours(at(120))]).toEqual(['met-late', 'met'])
})

describe('what stops it', () => {
  test('the first report; 续报, 补正 and a return by the leader change nothing', () => {
    const told = [
      received(0),
      filed(100, 'D03'),
      { minute: 110, happening: { kind: 'report-returned', reason: '补正' } } as const,
      filed(300, 'D03', {}, { serial: 2 }),
      filed(400, 'D04'),
    ]
    expect(clockOf(told, 5000)).toMatchObject({ state: 'met', doneAt: at(100) })
  })

  test('control: by the newest report the same incident would be late', () => {
    const { incident } = folded([received(0), filed(100, 'D03'), filed(300, 'D03', {}, { serial: 2 })])
    expect(incident?.course.forms.D03?.at(-1)?.at).toBeGreaterThan(at(120))
  })

  test('a brief does not', () => {
    const brief = { minute: 110, happening: { kind: 'brief-sent', text: '', to: [] } } as const
    expect(clockOf([received(0), brief], 130).state).toBe('overdue')
  })

  test('a false alarm: nothing is owed; opened again it runs from where it began', () => {
    const closed = [received(0), moved(30, 'close-false', 'false-alarm')]
    expect(clockOf(closed, 500)).toMatchObject({ state: 'cancelled', cancelled: { because: 'false-alarm' }, lateMs: 0 })
    expect(clockOf([...closed, moved(200, 'reopen', 'verifying')], 200)).toMatchObject({
      state: 'overdue',
      dueAt: at(120),
    })
  })

  test('merging: it goes on in the other, with the earlier of both moments', () => {
    expect(clockOf([received(0), moved(30, 'merge', 'merged')], 500).cancelled?.because).toBe('merged')
    const absorbed = {
      minute: 40,
      happening: {
        kind: 'absorbed',
        incident: 'j',
        number: 'BS-2026-0002',
        endpoints: [],
        alerts: [],
        found: { at: at(-50), offsetMs: 0, uncertaintyMs: 0, basis: 'found' },
      },
    } as const
    expect(clockOf([received(0), absorbed], 71)).toMatchObject({ state: 'overdue', startedAt: at(-50), found: at(-50) })
  })
})

describe('from when it runs', () => {
  test('should have been found: the first fact of an alert of at least 中, beside when a person knew', () => {
    const told = [
      received(10, { foundAt: 0, basis: 'should-have-been-found' }),
      alerted(10, { by: 'detector', detectedAt: 0, severity: 'medium' }),
      alerted(5, { by: 'detector', detectedAt: -60, severity: 'low', id: 'low', receivedAt: 10 }),
      takenOver(12),
    ]
    expect(clockOf(told, 20)).toMatchObject({
      runsFrom: 'should-have-been-found',
      startedAt: at(0),
      found: at(12),
      shouldHaveBeenFound: at(0),
    })
  })

  test('overdue at birth: the terminal was offline for three hours; the interval is listed and not subtracted', () => {
    const told = [
      received(180, { foundAt: 0, basis: 'should-have-been-found' }),
      alerted(0, { by: 'detector', receivedAt: 180 }),
    ]
    expect(clockOf(told, 180)).toMatchObject({
      state: 'overdue',
      overdueAtBirth: true,
      lateMs: 60 * minute,
      outages: [{ of: 'terminal', endpoint: 'e', from: at(0), to: at(180) }],
      excuseMs: 180 * minute,
    })
  })

  test('核定: the leader confirms another moment; both values are there, and what a person found is not put off', () => {
    const told = [
      received(10, { foundAt: 0, basis: 'should-have-been-found' }),
      alerted(10, { by: 'detector', detectedAt: 0 }),
      { minute: 100, actor: wang, happening: { kind: 'found-proposed', found: at(60), reason: '' } },
      { minute: 110, actor: wang, happening: { kind: 'found-decided', found: at(60), agreed: true, reason: '' } },
    ] as const
    expect(clockOf(told, 150)).toMatchObject({
      runsFrom: 'decided',
      startedAt: at(60),
      dueAt: at(180),
      state: 'due-soon',
      mechanical: { startedAt: at(0), dueAt: at(120), state: 'overdue', lateMs: 30 * minute },
    })
    expect(clockOf([...told, takenOver(50)], 180)).toMatchObject({
      runsFrom: 'found',
      startedAt: at(50),
      state: 'overdue',
    })
  })
})

describe('outages inside the two hours', () => {
  const signs = [
    { what: 'started', at: at(-100) },
    { what: 'alive', at: at(20) },
    { what: 'stopped', at: at(30) },
    { what: 'started', at: at(50) },
    { what: 'alive', at: at(60) },
    { what: 'started', at: at(140) },
  ] as const

  test('a server that was stopped, and one that died: the second only as at most', () => {
    expect(serverOutages(signs)).toEqual([
      { of: 'server', from: at(30), to: at(50), atMost: false },
      { of: 'server', from: at(60), to: at(140), atMost: true },
    ])
  })

  test('the server stood across the deadline: the clock is the same as if it had run, and says so', () => {
    const clock = clockOf([received(0), filed(130, 'D03')], 5000, serverOutages(signs))
    expect(clock).toMatchObject({ state: 'met-late', lateMs: 10 * minute, excuseMs: (20 + 70) * minute })
    expect(clock.outages.at(-1)?.to).toBe(at(130))
  })

  test('two at once count once', () => {
    const two = [
      { of: 'server', from: 0, to: 10, atMost: false },
      { of: 'terminal', from: 5, to: 12, atMost: true },
      { of: 'server', from: 20, to: 21, atMost: false },
    ] as const
    expect(lengthOf(two)).toBe(13)
  })
})

describe('to whom the late minutes belong', () => {
  const shares = (told: readonly Told[], now = 5000) =>
    clockOf(told, now).segments.map(({ name, lateMs, overMs }) => [name, Math.round(overMs / minute), lateMs / minute])

  test.each([
    [
      'all within their budgets',
      [received(15, { foundAt: 0 }), filed(45, 'D02'), filed(120, 'D03')],
      [
        ['S1', 0, 0],
        ['S2', 0, 0],
        ['S3', 0, 0],
        ['S4', 0, 0],
      ],
    ],
    [
      'the institution took an hour',
      [received(60, { foundAt: 0 }), filed(90, 'D02'), filed(165, 'D03')],
      [
        ['S1', 45, 45],
        ['S2', 0, 0],
        ['S3', 0, 0],
        ['S4', 0, 0],
      ],
    ],
    [
      'time won elsewhere helps all who were over',
      [received(45, { foundAt: 0 }), filed(135, 'D02'), filed(140, 'D03')],
      [
        ['S1', 30, 20 / 3],
        ['S2', 60, 40 / 3],
        ['S3', 0, 0],
        ['S4', 0, 0],
      ],
    ],
    [
      '先报后核: the report came first',
      [received(0), filed(180, 'D03'), filed(200, 'D02')],
      [
        ['S1', 0, 0],
        ['S2', 150, 60],
        ['S3', 0, 0],
        ['S4', 0, 0],
      ],
    ],
  ] as const)('%s', (_, told, expected) => expect(shares(told)).toEqual(expected))

  test('the shares add up to the last millisecond, and an open segment ends now', () => {
    const clock = clockOf([received(31.0001, { foundAt: 0 }), filed(97.0003, 'D02')], 200.0007)
    expect(clock.segments.reduce((sum, { lateMs }) => sum + lateMs, 0)).toBe(clock.lateMs)
    expect(clock.segments.at(-1)).toMatchObject({ name: 'S3', open: true })
  })
})

test('its life as moments, for the bar on the screen', () => {
  const { situation, incident } = folded([
    received(0),
    { minute: 110, happening: { kind: 'reminded', reminder: 'report-110', dueAt: at(110) } },
    { minute: 110, happening: { kind: 'brief-sent', text: '', to: [] } },
    filed(115, 'D03'),
  ])
  if (!incident) throw new Error('no incident')
  const clock = initialReportClock(incident, contextAt(situation, 200))
  expect(marksOf(clock, incident.course).map((mark) => [mark.what, (mark.at - at(0)) / minute])).toEqual([
    ['started', 0],
    ['due-soon', 90],
    ['reminded', 110],
    ['brief', 110],
    ['done', 115],
    ['due', 120],
  ])
})
