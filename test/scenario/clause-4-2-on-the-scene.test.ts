/** 四(二): examined, contained, eradicated, and only then restored; what the plan names and the law forbids is refused with its reason. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const at = async (station: 'responding' | 'recovering' | 'handled' | 'end-proposed') =>
  (await PlanJourney.register(bureau)).reaches(station)

test('no recovery before it is examined, contained and eradicated', async () => {
  const journey = await at('responding')
  const begins = async () => refusal(await journey.tries('technician', 'begin-recovery'))
  expect(await begins()).toBe('409 not-examined')
  await journey.files('technician', 'D10')
  expect(await begins()).toBe('409 not-contained')
  await journey.files('technician', 'D11', { contained: false, remaining: '共享文件夹仍可写' })
  expect(await begins()).toBe('409 not-contained')
  await journey.files('technician', 'D11')
  expect(await begins()).toBe('409 not-eradicated')
  await journey.files('technician', 'D12')
  await journey.does('technician', 'begin-recovery')
})

test('反击: the eighth measure of the plan is refused by design, with the reason', async () => {
  const journey = await at('responding')
  const [measure] = bureau.filled('D11')['measures'] as readonly Readonly<Record<string, string>>[]
  const fields = { ...bureau.filled('D11'), measures: [{ ...measure, type: '8' }] }
  const answer = await journey.tries('technician', 'forms/D11', { fields })
  expect(refusal(answer)).toBe('403 counter-attack-refused')
  expect(JSON.stringify(answer.body)).toContain('公安机关')
})

test('涉密: flagged and left outside; nothing classified is taken', async () => {
  const journey = await at('responding')
  const attachments = [{ name: '机密.doc', sha256: 'a'.repeat(64) }]
  const answer = await journey.tries('technician', 'forms/D12', {
    fields: journey.filled('D12', { classified: true, attachments }),
  })
  expect(refusal(answer)).toBe('403 classified-refused')
  expect(JSON.stringify(answer.body)).toContain('保密')
  await journey.files('technician', 'D12', { classified: true })
})

test('a superuser taken means every listed password changed before it is handled', async () => {
  const journey = await at('responding')
  await journey.files('technician', 'D10', { superuserTaken: 'yes' })
  await journey.files('technician', 'D11')
  const passwords = [{ system: '收银1号 Windows', account: 'admin' }]
  await journey.files('technician', 'D12', { passwords })
  await journey.does('technician', 'begin-recovery')
  const report = { fields: bureau.filled('D14') }
  expect(refusal(await journey.tries('technician', 'handle', report))).toBe('409 passwords-not-changed')
  await journey.files('technician', 'D12')
  await journey.does('technician', 'handle', report)
})

test.each(['recovering', 'handled', 'end-proposed'] as const)(
  'a relapse brings %s back to the scene',
  async (station) => {
    const journey = await at(station)
    expect(refusal(await journey.tries('office', 'relapse', { reason: '' }))).toBe('422 reason-missing')
    await journey.does('office', 'relapse', { reason: '收银2号出现同样现象' })
    expect(await journey.phase()).toBe('responding')
    // What was contained before says nothing about now.
    expect((await journey.tries('technician', 'begin-recovery')).status).toBe(409)
  },
)
