/** 二(二): the field team is made of people of the office, for one incident, and hands in the statistics and analysis report. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { people } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const member = (who: keyof typeof people) => ({
  person: bureau.idOf(people[who].id),
  name: people[who].name,
  phone: people[who].phone,
  arriveBy: Date.now() + 3_600_000,
})

test.each([
  ['nobody', []],
  ['somebody of a department', ['department']],
  ['one of the office beside one who is not', ['technician', 'department']],
] as const)('a team of %s is refused', async (_, named) => {
  const journey = await (await PlanJourney.register(bureau)).reaches('activated')
  const fields = { ...bureau.filled('D09'), members: named.map(member) }
  expect((await journey.tries('office', 'form-team', { fields })).status).toBe(422)
  expect(await journey.phase()).toBe('activated')
})

test('only its members are the field team, and only of this incident', async () => {
  const fields = { members: [member('technician')] }
  const journey = await (await PlanJourney.register(bureau)).reaches('activated')
  await journey.advances('office', 'form-team', 'D09', fields)
  await journey.reaches('recovering')
  await journey.files('technician', 'D12')
  const report = { fields: bureau.filled('D14') }
  // 王建国 is of the office, not of this team; the report is the team's.
  expect(refusal(await journey.tries('office', 'handle', report))).toBe('403 not-permitted')
  await journey.does('technician', 'handle', report)

  const other = await (await PlanJourney.register(bureau)).reaches('activated')
  await other.advances('office', 'form-team', 'D09', { members: [member('office')] })
  await other.files('office', 'D10')
  expect(refusal(await other.tries('technician', 'handle', report))).toBe('403 not-permitted')
})

test('without the report the incident is not handled', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('recovering')
  await journey.files('technician', 'D12')
  expect(refusal(await journey.tries('technician', 'handle'))).toBe('422 form-missing')
})
