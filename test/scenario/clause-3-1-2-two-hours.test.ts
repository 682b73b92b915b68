/** 三(一)2: verified at once, evidence kept, and the material with the leading group within two hours from when it was or should have been found. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import type { ReadIncident } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const minute = 60_000
const found = async (minutesAgo: number) => {
  const foundAt = Date.now() - minutesAgo * minute
  const journey = await PlanJourney.register(bureau, { foundAt, calledAt: foundAt + minute / 2 })
  return { journey, foundAt }
}
const twoHours = ({ clocks }: ReadIncident) => clocks.find(({ name }) => name === 'initial-report')

test.each([
  [30, 'running'],
  [100, 'due-soon'],
  [121, 'overdue'],
] as const)('found %i minutes before the call: %s', async (minutesAgo, state) => {
  const { journey, foundAt } = await found(minutesAgo)
  const read = await journey.read()
  expect(twoHours(read)).toMatchObject({ state, dueAt: foundAt + 120 * minute })
  expect(read.incident.initialReportDueAt).toBe(foundAt + 120 * minute)
})

test.each([
  [30, 'met'],
  [121, 'met-late'],
] as const)(
  'found %i minutes ago and reported now: %s, and nothing that follows moves it',
  async (minutesAgo, state) => {
    const { journey } = await found(minutesAgo)
    await journey.advances('office', 'report', 'D03')
    const clock = twoHours(await journey.read())
    expect(clock).toMatchObject({ state, doneAt: expect.any(Number) })
    await journey.does('leader', 'return-report', { reason: '请补充影响范围' })
    await journey.files('office', 'D04')
    await journey.does('member', 'sign-for-report')
    expect(twoHours(await journey.read())).toMatchObject({ state, doneAt: clock?.doneAt })
  },
)

test('an answer may be 待核实; one that is left out keeps the report from being one', async () => {
  const { journey } = await found(10)
  const { measuresTaken: _, ...incomplete } = bureau.filled('D03')
  const answer = await journey.tries('office', 'report', { fields: incomplete })
  expect(refusal(answer)).toBe('422 form-incomplete')
  expect(JSON.stringify(answer.body)).toContain('measuresTaken')
  expect(twoHours(await journey.read())).toMatchObject({ state: 'running' })
  await journey.advances('office', 'report', 'D03', { measuresTaken: '待核实', category: '待核实' })
  expect(twoHours(await journey.read())).toMatchObject({ state: 'met' })
})

test('what should have been found is settled by the leader; the moment that was measured stays beside it', async () => {
  const { journey, foundAt } = await found(90)
  const proposed = { found: foundAt + 20 * minute, reason: '终端当时断电' }
  expect(refusal(await journey.tries('leader', 'propose-found', proposed))).toBe('403 not-permitted')
  await journey.does('office', 'propose-found', proposed)
  expect(refusal(await journey.tries('office', 'decide-found', { agreed: true, reason: '同意' }))).toBe(
    '403 not-permitted',
  )
  await journey.does('leader', 'decide-found', { agreed: true, reason: '同意' })
  const { incident, course } = await journey.read()
  expect(course.foundDecided).toMatchObject({ found: proposed.found })
  expect(incident.found.at).toBe(foundAt)
})
