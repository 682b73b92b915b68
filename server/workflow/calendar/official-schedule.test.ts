// Every day from 2004 to 2026 and its five-day deadline, by the official schedule, whatever the zone of the process.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import schedule from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { dayStanding } from './calendar.ts'
import { daysBetween } from './day.ts'
import { officialCalendar } from './shipped-calendar.ts'
import { stateCouncilNotices } from './state-council-notices.ts'

/** What the package leaves out: the notice of 2006 (国办发明电〔2005〕35号) had people work on this Saturday. */
const corrections = ['2005-12-31']
const holidays = new Set(Object.keys(schedule.holidays))
const makeUps = new Set([...Object.keys(schedule.workdays), ...corrections])

const hour = 3_600_000
const days = daysBetween('2004-01-01', '2026-12-31')

/** The expectation shares no code with what it judges: days and weekdays come from ICU's Asia/Shanghai. */
const icu = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
})
const firstNoon = Date.parse('2004-01-01T04:00:00Z')
const byIcu = Array.from({ length: days.length }, (_, index) => {
  const noon = firstNoon + index * 24 * hour
  const part = Object.fromEntries(icu.formatToParts(noon).map(({ type, value }) => [type, value]))
  const day = `${part['year']}-${part['month']}-${part['day']}`
  const weekend = part['weekday'] === 'Sat' || part['weekday'] === 'Sun'
  return { day, works: makeUps.has(day) || (!weekend && !holidays.has(day)), endsAt: noon + 12 * hour }
})

/** Instead of counting on from each day: all working days in a row, and the fifth after the place of this one. */
const workingDays = byIcu.filter(({ works }) => works)
const place = new Map(workingDays.map(({ day }, index) => [day, index]))
let passed = -1
const expectedDue = byIcu.map(({ day }) => {
  passed = place.get(day) ?? passed
  return workingDays[passed + 5]?.endsAt
})

test('the expectation itself has every day once, in order', () => {
  expect(byIcu.map(({ day }) => day)).toEqual(days)
  expect(workingDays.length).toBeGreaterThan(5_700)
  // From 25 December 2026 on, the fifth day is one of 2027.
  expect(expectedDue.filter((due) => due === undefined)).toHaveLength(7)
})

test('the notices are the package’s days, but for what is put right', () => {
  const read = [...officialCalendar.values()]
  const all = (list: 'daysOff' | 'makeUpDays') => read.flatMap((year) => [...year[list]]).toSorted()
  expect(all('daysOff')).toEqual([...holidays].toSorted())
  expect(all('makeUpDays')).toEqual([...makeUps].toSorted())
  expect(stateCouncilNotices.map(({ year }) => year)).toEqual(Array.from({ length: 23 }, (_, index) => 2026 - index))
  for (const day of corrections) expect(schedule.workdays).not.toHaveProperty([day])
})

test('every day works or is off as announced', () => {
  const different = byIcu.filter(({ day, works }) => {
    const standing = dayStanding(day, officialCalendar)
    return !standing.covered || standing.working !== works
  })
  expect(different).toEqual([])
})

test('control: Monday to Friday is another calendar', () => {
  const mondayToFriday = new Map(
    [...officialCalendar].map(([year, of]) => [
      year,
      { ...of, daysOff: new Set<string>(), makeUpDays: new Set<string>() },
    ]),
  )
  const different = byIcu.flatMap(({ day, works }) => {
    const standing = dayStanding(day, mondayToFriday)
    return standing.covered && standing.working !== works ? [day] : []
  })
  expect(different).toEqual(expect.arrayContaining(['2026-02-14', '2026-02-16', '2026-10-10', '2005-12-31']))
  expect(different.length).toBeGreaterThan(500)
})

interface ChildReport {
  readonly offset: number
  /** For each day: its deadline counted from its first, its middle and its last millisecond. */
  readonly due: readonly (number | null)[][]
  /** The same from a count that asks the process's zone, as the package's own does. */
  readonly local: readonly (number | null)[]
}

/** Runs in a process of its own, since the zone is settled when a process starts. */
const program = (folder: string): string => `
  import { workingDaysAfter } from '${folder}/working-days.ts'
  import { officialCalendar } from '${folder}/shipped-calendar.ts'
  const dueAt = (due) => (due.known ? due.dueAt : null)
  const off = new Set(), work = new Set()
  for (const year of officialCalendar.values()) {
    for (const day of year.daysOff) off.add(day)
    for (const day of year.makeUpDays) work.add(day)
  }
  const name = (d) => [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
  const localDue = (at) => {
    const d = new Date(at)
    d.setHours(0, 0, 0, 0)
    for (let counted = 0; counted < 5; ) {
      d.setDate(d.getDate() + 1)
      if (d.getFullYear() > 2026) return null
      if (work.has(name(d)) || (d.getDay() % 6 !== 0 && !off.has(name(d)))) counted++
    }
    return d.setDate(d.getDate() + 1)
  }
  const due = [], local = []
  const first = Date.parse('2003-12-31T16:00:00Z'), day = 86400000
  for (let index = 0; index < ${days.length}; index++) {
    const start = first + index * day
    due.push([start, start + day / 2, start + day - 1].map((at) => dueAt(workingDaysAfter(at, 5, officialCalendar))))
    local.push(localDue(start + day / 2))
  }
  console.log(JSON.stringify({ offset: new Date(first).getTimezoneOffset(), due, local }))
`

async function inZone(zone: string): Promise<ChildReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program(import.meta.dirname)],
    { env: { ...process.env, TZ: zone }, maxBuffer: 1 << 24 },
  )
  return JSON.parse(stdout) as ChildReport
}

describe.concurrent('five working days after every day', () => {
  const expected = expectedDue.map((due) => due ?? null)
  test.each([
    ['America/New_York', 300],
    ['Asia/Shanghai', -480],
    ['Pacific/Kiritimati', -840],
  ])('in a process of %s', async (zone, offset) => {
    const { offset: seen, due, local } = await inZone(zone)
    expect(seen, 'the process does run in that zone').toBe(offset)
    for (const from of [0, 1, 2]) expect(due.map((row) => row[from])).toEqual(expected)
    const wrong = local.filter((at, index) => at !== expected[index]).length
    if (zone === 'Asia/Shanghai') expect(wrong).toBe(0)
    else expect(wrong, 'control: the zone of the process would be caught').toBeGreaterThan(days.length / 2)
  })
})
