// 站内通知: what each person finds in the console by the post they hold, once, and whether they opened it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import { notifyingOffice, officer, pass } from '#test/fixtures/notices.ts'
import type { NotifyingOffice, Store } from '#test/fixtures/notices.ts'
import { aPress, noon } from '#test/fixtures/occurrences.ts'
import { openInbox } from './inbox.ts'
import { notifySettings } from './settings.ts'

const minute = 60_000
const nothing = notifySettings.parse({})
const contacts = notifySettings.parse({
  recipients: [
    { name: '值班', role: 'duty', mobile: '13800000001' },
    { name: '后备', role: 'backup', mobile: '13800000002' },
    { name: '局长', role: 'leader', mobile: '13800000003' },
  ],
  sms: { url: 'https://sms.bishan.example/send' },
})

let clock: ManualClock
let offices: NotifyingOffice[]
beforeEach(() => {
  clock = new ManualClock(noon)
  offices = []
})
afterEach(async () => {
  for (const { notifier } of offices) await Promise.all([notifier.close(), clock.advance(10_000)])
})

async function open(store: Store, settings = nothing): Promise<NotifyingOffice> {
  const office = await notifyingOffice({ store, clock, settings, channels: [] })
  offices.push(office)
  return office
}
const historyOf = async ({ conductor }: NotifyingOffice) => {
  const [id = ''] = conductor.situation().incidents.keys()
  return (await conductor.history({ kind: 'incident', id })).map(({ happening }) => happening)
}
const rowsOf = (store: Store) => store.deliveries.dueAfter(0)

describe('in the console', () => {
  /** The office's chain: who holds which post. */
  const staffed = (office: NotifyingOffice) =>
    office.conductor.perform(() => ({
      entries: (['duty', 'deputy', 'leader'] as const).flatMap((id) => {
        const subject = { kind: 'office', id: 'office' } as const
        const entry = { subject, at: clock.now(), actor: officer }
        const post = { id, person: id, role: id === 'duty' ? ('office' as const) : id, from: 0, document: '' }
        return [
          { ...entry, happening: { kind: 'person-added', person: { id, name: id, login: id, phone: '' } } as const },
          { ...entry, happening: { kind: 'post-given', post } as const },
        ]
      }),
      value: undefined,
    }))
  const institution = () => ({ id: 'p', kind: 'pharmacy', name: '康宁大药房', phone: '' }) as const

  test('with nothing configured, each by post: a row that is delivered when it is stored, and read when it is opened', async () => {
    const store = memoryStore()
    const office = await open(store)
    await staffed(office)
    const alert = aPress()
    await office.receive(alert)
    await office.conductor.takeOver(alert.id, { ...officer, id: 'duty' })
    await pass(clock, 125 * minute, minute)
    const inbox = openInbox({ store: store.deliveries, conductor: office.conductor, institution, clock })
    const stepsOf = async (person: string) => (await inbox.messages(person)).map(({ step }) => step).toReversed()
    expect(await stepsOf('duty')).toEqual(['report-start', 'report-office', 'report-again', 'overdue-0'])
    expect(await stepsOf('deputy')).toEqual([
      'report-deputy',
      'report-soon',
      'report-again',
      'automatic-brief',
      'overdue-0',
    ])
    expect(await stepsOf('leader')).toEqual(['report-soon', 'report-again', 'automatic-brief', 'overdue-0'])
    expect(new Set((await rowsOf(store)).map(({ state, channel }) => `${channel} ${state}`))).toEqual(
      new Set(['inbox delivered']),
    )

    const [newest] = await inbox.messages('leader')
    expect(newest).toMatchObject({ severity: 'critical', text: expect.stringContaining('超时 0 分钟') })
    await inbox.read('leader', [newest?.id ?? ''])
    await inbox.read('duty', [newest?.id ?? ''])
    expect((await inbox.messages('leader')).map(({ readAt }) => readAt)).toEqual([
      clock.now(),
      undefined,
      undefined,
      undefined,
    ])
  })

  test('a limit that is made shorter holds at once, also for what is under way', async () => {
    const office = await open(memoryStore())
    await staffed(office)
    const alert = aPress()
    await office.receive(alert)
    await office.conductor.takeOver(alert.id, { ...officer, id: 'duty' })
    await pass(clock, 10 * minute, minute)
    await office.conductor.perform(() => ({
      entries: [
        {
          subject: { kind: 'office', id: 'office' },
          at: clock.now(),
          actor: officer,
          happening: { kind: 'setting-changed', key: 'remindOfficeMinutes', value: '12', reason: '' },
        },
      ],
      value: undefined,
    }))
    await pass(clock, 3 * minute, 10_000)
    const told = (await historyOf(office)).flatMap((one) => (one.kind === 'reminded' ? [one.reminder] : []))
    expect(told).toEqual(['initial-report/report-office'])
  })

  test('a report that is filed ends it; nothing more is written', async () => {
    const office = await open(memoryStore(), contacts)
    await office.receive(aPress())
    await pass(clock, 35 * minute, minute)
    const [id = ''] = office.conductor.situation().incidents.keys()
    await office.conductor.perform(() => ({
      entries: [
        {
          subject: { kind: 'incident', id },
          at: clock.now(),
          actor: officer,
          happening: { kind: 'form-filed', form: 'D03', serial: 1, as: 'office', fields: {} },
        },
      ],
      value: undefined,
    }))
    const before = await historyOf(office)
    await pass(clock, 120 * minute, minute)
    expect(await historyOf(office)).toHaveLength(before.length)
    expect(before.filter(({ kind }) => kind === 'reminded')).toHaveLength(3)
  })
})
