/** 六: what counts as 重大, who interprets, and from when: every number that the plan does not contain says so and is explained. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

interface Listed {
  readonly settings: readonly { readonly key: string; readonly basis: string; readonly value: string | number }[]
}
const settings = async () => taken(await bureau.as('security').get('/api/settings')) as unknown as Listed

test('六(二): every setting names its basis; the office drafts an explanation and the deputy signs it', async () => {
  const { settings: listed } = await settings()
  expect(listed.length).toBeGreaterThan(10)
  for (const { basis } of listed) expect(basis).not.toBe('')
  const key = listed[0]!.key
  const draft = { question: '为何如此规定', text: '为保证及时核实，由办公室内部要求。', settings: [key] }
  expect(refusal(await bureau.as('deputy').post('/api/explanations', draft))).toBe('403 not-permitted')
  const { id } = taken(await bureau.as('office').post('/api/explanations', draft))
  expect(refusal(await bureau.as('office').post(`/api/explanations/${String(id)}/sign`))).toBe('403 not-permitted')
  taken(await bureau.as('deputy').post(`/api/explanations/${String(id)}/sign`))
})

test('keeping histories for less than 180 days is refused, whoever asks', async () => {
  const retention = (await settings()).settings.find(({ key }) => /retention/i.test(key))
  expect(retention).toBeDefined()
  const change = (value: string) =>
    bureau.as('security').post('/api/settings', { key: retention?.key, value, reason: '节省磁盘' })
  expect(refusal(await change('179'))).toBe('422 below-legal-floor')
  expect((await change('365')).status).toBeLessThan(300)
  expect(
    refusal(await bureau.as('office').post('/api/settings', { key: retention?.key, value: '400', reason: '…' })),
  ).toBe('403 not-permitted')
})

test('六(三): a running incident keeps the version of the plan it began under', async () => {
  const before = await PlanJourney.register(bureau)
  taken(await bureau.as('office').post('/api/office-forms/D22', { fields: bureau.filled('D22') }))
  const approved = await bureau.as('leader').post('/api/plan-versions', { serial: 1 })
  taken(approved, 'the approval of version 2')
  const after = await PlanJourney.register(bureau)
  const versionOf = async (journey: PlanJourney) =>
    (await journey.read()).timeline.flatMap(({ happening }) =>
      happening.kind === 'incident-received' ? [happening.planVersion] : [],
    )
  expect([await versionOf(before), await versionOf(after)]).toEqual([[1], [2]])
  await after.reaches('verifying')
})
