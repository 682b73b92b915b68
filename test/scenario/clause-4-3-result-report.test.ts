/** 四(三): within five working days after it is handled the department files the result with the leading group. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import type { ReadIncident } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const fiveDays = ({ clocks }: ReadIncident) => clocks.findLast(({ name }) => name === 'result-report')

test('the clock runs from being handled, stops with the report, and a relapse takes it away', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('recovering')
  expect(fiveDays(await journey.read())).toBeUndefined()
  await journey.reaches('handled')
  const running = fiveDays(await journey.read())
  expect(running).toMatchObject({ state: 'running' })
  // Five working days are at least seven days away, and at most two weeks and a holiday.
  const days = ((running?.dueAt ?? 0) - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(5)
  expect(days).toBeLessThan(20)
  await journey.does('office', 'relapse', { reason: '复发' })
  expect(fiveDays(await journey.read())?.state).not.toBe('running')
})

test('the department files, the office countersigns, the group registers; in that order', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('evaluated')
  expect(refusal(await journey.tries('office', 'archive'))).toBe('409 result-not-filed')
  const register = { number: '璧医保事备〔2026〕7号' }
  expect((await journey.tries('deputy', 'register-result', register)).status).toBe(409)
  expect(refusal(await journey.tries('office', 'forms/D15', { fields: bureau.filled('D15') }))).toBe(
    '403 not-permitted',
  )
  await journey.files('department', 'D15')
  expect(refusal(await journey.tries('deputy', 'register-result', register))).toBe('409 not-countersigned')
  await journey.does('office', 'countersign-result')
  expect(refusal(await journey.tries('office', 'register-result', register))).toBe('403 not-permitted')
  await journey.does('deputy', 'register-result', register)
  expect(fiveDays(await journey.read())).toMatchObject({ state: 'met' })
  await journey.advances('office', 'archive')
})

test('reopened after its end, everything is asked for anew', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('ended')
  await journey.does('office', 'reopen', { reason: '发现新的受影响终端' })
  expect(await journey.phase()).toBe('assessing')
})
