/** 一(三): the plan is for the bureau's systems and the insurance network of its institutions; a drill is neither and counts nowhere. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { department } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const register = (fields: Readonly<Record<string, unknown>>) =>
  bureau.as('office').post('/api/incidents', { fields: { ...bureau.filled('D01'), source: 'inspection', ...fields } })

test('an incident of a department of the bureau is under the plan too', async () => {
  const journey = await PlanJourney.register(bureau, { institution: bureau.idOf(department.id) })
  expect(await journey.phase()).toBe('received')
})

test.each([
  ['an institution that nobody knows', { institution: 'nobody', endpoint: undefined }],
  ['a terminal that nobody knows', { endpoint: '0192f4a0-0000-7000-8000-00000000dead' }],
])('%s is out of scope: refused, and no incident is begun', async (_, fields) => {
  const before = (await bureau.as('leader').get('/api/incidents')).body
  expect((await register(fields)).status).toBeGreaterThanOrEqual(400)
  expect((await bureau.as('leader').get('/api/incidents')).body).toEqual(before)
})

test('a drill has numbers of its own and is in no statistics', async () => {
  const real = await PlanJourney.register(bureau)
  const drill = await PlanJourney.register(bureau, {}, { drill: true })
  const [one, other] = [await real.read(), await drill.read()]
  expect(one.incident.number).toMatch(/^BS-\d{4}-\d{4}$/)
  expect(other.incident.number).toMatch(/^YL-\d{4}-0001$/)
  expect(other.incident.drill).toBe(true)
  await drill.advances('office', 'start-verifying')
  expect(refusal(await drill.tries('office', 'merge', { into: real.incident }))).toBe('409 drills-apart')
})
