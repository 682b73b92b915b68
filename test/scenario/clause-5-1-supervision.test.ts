/** 五(一): who owed what and when is measured, facts stand with the rows they rest on, and the evaluation cannot overwrite what was measured. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { pharmacy } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const minute = 60_000

test('handled in time: no fact', async () => {
  const now = Date.now()
  const journey = await PlanJourney.register(bureau, {
    foundAt: now - 4 * minute,
    calledAt: now - 3 * minute,
    disconnectedAt: now - 3 * minute,
  })
  await journey.reaches('reported')
  expect((await journey.read()).facts).toEqual([])
})

test('缓报 is a fact with its rows; what it is called is a lead, not a finding', async () => {
  const foundAt = Date.now() - 150 * minute
  const journey = await PlanJourney.register(bureau, { foundAt, calledAt: foundAt + minute })
  await journey.reaches('reported')
  const { facts = [], timeline } = await journey.read()
  const late = facts.find(({ code }) => code === 'H1')
  expect(late).toBeDefined()
  const positions = timeline.map(({ position }) => position)
  expect(late?.rows.length).toBeGreaterThan(0)
  for (const row of late?.rows ?? []) expect(positions).toContain(row)
})

test('facts are for those who may read them: a unit reads its own, the deputy none', async () => {
  const foundAt = Date.now() - 150 * minute
  const journey = await (
    await PlanJourney.register(bureau, { foundAt, calledAt: foundAt + minute })
  ).reaches('reported')
  const units = async (who: 'leader' | 'deputy' | 'pharmacy') =>
    new Set((await journey.read(who)).facts?.map(({ unit }) => unit))
  expect((await units('leader')).size).toBeGreaterThan(0)
  expect(await units('deputy')).toEqual(new Set())
  for (const unit of await units('pharmacy')) expect(unit).toBe(bureau.idOf(pharmacy.id))
})

test('五(一)2: the evaluation carries what was measured, whatever is sent along', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('ended')
  const answer = await journey.tries('office', 'evaluate', {
    fields: { ...bureau.filled('D17'), directivesOnTime: 100 },
  })
  if (answer.status >= 300) expect(refusal(answer)).toBe('422 form-incomplete')
  if ((await journey.phase()) === 'ended') await journey.advances('office', 'evaluate', 'D17')
  const [d17] = (await journey.read()).course.forms.D17 ?? []
  expect(d17?.fields).toHaveProperty('required')
})
