/** 四(一): the office assesses and proposes, the leading group activates or does not; nobody approves what he proposed himself. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const at = async (station: 'reported' | 'assessing' | 'proposed') =>
  (await PlanJourney.register(bureau)).reaches(station)

test('四(一)2: nothing is proposed before kind, level, moment and 重大 are answered', async () => {
  const journey = await at('assessing')
  const proposal = { fields: bureau.filled('D07') }
  expect(refusal(await journey.tries('office', 'propose', proposal))).toBe('409 not-assessed')
  await journey.files('office', 'D05')
  await journey.does('office', 'propose', proposal)
})

test.each(['office', 'member', 'deputy', 'department', 'pharmacy'] as const)(
  '四(一)1: %s does not activate the plan',
  async (who) => {
    const journey = await at('proposed')
    expect(refusal(await journey.tries(who, 'activate', { fields: bureau.filled('D08') }))).toBe('403 not-permitted')
  },
)

test('四(一)1: the leader activates, with the order that says so', async () => {
  const journey = await at('proposed')
  expect(refusal(await journey.tries('leader', 'activate'))).toBe('422 form-says-otherwise')
  const order = { fields: bureau.filled('D08'), reason: '不启动' }
  expect(refusal(await journey.tries('leader', 'decline', order))).toBe('422 form-says-otherwise')
  await journey.advances('leader', 'activate', 'D08')
  expect(await journey.phase()).toBe('activated')
})

test('四(一)1: in haste the leader alone activates from the report, with the reason; the assessment is caught up on', async () => {
  const journey = await at('reported')
  const fields = bureau.filled('D08')
  expect(refusal(await journey.tries('leader', 'activate', { fields }))).toBe('422 reason-missing')
  expect(refusal(await journey.tries('office', 'activate', { fields, reason: '正在扩散' }))).toBe('403 not-permitted')
  await journey.does('leader', 'activate', { fields, reason: '正在扩散' })
  await journey.files('office', 'D05')
  expect(await journey.phase()).toBe('activated')
})

test('四(一)1: not activated is handled as routine, and new facts bring it back', async () => {
  const journey = await at('proposed')
  const { level: _, scope: __, instruction: ___, lead: ____, ...d08 } = bureau.filled('D08')
  const reason = '影响限于一台终端'
  await journey.does('leader', 'decline', { fields: { ...d08, decision: 'decline', reason }, reason })
  expect(await journey.phase()).toBe('routine')
  await journey.does('office', 'escalate', { reason: '第二台终端出现同样现象' })
  expect(await journey.phase()).toBe('assessing')
})

test('四(一)2: the group may ask for more', async () => {
  const journey = await at('proposed')
  expect(refusal(await journey.tries('leader', 'return-for-more', { reason: '' }))).toBe('422 reason-missing')
  await journey.does('leader', 'return-for-more', { reason: '请补充影响预测' })
  expect(await journey.phase()).toBe('assessing')
})
