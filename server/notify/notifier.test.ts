// Notices from the commit to the channel: each once, also across stops and crashes, and nobody waits for them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { appoint } from '#test/fixtures/appoint.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import { notifyingOffice, officer, pass, RecordedChannel, settle, storeIn } from '#test/fixtures/notices.ts'
import type { NotifyingOffice, Store } from '#test/fixtures/notices.ts'
import { anAlert, aPress, noon } from '#test/fixtures/occurrences.ts'
import { failed } from './channels/channel.ts'
import { maxTries } from './lane.ts'
import { notifySettings } from './settings.ts'

const minute = 60_000
const settings = notifySettings.parse({
  recipients: [
    { name: '值班', role: 'duty', mobile: '13800000001' },
    { name: '后备', role: 'backup', mobile: '13800000002' },
    { name: '局长', role: 'leader', mobile: '13800000003', mail: 'leader@bishan.example' },
  ],
  mail: { host: 'mail.bishan.example', from: 'sentinel@bishan.example' },
  sms: { url: 'https://sms.bishan.example/send' },
})
const [duty, backup, leader] = ['13800000001', '13800000002', '13800000003']

let clock: ManualClock
let sms: RecordedChannel
let mail: RecordedChannel
let offices: NotifyingOffice[]
beforeEach(() => {
  clock = new ManualClock(noon)
  sms = new RecordedChannel('sms')
  mail = new RecordedChannel('mail')
  offices = []
})
afterEach(async () => {
  for (const { notifier } of offices) await Promise.all([notifier.close(), clock.advance(10_000)])
})

async function open(store: Store, log: Log = silentLog): Promise<NotifyingOffice> {
  const office = await notifyingOffice({ store, clock, settings, channels: [sms, mail], log })
  offices.push(office)
  return office
}
const stepsTo = (to: string | undefined) => sms.sent.filter((one) => one.to === to).map(({ message }) => message.step)
const historyOf = async (office: NotifyingOffice | undefined) => {
  const [id = ''] = office?.conductor.situation().incidents.keys() ?? []
  const entries = (await office?.conductor.history({ kind: 'incident', id })) ?? []
  return entries.map(({ happening }) => happening)
}
const rowsOf = (store: Store) => store.deliveries.dueAfter(0)

describe('an alert', () => {
  test('goes to duty at once, after three minutes to the backup, after ten to the leader on both channels', async () => {
    const office = await open(memoryStore())
    await office.receive(aPress({ code: 'BS-1122-7F3K-2' }))
    await pass(clock, 1_000)
    expect([stepsTo(duty), stepsTo(backup)]).toEqual([['duty'], []])
    await pass(clock, 3 * minute)
    expect([stepsTo(duty), stepsTo(backup), stepsTo(leader)]).toEqual([['duty'], ['backup'], []])
    await pass(clock, 7 * minute)
    expect([stepsTo(duty), stepsTo(backup), stepsTo(leader), mail.steps]).toEqual([
      ['duty'],
      ['backup'],
      ['leader'],
      ['leader'],
    ])
  })

  test('is told by who, when, what, code and number, and by nothing that the terminal chose', async () => {
    const office = await open(memoryStore())
    await office.receive(anAlert({ code: 'BS-1122-7F3K-2', because: 'C:\\患者名单.xlsx 张三 500xxx' }))
    await pass(clock, 1_000)
    expect(sms.sent[0]?.message.text).toBe(
      '【医保网络安全哨兵】大量文件被加密改写：康宁大药房，11-22 14:00，编号 BS-1122-7F3K-2，请立即接手。机构电话 023-4142 0001',
    )
    expect(JSON.stringify(sms.sent)).not.toMatch(/张三|患者/)
  })

  test('that is taken over is told to nobody else, and a notice that waits for another try is stopped', async () => {
    const store = memoryStore()
    const office = await open(store)
    sms.answer = () => failed('HTTP 503', 'often')
    const alert = aPress()
    await office.receive(alert)
    await pass(clock, 1_000)
    await appoint(office.conductor, officer)
    await office.conductor.takeOver(alert.id, officer)
    sms.answer = () => ({ outcome: 'delivered' })
    await pass(clock, 15 * minute)
    expect(sms.steps).toEqual(['duty'])
    // The second is what the officer's own post brings up in the console.
    expect((await rowsOf(store)).map(({ state }) => state)).toEqual(['stopped', 'delivered'])
  })

  test('that grows grave is told from then on, first to duty', async () => {
    const office = await open(memoryStore())
    const mild = anAlert({ severity: 'medium' })
    await office.receive(mild)
    await pass(clock, 20 * minute)
    expect(sms.sent).toEqual([])
    await office.receive({ ...mild, severity: 'critical', count: mild.count + 1 })
    await pass(clock, 2_000)
    expect(sms.sent.map(({ to }) => to)).toEqual([duty])
  })

  test('of a drill, and one below high, goes to nobody', async () => {
    const store = memoryStore()
    const office = await open(store)
    await office.receive(aPress({ drill: true }))
    await office.receive(anAlert({ severity: 'medium' }), { endpoint: 'other' })
    await pass(clock, 15 * minute)
    expect([sms.sent, mail.sent, await rowsOf(store)]).toEqual([[], [], []])
  })

  test('is stored before anything waits for a channel, and a dead channel holds up no other', async () => {
    const office = await open(memoryStore())
    sms.answer = (_, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed('timed-out', 'once'))))
    for (let i = 0; i < 20; i++) await office.receive(aPress(), { endpoint: `e${i}` })
    expect(office.conductor.situation().alerts.size).toBe(20)
    await pass(clock, 11 * minute)
    expect(mail.sent.length).toBeGreaterThan(0)
  })

  test('in a storm that goes on, a telephone still gets a few messages, and a machine gets each', async () => {
    const webhook = new RecordedChannel('webhook')
    const both = notifySettings.parse({ ...settings, mail: undefined, webhook: { url: 'https://oa.example/' } })
    const store = memoryStore()
    const office = await notifyingOffice({ store, clock, settings: both, channels: [sms, webhook] })
    offices.push(office)
    for (let i = 0; i < 120; i++) {
      await office.receive(aPress(), { endpoint: `e${i}` })
      await pass(clock, 500)
    }
    await pass(clock, 35_000, 1_000)
    expect(stepsTo(duty).length).toBeLessThanOrEqual(10)
    expect(webhook.sent).toHaveLength(120)
    expect(new Set((await rowsOf(store)).map(({ state }) => state))).toEqual(new Set(['delivered']))
  })

  test('in a storm a telephone gets a few messages, and every notice has its row', async () => {
    const store = memoryStore()
    const office = await open(store)
    for (let i = 0; i < 60; i++) await office.receive(aPress(), { endpoint: `e${i}` })
    await pass(clock, 5_000)
    expect(stepsTo(duty).length).toBeLessThanOrEqual(3)
    expect(sms.sent.at(-1)?.message.text).toMatch(/共 \d+ 条待处理/)
    expect(sms.sent.every(({ message }) => message.text.length <= 500)).toBe(true)
    const rows = await rowsOf(store)
    expect([rows.length, new Set(rows.map(({ state }) => state))]).toEqual([60, new Set(['delivered'])])
  })
})

describe('a channel that fails', () => {
  test.each([
    ['refuses for good', () => failed('HTTP 400', 'never'), 1],
    ['may have delivered: once more, not oftener', () => failed('ECONNRESET', 'once'), 2],
    ['surely did not deliver: again within bounds', () => failed('HTTP 503', 'often'), maxTries],
    ['never answers', () => new Promise<never>(() => {}), 2],
    [
      'throws',
      () => {
        throw new Error('a bug')
      },
      2,
    ],
  ])('%s', async (_, answer, tries) => {
    const store = memoryStore()
    const log = new CollectedLog()
    const office = await open(store, log)
    sms.answer = answer
    await office.receive(aPress())
    await pass(clock, 1_000)
    await pass(clock, 2.5 * minute, 1_000)
    await pass(clock, 20 * minute)
    expect(stepsTo(duty)).toHaveLength(tries)
    const [row] = await rowsOf(store)
    expect(row).toMatchObject({ state: 'failed', tries, reason: expect.any(String) })
    expect(log.codes('error')).toContain('notify/not-delivered')
    expect(JSON.stringify(log.lines)).not.toMatch(/138000|值班/)
  })

  test('works again in between: the notice arrives, and is marked only where it may have come twice', async () => {
    const store = memoryStore()
    const office = await open(store)
    sms.answer = () => failed('HTTP 503', 'often')
    await office.receive(aPress())
    await pass(clock, 1_000)
    sms.answer = () => new Promise<never>(() => {})
    // Whenever the jitter lets the second try begin.
    while (stepsTo(duty).length < 2) await pass(clock, 1_000)
    sms.answer = () => ({ outcome: 'delivered' })
    await pass(clock, 2 * minute, 1_000)
    expect(sms.sent.filter(({ to }) => to === duty).map(({ message }) => message.again)).toEqual([false, false, true])
    expect((await rowsOf(store))[0]).toMatchObject({ state: 'delivered', tries: 3, again: true })
    expect(new Set(sms.sent.filter(({ to }) => to === duty).map(({ message }) => message.id)).size).toBe(1)
  })
})

test('what cannot be stored is not sent; when there is space again it goes out once', async () => {
  const store = memoryStore()
  const log = new CollectedLog()
  const office = await open(store, log)
  await office.receive(aPress())
  store.full = true
  await pass(clock, 30_000)
  expect(sms.sent).toEqual([])
  expect(log.codes('error')).toContain('notify/not-stored')
  store.full = false
  await pass(clock, 30_000)
  expect(stepsTo(duty)).toEqual(['duty'])
})

test.each([
  ['delivered', () => ({ outcome: 'delivered' }) as const, ['delivered'], 1],
  ['refused', () => failed('HTTP 400', 'never'), ['failed'], 1],
  ['not clear', () => failed('ECONNRESET', 'once'), ['failed'], 2],
])(
  'a disk that is full when the result comes (%s): nothing goes out again for it',
  async (_, answer, states, times) => {
    const store = memoryStore()
    const office = await open(store)
    sms.answer = () => {
      store.full = true
      return answer()
    }
    await office.receive(aPress())
    await pass(clock, 60_000, 5_000)
    expect(sms.sent).toHaveLength(1)
    sms.answer = answer
    store.full = false
    await pass(clock, 100_000, 5_000)
    expect(stepsTo(duty)).toHaveLength(times)
    expect((await rowsOf(store)).filter(({ recipient }) => recipient === '值班').map(({ state }) => state)).toEqual(
      states,
    )
  },
)

describe('on a real disk', () => {
  let folder: string
  let store: Store
  const reopen = async () => {
    await store.close()
    store = await storeIn(folder)
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'notify-'))
    store = await storeIn(folder)
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const stop = async ({ notifier }: NotifyingOffice) => {
    await notifier.close()
    offices = offices.filter((one) => one.notifier !== notifier)
  }

  test('a server that stood still across the deadline tells everything missed within a minute, each once', async () => {
    const before = await open(store)
    const alert = aPress()
    await before.receive(alert)
    await appoint(before.conductor, officer)
    await before.conductor.takeOver(alert.id, officer)
    await pass(clock, 70 * minute, 5 * minute)
    await expect.poll(() => stepsTo(duty)).toEqual(['report-office'])
    await stop(before)
    await clock.advance(85 * minute)

    await reopen()
    const after = await open(store)
    await pass(clock, minute, 1_000)
    const all = ['automatic-brief', 'overdue-1', 'report-again', 'report-soon']
    await expect.poll(() => stepsTo(duty).toSorted()).toEqual(['overdue-1', 'report-again', 'report-office'])
    await expect.poll(() => stepsTo(leader).toSorted()).toEqual(all)
    await expect.poll(() => mail.steps.toSorted()).toEqual(all)
    expect(sms.sent.find(({ message }) => message.step === 'automatic-brief')?.message.text).toContain(
      '未经核实，不替代正式报告',
    )
    // Said by the time at which it goes out, not at which it should have.
    expect(sms.sent.at(-1)?.message.text).toMatch(/超时 3[56] 分钟/)
    // Each in the history too: what went out before the stop, what was missed, and the brief with its words.
    const told = await historyOf(after)
    expect(told.flatMap((one) => (one.kind === 'reminded' ? [one.reminder] : [])).toSorted()).toEqual([
      'initial-report/overdue-1',
      'initial-report/report-again',
      'initial-report/report-deputy',
      'initial-report/report-office',
      'initial-report/report-soon',
    ])
    expect(told.flatMap((one) => (one.kind === 'brief-sent' ? [one] : []))).toEqual([
      {
        kind: 'brief-sent',
        text: expect.stringContaining('系统自动生成，未经核实，不替代正式报告'),
        to: ['局长'],
      },
    ])
    await stop(after)

    const sent = sms.sent.length + mail.sent.length
    await reopen()
    await open(store)
    await pass(clock, minute, 5_000)
    expect(sms.sent.length + mail.sent.length).toBe(sent)
    expect(await historyOf(offices.at(-1))).toHaveLength(told.length)
    await pass(clock, 24 * minute, 2 * minute)
    await expect.poll(() => stepsTo(duty).filter((step) => step === 'overdue-2')).toHaveLength(1)
  })

  /** A life that ends between the sending and the storing of its result. */
  async function crashAfterSending(): Promise<void> {
    let dead = false
    const never = new Promise<never>(() => {})
    const dying: Store = {
      ...store,
      deliveries: {
        ...store.deliveries,
        add: (rows) => (dead ? never : store.deliveries.add(rows)),
        dueAfter: (at) => (dead ? never : store.deliveries.dueAfter(at)),
        progress: (steps) => (dead ? never : store.deliveries.progress(steps)),
      },
    }
    sms.answer = () => {
      dead = true
      return { outcome: 'delivered' }
    }
    const office = await notifyingOffice({ store: dying, clock, settings, channels: [sms] })
    await (office.conductor.situation().alerts.size === 0 ? office.receive(aPress()) : undefined)
    await expect
      .poll(async () => {
        await pass(clock, 1_000)
        return dead
      })
      .toBe(true)
    sms.answer = () => ({ outcome: 'delivered' })
    await settle()
    await reopen()
  }

  test('a crash between sending and result: once more and marked, and never a third time', async () => {
    await crashAfterSending()
    expect((await rowsOf(store))[0]).toMatchObject({ state: 'sending', tries: 1, again: false })
    await crashAfterSending()
    expect((await rowsOf(store))[0]).toMatchObject({ state: 'sending', tries: 2, again: true })
    await open(store)
    await pass(clock, minute, 5_000)
    const sent = sms.sent.filter(({ to }) => to === duty).map(({ message }) => message)
    expect(sent.map(({ again }) => again)).toEqual([false, true])
    expect(sent[0]?.id).toBe(sent[1]?.id)
    expect(sent[1]?.text).toContain('重发，可能已收到')
    expect((await rowsOf(store))[0]).toMatchObject({ state: 'failed', reason: 'result-unknown' })
  })

  test('control: on a store that forgets its rows the same restart tells everything twice', async () => {
    const forgetful: Store = {
      ...store,
      deliveries: { ...store.deliveries, dueAfter: async () => [], add: async () => {}, progress: async () => {} },
    }
    const before = await open(forgetful)
    await before.receive(aPress())
    await pass(clock, 2_000, 1_000)
    await stop(before)
    await open(forgetful)
    await pass(clock, 2_000, 1_000)
    expect(stepsTo(duty)).toEqual(['duty', 'duty'])
  })
})
