/** 四(一)2 and 三(一)2: the leading group is told at once, by a brief and by the report, each person in the console by the post they hold; and what nobody reports is told by the server. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboxMessage } from '#server/notify/inbox.ts'
import type { PersonOf } from '../fixtures/one-bureau.ts'
import { PlanJourney } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const minute = 60_000

async function inboxOf(who: PersonOf, journey: PlanJourney): Promise<readonly InboxMessage[]> {
  const { body } = await bureau.as(who).get('/api/me/inbox')
  const { messages } = body as { readonly messages: readonly InboxMessage[] }
  return messages.filter(({ about }) => about.id === journey.incident)
}
const stepsOf = async (who: PersonOf, journey: PlanJourney) =>
  (await inboxOf(who, journey)).map(({ step }) => step).toSorted()

test('a brief of the office reaches the group, stops its own clock and no other', async () => {
  const journey = await PlanJourney.register(bureau)
  await journey.does('office', 'send-brief', { text: '一家药店疑似勒索软件，已断网' })
  await expect.poll(() => stepsOf('leader', journey)).toEqual(['brief-0'])
  await expect.poll(() => stepsOf('member', journey)).toEqual(['brief-0'])
  const [message] = await inboxOf('deputy', journey)
  expect(message?.text).toContain('一家药店疑似勒索软件，已断网')
  const { clocks } = await journey.read()
  expect(clocks.find(({ name }) => name === 'brief')?.state).toBe('met')
  expect(clocks.find(({ name }) => name === 'initial-report')?.state).toBe('running')
  expect((await journey.tries('pharmacy', 'send-brief', { text: '…' })).status).toBe(403)
})

test('the report is put before the group; who opened it, and when, is kept', async () => {
  const journey = await PlanJourney.register(bureau)
  await journey.advances('office', 'report', 'D03')
  await expect.poll(() => stepsOf('leader', journey)).toEqual(['reported'])
  const [message] = await inboxOf('leader', journey)
  const read = { messages: [message?.id] }
  expect((await bureau.as('deputy').post('/api/me/inbox/read', read)).status).toBe(204)
  expect((await inboxOf('leader', journey))[0]?.readAt).toBeUndefined()
  expect((await bureau.as('leader').post('/api/me/inbox/read', read)).status).toBe(204)
  expect((await inboxOf('leader', journey))[0]?.readAt).toBeTypeOf('number')
})

test('heard of after 115 minutes and not reported: the server tells the leader, unverified, and writes it down once', async () => {
  const foundAt = Date.now() - 115 * minute
  const journey = await PlanJourney.register(bureau, { foundAt, calledAt: foundAt + minute })
  await expect.poll(() => stepsOf('leader', journey)).toEqual(['automatic-brief'])
  const [message] = await inboxOf('leader', journey)
  expect(message?.text).toContain('系统自动生成，未经核实，不替代正式报告')
  const { timeline, clocks } = await journey.read()
  expect(timeline.filter(({ happening }) => happening.kind === 'brief-sent')).toHaveLength(1)
  expect(clocks.find(({ name }) => name === 'initial-report')?.state).toBe('due-soon')
})

test('heard of when it was late already: overdue at birth, everybody is told, and it is in the history', async () => {
  const foundAt = Date.now() - 125 * minute
  const journey = await PlanJourney.register(bureau, { foundAt, calledAt: foundAt + minute })
  await expect.poll(() => stepsOf('leader', journey)).toEqual(['overdue-0'])
  const { timeline } = await journey.read()
  const reminded = timeline.flatMap(({ happening }) => (happening.kind === 'reminded' ? [happening.reminder] : []))
  expect(reminded).toEqual(['initial-report/overdue-0'])
  expect(await stepsOf('pharmacy', journey)).toEqual([])
})

test('a drill tells nobody', async () => {
  const drill = await PlanJourney.register(bureau, {}, { drill: true })
  await drill.advances('office', 'report', 'D03')
  const real = await PlanJourney.register(bureau)
  await real.advances('office', 'report', 'D03')
  await expect.poll(() => stepsOf('leader', real)).toEqual(['reported'])
  expect(await stepsOf('leader', drill)).toEqual([])
})
