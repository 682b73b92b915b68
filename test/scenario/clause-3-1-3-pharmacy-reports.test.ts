/** 三(一)3: the pharmacy reports at once and takes the terminal off the network: two acts, both needed, both measured. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Counter } from '../fixtures/counter.ts'
import { pharmacy } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
let counter: Counter
beforeAll(async () => {
  bureau = await StaffedBureau.open()
  counter = await Counter.open(bureau, '收银1号')
}, 60_000)
afterAll(async () => {
  await counter[Symbol.asyncDispose]()
  await bureau[Symbol.asyncDispose]()
})

/** Asks until it is so. */
async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const found = await ask()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what} did not come about within ten seconds`)
}

interface Listed {
  readonly incidents: readonly { readonly id: string; readonly endpoint?: string }[]
}
const incidentsSeenBy = async (who: 'office' | 'pharmacy') =>
  (taken(await bureau.as(who).get('/api/incidents')) as unknown as Listed).incidents

test('the press is an incident with the moment of the press; the way back leads through the plan', async () => {
  const saved = await counter.press()
  const { id } = await until('the incident', async () =>
    (await incidentsSeenBy('office')).find(({ endpoint }) => endpoint === counter.endpoint),
  )
  const journey = PlanJourney.of(bureau, id)
  const { incident, timeline } = await journey.read('pharmacy')
  expect(incident.found).toMatchObject({ basis: 'found' })
  expect(Math.abs(incident.found.at - saved.at)).toBeLessThan(2_000)
  expect(JSON.stringify(timeline)).toContain(saved.code)

  // 断网 by order of the office; the terminal carries it out and says so.
  const order = { action: { kind: 'isolate', scope: 'full' }, reason: '疑似勒索软件' }
  taken(await bureau.as('office').post(`/api/endpoints/${counter.endpoint}/orders`, order))
  await until('the cut', async () => (await counter.isolation()) === 'isolated')

  // No short cut back: a release outside the plan is refused while the incident is open, and so is 处置完毕.
  await journey.reaches('recovering')
  await journey.files('technician', 'D12')
  const report = { fields: bureau.filled('D14') }
  expect(refusal(await journey.tries('technician', 'handle', report))).toBe('409 reconnection-not-approved')

  const { endpoint } = counter
  const { endpoint: _, ...d13 } = bureau.filled('D13')
  expect(refusal(await journey.tries('department', 'propose-reconnection', { endpoint, fields: d13 }))).toBe(
    '403 not-permitted',
  )
  await journey.does('pharmacy', 'request-reconnection', { endpoint })
  await journey.does('technician', 'propose-reconnection', { endpoint, fields: d13 })
  const decision = { endpoint, approved: true, reason: '检查合格' }
  expect(refusal(await journey.tries('technician', 'decide-reconnection', decision))).toBe(
    '403 proposer-cannot-approve',
  )
  await journey.does('office', 'decide-reconnection', decision)
  await until('the terminal back', async () => (await counter.isolation()) === 'connected')
  await journey.does('technician', 'handle', report)
}, 60_000)

test('an institution sees its own and nothing of others', async () => {
  const other = await PlanJourney.register(bureau, { institution: bureau.idOf('i-0871') })
  expect((await incidentsSeenBy('pharmacy')).map(({ id }) => id)).not.toContain(other.incident)
  expect(refusal(await bureau.as('pharmacy').get(`/api/incidents/${other.incident}`))).toBe('403 not-permitted')
  expect((await incidentsSeenBy('office')).map(({ id }) => id)).toContain(other.incident)
})

test('by telephone the office writes it down in the pharmacy’s place, with the time of the call', async () => {
  const calledAt = Date.now() - 120_000
  const foundAt = calledAt - 600_000
  const journey = await PlanJourney.register(bureau, { source: 'telephone', foundAt, calledAt })
  const { incident, course } = await journey.read()
  expect(incident.found.at).toBe(foundAt)
  expect(course.forms.D01?.[0]?.fields).toMatchObject({ calledAt, institution: bureau.idOf(pharmacy.id) })
  // Without the time of the call it is no report by telephone.
  const { calledAt: _, endpoint: __, ...fields } = bureau.filled('D01')
  const answer = await bureau.as('office').post('/api/incidents', { fields: { ...fields, source: 'telephone' } })
  expect(answer.status).toBe(422)
})
