// The desk: nothing is answered before it is durable, one emergency is one alert, no press is dropped.
import { expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { readReportCode, reportCode } from '#shared/text/report-code.ts'
import { MemoryKeeper, randomBytes } from '#test/fakes/counter-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { Alert } from '#shared/domain/alert.ts'
import { reportDesk } from './press.ts'
import { noReports, pressesOf, withKept } from './reports.ts'

function desk() {
  const clock = new ManualClock()
  const keeper = new MemoryKeeper(clock)
  const raised: Alert[] = []
  let repeats = 0
  let reports = noReports
  keeper.onKept((record) => {
    reports = withKept(reports, record)
  })
  const it = reportDesk({
    clock,
    log: silentLog,
    keeper,
    random: () => 0.5,
    randomBytes,
    reports: () => pressesOf(reports),
    codeOf: (alert) => reports.all.find((facts) => facts.alert.id === alert)?.alert.code ?? '',
    onNew: (alert) => raised.push(alert),
    onRepeat: () => repeats++,
  })
  const press = (account = 'clerk', over: Partial<Parameters<typeof it.press>[0]> = {}) =>
    it.press({ account, drill: false, via: 'agent', ...over })
  return { clock, keeper, raised, press, settle: () => it.settle(), repeats: () => repeats }
}

test('a press is an alert with a code that can be read back, durable before it is answered', async () => {
  const { keeper, press, raised } = desk()
  let durable = false
  keeper.afterDurable = () => {
    durable = true
    expect(raised).toEqual([])
  }
  const answer = await press()
  expect(durable).toBe(true)
  expect(readReportCode(answer.code)).toBe(answer.code)
  expect(answer).toMatchObject({ outcome: 'new', repeats: 0 })
  expect(raised).toMatchObject([{ id: answer.alert, origin: 'operator', rule: 'operator-report', severity: 'high' }])
})

test.each(['outbox/full', 'outbox/not-durable'] as const)(
  '%s: nothing is said to be saved, and the next press works',
  async (code) => {
    const { keeper, press, raised } = desk()
    keeper.breakWith = code
    await expect(press()).rejects.toMatchObject({ code })
    expect(raised).toEqual([])
    keeper.breakWith = undefined
    expect((await press()).outcome).toBe('new')
  },
)

test('two presses in the same moment are one alert and one repeat', async () => {
  const { keeper, press } = desk()
  const answers = await Promise.all([press('clerk'), press('pharmacist')])
  expect(answers.map(({ outcome }) => outcome)).toEqual(['new', 'repeat'])
  expect(answers[1].code).toBe(answers[0].code)
  expect(keeper.bodies('alert')).toHaveLength(1)
  expect(keeper.bodies('report-repeated')).toEqual([{ kind: 'report-repeated', alert: answers[0].alert, times: 1 }])
})

test('the seventh press of a minute is counted and written down at its end', async () => {
  const { clock, keeper, press } = desk()
  const outcomes: string[] = []
  for (let i = 0; i < 10; i++) outcomes.push((await press()).outcome)
  expect(outcomes).toEqual(['new', ...Array<string>(5).fill('repeat'), ...Array<string>(4).fill('coalesced')])
  expect(keeper.bodies('report-repeated')).toHaveLength(5)
  await clock.advance(60_000)
  await expect.poll(() => keeper.bodies('report-repeated').at(-1)).toMatchObject({ times: 9 })
})

test('what is counted is not lost when the disk fails at the end of the minute', async () => {
  const { keeper, press, settle } = desk()
  for (let i = 0; i < 8; i++) await press()
  keeper.breakWith = 'outbox/full'
  await settle()
  keeper.breakWith = undefined
  await settle()
  expect(keeper.bodies('report-repeated').at(-1)).toMatchObject({ times: 7 })
})

test('the press keeps the id, code and moment of the command line; asked again it is the same one', async () => {
  const { clock, keeper, press } = desk()
  await clock.advance(5_000)
  const pressed = {
    id: '01935000-0000-7000-8000-000000000001',
    code: reportCode(clock.now(), () => 0.1),
    moment: { at: clock.now() - 300, clockId: clock.id, monotonicMs: clock.monotonic() - 300 },
  }
  const first = await press('clerk', { pressed })
  const again = await press('clerk', { pressed })
  expect(first).toMatchObject({ alert: pressed.id, code: pressed.code })
  expect(again).toMatchObject({ alert: pressed.id, code: pressed.code, repeats: 0 })
  expect(keeper.records).toHaveLength(1)
  expect(keeper.bodies('alert')).toMatchObject([{ alert: { raised: pressed.moment } }])
})

test('over the pipe nobody dates a press back', async () => {
  const { clock, press, raised } = desk()
  await clock.advance(3_600_000)
  const moment = { at: clock.now() - 3_500_000, clockId: clock.id, monotonicMs: clock.monotonic() - 3_500_000 }
  await press('clerk', {
    pressed: { id: '01935000-0000-7000-8000-000000000002', code: reportCode(moment.at, () => 0), moment },
  })
  expect(raised[0]!.raised.at).toBe(clock.now())
})
