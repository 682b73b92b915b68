/** 四(四): the end is proposed on the field team's opinion and approved by the leading group, never by the one who proposed it. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

test('without the opinion of the field team nothing is proposed', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('handled')
  const proposal = { fields: bureau.filled('D16a') }
  expect(refusal(await journey.tries('office', 'propose-end', proposal))).toBe('409 team-opinion-missing')
  await journey.does('technician', 'comment', { form: 'D16a', text: '处置完毕，建议结束' })
  await journey.does('office', 'propose-end', proposal)
})

test('the leader approves; the office and a deputy without authorisation do not', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('end-proposed')
  const approval = { fields: bureau.filled('D16b') }
  for (const who of ['office', 'deputy', 'member', 'technician'] as const)
    expect(refusal(await journey.tries(who, 'approve-end', approval))).toBe('403 not-permitted')
  await journey.does('leader', 'approve-end', approval)
  expect(await journey.phase()).toBe('ended')
})

test('rejected it is back where it was, with the reason', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('end-proposed')
  await journey.does('leader', 'reject-end', { reason: '请再观察一天' })
  const { incident, course } = await journey.read()
  expect(incident.phase).toBe('handled')
  expect(course.moves.at(-1)).toMatchObject({ event: 'reject-end', reason: '请再观察一天' })
})

test('the deputy who proposed the end cannot approve it, authorised or not', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('handled')
  await journey.does('technician', 'comment', { form: 'D16a', text: '处置完毕，建议结束' })
  await journey.advances('deputy', 'propose-end', 'D16a')
  const now = Date.now()
  await bureau.as('leader').post('/api/delegations', {
    to: bureau.idOf('p-deputy'),
    scope: '代行批准',
    from: now - 1_000,
    until: now + 3_600_000,
  })
  expect(refusal(await journey.tries('deputy', 'approve-end', { fields: bureau.filled('D16b') }))).toBe(
    '403 proposer-cannot-approve',
  )
})
