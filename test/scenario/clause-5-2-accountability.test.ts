/** 五(二): only the leader finds, on facts, and never before the one concerned was heard. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { pharmacy } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

test('the statement comes first, the finding is the leader’s', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('ended')
  const finding = { fields: bureau.filled('D18') }
  for (const who of ['office', 'deputy', 'member', 'department', 'pharmacy', 'audit'] as const)
    expect(refusal(await journey.tries(who as 'office', 'forms/D18', finding))).toBe('403 not-permitted')
  expect(refusal(await journey.tries('leader', 'forms/D18', finding))).toBe('409 statement-first')

  const unit = bureau.idOf(pharmacy.id)
  expect(refusal(await journey.tries('department', 'make-statement', { unit: 'office', text: '…' }))).toBe(
    '403 not-permitted',
  )
  await journey.does('pharmacy', 'make-statement', { unit, text: '发现后一分钟内已上报' })
  await journey.does('leader', 'forms/D18', finding)
  expect((await journey.read()).course.forms.D18).toHaveLength(1)
})

test('五(二)2: a directive that was late is a fact; whether it impaired the response is judged by a person', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('responding')
  const issued = await journey.does('leader', 'issue-directive', {
    text: '立即报送受影响终端清单',
    unit: bureau.idOf(pharmacy.id),
    dueAt: Date.now() + 1_500,
  })
  const directive = String(issued['directive'])
  await journey.does('pharmacy', 'sign-for-directive', { directive })
  await new Promise((resolve) => setTimeout(resolve, 1_800))
  await journey.does('pharmacy', 'complete-directive', { directive, text: '清单已报' })
  await journey.does('office', 'judge-directive', { directive, impaired: true, reason: '清单晚到，排查推迟' })
  const { facts = [] } = await journey.read()
  expect(facts.map(({ code }) => code)).toContain('Z1')
})
