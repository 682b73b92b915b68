// The other clocks: five working days, 国家规定, 本局内部要求, directives; with the worked examples, in three time zones.
import { afterAll, describe, expect, test } from 'vitest'
import {
  at,
  contextAt,
  defaults,
  filed,
  folded,
  li,
  minute,
  moved,
  received,
  wang,
} from '#test/fixtures/plan-incident.ts'
import type { Told } from '#test/fixtures/plan-incident.ts'
import { noon } from '#test/fixtures/occurrences.ts'
import { withYear } from '../calendar/calendar.ts'
import { dayOf } from '../calendar/day.ts'
import { readNotice } from '../calendar/notice.ts'
import { shippedCalendar } from '../calendar/shipped-calendar.ts'
import { allClocks, clocksOf } from './clocks.ts'
import { movedByCalendar, recomputed, resultReportClocks } from './result-report.ts'

const zone = process.env['TZ']
afterAll(() => {
  process.env['TZ'] = zone ?? ''
})

const on = (day: string): number => (Date.parse(`${day}:00+08:00`) - noon) / minute
const standingOf = (told: readonly Told[]) => {
  const { situation, incident } = folded(told)
  if (!incident) throw new Error('no incident')
  return { situation, incident }
}
const clocks = (told: readonly Told[], now: number, settings = defaults) => {
  const { situation, incident } = standingOf(told)
  return clocksOf(incident, { ...contextAt(situation, now), settings })
}
const handledOn = (day: string): Told[] => [received(on(day) - 600), moved(on(day), 'handle', 'handled')]

describe.each(['Asia/Shanghai', 'UTC', 'America/New_York'])('five working days, in %s', (tz) => {
  test.each([
    ['2026-09-30T15:00', '2026-10-13', false],
    ['2026-02-13T10:00', '2026-02-27', false],
    ['2026-12-30T10:00', '2027-01-07', true],
    ['2026-10-09T23:59', '2026-10-15', false],
  ])('handled %s: due at the end of %s', (day, due, provisional) => {
    process.env['TZ'] = tz
    const [clock] = clocks(handledOn(day), on(day)).resultReports
    expect([dayOf((clock?.dueAt ?? 0) - 1), (clock?.dueAt ?? 0) % 86_400_000, clock?.provisional]).toEqual([
      due,
      16 * 3_600_000,
      provisional,
    ])
  })
})

describe('the result report', () => {
  const day = '2026-09-30T15:00'
  const dueMinute = on('2026-10-14T00:00')
  test.each([
    ['filed at the last moment', dueMinute, 'met', 0],
    ['filed a millisecond later', dueMinute + 1 / minute, 'met-late', 1],
  ] as const)('%s', (_, filedAt, state, lateMs) => {
    const told = [...handledOn(day), filed(filedAt, 'D15', {}, { as: 'department' })]
    expect(clocks(told, filedAt + 1).resultReports).toMatchObject([{ state, lateMs }])
  })

  test('not filed: due soon on the last day, overdue after it', () => {
    const stateAt = (now: number) => clocks(handledOn(day), now).resultReports[0]?.state
    expect([dueMinute - 1441, dueMinute - 1440, dueMinute, dueMinute + 1 / minute].map(stateAt)).toEqual([
      'running',
      'due-soon',
      'due-soon',
      'overdue',
    ])
  })

  test('a relapse cancels it and keeps it; handled again starts another; what was filed for the first is not the second’s', () => {
    const told = [
      ...handledOn(day),
      moved(on('2026-10-08T10:00'), 'relapse', 'responding', { kind: 'server' }),
      moved(on('2026-10-20T10:00'), 'handle', 'handled'),
    ]
    expect(clocks(told, on('2026-10-21T00:00')).resultReports).toMatchObject([
      { state: 'cancelled', cancelled: { because: 'relapse' } },
      { state: 'running', startedAt: at(on('2026-10-20T10:00')) },
    ])
    const filedFirst = [...handledOn(day), filed(on('2026-10-08T09:00'), 'D15'), ...told.slice(2)]
    expect(clocks(filedFirst, on('2026-10-21T00:00')).resultReports.map(({ state }) => state)).toEqual([
      'met',
      'running',
    ])
  })

  test('a rejected end is no second handling', () => {
    const told = [...handledOn(day), moved(on('2026-10-08T09:00'), 'reject-end', 'handled')]
    expect(clocks(told, on('2026-10-09T00:00')).resultReports).toHaveLength(1)
  })

  test.each([
    ['yes', 'plan'],
    ['undetermined', 'plan'],
    ['no', 'office'],
  ])('重大 %s: %s', (major, basis) => {
    const told = [received(-1000), filed(-900, 'D05', { major }), ...handledOn(day).slice(1)]
    expect(clocks(told, on(day)).resultReports[0]?.basis).toBe(basis)
  })

  test('the cutoff of the office: 18:00 of the last day', () => {
    const { incident } = standingOf(handledOn(day))
    const [clock] = resultReportClocks(
      incident,
      { calendar: shippedCalendar, settings: { resultReportCutoff: '18:00' } },
      0,
    )
    expect(clock?.dueAt).toBe(at(on('2026-10-13T18:00')))
  })

  test('a year without a calendar is said, and never guessed', () => {
    const { incident } = standingOf(handledOn(day))
    const [clock] = resultReportClocks(incident, { calendar: new Map(), settings: defaults }, 0)
    expect([clock?.state, clock?.dueAt, clock?.uncoveredYear]).toEqual(['running', undefined, 2026])
  })

  test('the official year comes: a 暂定 deadline moves, with a row of history; settled ones and archived ones do not', () => {
    const { situation, incident } = standingOf(handledOn('2026-12-30T10:00'))
    const reading = readNotice({
      year: 2027,
      document: '国办发明电〔2026〕9号',
      daysOff: ['2027-01-01/2027-01-05'],
      makeUpDays: ['2027-01-09'],
    })
    if (!reading.ok) throw new Error(JSON.stringify(reading))
    const before = { calendar: shippedCalendar, settings: defaults }
    const after = { calendar: withYear(shippedCalendar, reading.year), settings: defaults }
    const changed = movedByCalendar(situation, before, after)
    expect(changed).toMatchObject([
      { incident: incident.id, after: { known: true, dueDay: '2027-01-09', provisional: false } },
    ])
    expect(recomputed(changed, '国办发明电〔2026〕9号', 5)).toMatchObject([
      { subject: { id: 'i' }, at: 5, happening: { kind: 'result-due-recomputed', provisional: false } },
    ])
    expect(movedByCalendar(standingOf(handledOn(day)).situation, before, after)).toEqual([])
    const archived = [...handledOn('2026-12-30T10:00'), moved(on('2027-01-03T00:00'), 'archive', 'archived')]
    expect(movedByCalendar(standingOf(archived).situation, before, after)).toEqual([])
  })

  test('control: plain Monday to Friday gives another day in the worked examples', () => {
    const plain = (from: string) => {
      let left = 5
      let time = Date.parse(`${from}+08:00`)
      while (left > 0) {
        time += 86_400_000
        if (new Date(time + 8 * 3_600_000).getUTCDay() % 6 !== 0) left--
      }
      return dayOf(time)
    }
    expect([plain('2026-09-30T15:00'), plain('2026-02-13T10:00')]).toEqual(['2026-10-07', '2026-02-20'])
  })
})

describe('国家规定, apart from the plan', () => {
  const grave = filed(30, 'D05', { nationalLevel: 'larger' })
  const names = (told: readonly Told[], now = 60) =>
    clocks(told, now).national.map(({ name, dueAt = 0 }) => [name, (dueAt - noon) / minute])

  test.each([
    ['nothing assessed', [received(0)], []],
    ['below', [received(0), filed(30, 'D05', { nationalLevel: 'below' })], []],
    ['较大: four hours from when a person knew', [received(10, { foundAt: 0 }), grave], [['national-report', 240]]],
    [
      'critical infrastructure: one hour',
      [received(0), filed(30, 'D05', { nationalLevel: 'major', criticalInfrastructure: true })],
      [['national-report', 60]],
    ],
    ['known to a machine only', [received(0, { basis: 'should-have-been-found' }), grave], []],
  ] as const)('%s', (_, told, expected) => expect(names(told)).toEqual(expected))

  test('delivered outside by a person stops it; a report to the police does not', () => {
    const delivery = (form: 'D19a' | 'D19b', minutes: number) =>
      ({
        minute: minutes,
        happening: {
          kind: 'external-delivered',
          form,
          serial: 1,
          channel: '',
          receiver: '',
          receipt: '',
          deliveredAt: at(minutes),
        },
      }) as const
    expect(clocks([received(0), grave, delivery('D19b', 100)], 241).national[0]?.state).toBe('overdue')
    expect(clocks([received(0), grave, delivery('D19a', 240)], 241).national[0]?.state).toBe('met')
  })

  test('thirty days from the end, the last one whole; opened again it is cancelled; nothing of it is in the plan’s lists', () => {
    const told = [received(0), grave, moved(100, 'approve-end', 'ended')]
    const ended = clocks(told, 200)
    expect(dayOf((ended.national[1]?.dueAt ?? 0) - 1)).toBe('2026-12-22')
    expect(ended.national.every(({ basis }) => basis === 'state')).toBe(true)
    expect(allClocks(ended).filter(({ basis }) => basis === 'state')).toEqual(ended.national)
    expect(clocks([...told, moved(300, 'reopen', 'assessing')], 400).national[1]?.state).toBe('cancelled')
  })
})

describe('本局内部要求', () => {
  const officeOf = (told: readonly Told[], now: number) =>
    Object.fromEntries(
      clocks(told, now).office.map(({ name, state, dueAt = 0 }) => [name, [state, (dueAt - noon) / minute]]),
    )

  test.each([
    ['nothing done', [received(0)], 31, { brief: ['overdue', 30], verification: ['overdue', 30] }],
    ['verified in time', [received(0), filed(30, 'D02')], 31, { brief: ['overdue', 30], verification: ['met', 30] }],
    [
      'reported first: told, verified, and the assessment runs',
      [received(0), filed(20, 'D03')],
      31,
      { brief: ['met', 30], verification: ['met', 30], assessment: ['running', 260] },
    ],
    [
      'assessed',
      [received(0), filed(20, 'D03'), filed(261, 'D05')],
      500,
      { brief: ['met', 30], verification: ['met', 30], assessment: ['met-late', 260] },
    ],
    [
      'a false alarm',
      [received(0), moved(10, 'close-false', 'false-alarm')],
      500,
      { brief: ['cancelled', 30], verification: ['cancelled', 30] },
    ],
  ] as const)('%s', (_, told, now, expected) => expect(officeOf(told, now)).toEqual(expected))

  test('the evaluation: ten working days from the end', () => {
    const { office } = clocks(
      [received(0), moved(on('2026-09-30T15:00'), 'approve-end', 'ended')],
      on('2026-10-01T00:00'),
    )
    expect(dayOf((office.find(({ name }) => name === 'evaluation')?.dueAt ?? 0) - 1)).toBe('2026-10-20')
  })

  test('every one says that it is the office’s own', () => {
    const { office } = clocks([received(0), filed(20, 'D03'), moved(100, 'approve-end', 'ended')], 200)
    expect(office.map(({ basis }) => basis)).toEqual(office.map(() => 'office'))
  })
})

describe('directives', () => {
  const directive = { id: 'd', number: '令-2026-0001-01', text: '', unit: 'p', dueAt: at(100) }
  const issued: Told = { minute: 0, actor: li, happening: { kind: 'directive-issued', directive, as: 'leader' } }
  const signed: Told = {
    minute: 15,
    actor: wang,
    happening: { kind: 'directive-signed-for', directive: 'd', as: 'department' },
  }
  const done = (minutes: number): Told => ({
    minute: minutes,
    actor: wang,
    happening: { kind: 'directive-completed', directive: 'd', as: 'department', text: '' },
  })
  const states = (told: readonly Told[], now: number) => {
    const { directives, office } = clocks([received(0), ...told], now)
    return [office.find(({ name }) => name === 'directive-reading')?.state, directives[0]?.state]
  }

  test.each([
    ['only drafted', [{ minute: 0, happening: { kind: 'directive-drafted', directive } }], 20, [undefined, undefined]],
    ['unread at fifteen minutes', [issued], 15, ['due-soon', 'running']],
    ['unread after them', [issued], 15.1, ['overdue', 'running']],
    ['read and not done', [issued, signed], 101, ['met', 'overdue']],
    ['done at its date', [issued, signed, done(100)], 101, ['met', 'met']],
    ['done after it', [issued, signed, done(101)], 200, ['met', 'met-late']],
    ['done unread counts as read', [issued, done(10)], 200, ['met', 'met']],
  ] as const)('%s', (_, told, now, expected) => expect(states(told, now)).toEqual(expected))
})
