// What the page may do: kept first, then done; refused in words where it cannot be.
import { describe, expect, test } from 'vitest'
import type { Isolation } from '#shared/domain/isolation.ts'
import { MemoryKeeper, RecordingResponse } from '#test/fakes/counter-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { Countdown } from './panel-state.ts'
import { callSchemas, pageCalls } from './page-calls.ts'
import type { PageCalls } from './page-calls.ts'
import type { Outcome } from './ports.ts'
import { noReports, withKept } from './reports.ts'

const alert = '01935000-0000-7000-8000-000000000001'
const drill = '01935000-0000-7000-8000-000000000002'
const detected = '01935000-0000-7000-8000-000000000003'
const unknown = '01935000-0000-7000-8000-00000000000f'

type Detects = Extract<Countdown, { state: 'running' }>['detected']
const none = undefined as Detects
const mayCallOff: Detects = { pauses: 0, mayCallOff: true }
const mayPause: Detects = { pauses: 1, mayCallOff: false }

function counter({ cut = false, counting = false, rehearsing = false, detects = none } = {}) {
  const clock = new ManualClock()
  const keeper = new MemoryKeeper(clock)
  const response = new RecordingResponse()
  if (cut) response.isolated = { state: 'isolated' } as Isolation
  if (counting) response.counting = { state: 'running', remainingMs: 20_000, detected: detects }
  const moment = { at: 0, clockId: 'x', monotonicMs: 0 }
  const reports = [alert, drill, detected].reduce(
    (reports, id, i) =>
      withKept(reports, {
        lane: 'urgent',
        epoch: alert,
        sequence: i + 1,
        moment,
        body: {
          kind: 'alert',
          alert: {
            id,
            code: 'BS-1122-7F3K-2',
            origin: id === detected ? 'detector' : 'operator',
            rule: 'x',
            severity: 'high',
            raised: moment,
            detected: moment,
            because: '',
            detections: [],
            count: 1,
            drill: id === drill,
          },
        },
      }),
    noReports,
  )
  const calls = pageCalls({
    desk: { press: () => Promise.reject(new Error('not here')) },
    keeper,
    response,
    release: { enter: async () => ({ ok: true, action: 'release' }) },
    rehearsing: () => rehearsing,
    find: (id) => reports.all.find((facts) => facts.alert.id === id),
  })
  return { calls, keeper, response }
}

type Situation = Parameters<typeof counter>[0]
type Ask = (calls: PageCalls) => Promise<Outcome>
const yes = true
const no = false

describe.each<[string, Ask, [string, Situation, boolean, readonly string[], readonly string[]][]]>([
  [
    'annotate',
    (calls) => calls.annotate({ alert, annotation: 'files-locked' }),
    [
      ['at any time', {}, yes, ['report-annotated'], []],
      ['after the cut too', { cut: true }, yes, ['report-annotated'], []],
    ],
  ],
  [
    'annotate an unknown report',
    (calls) => calls.annotate({ alert: unknown, annotation: 'unsure' }),
    [['never', {}, no, [], []]],
  ],
  [
    'withdraw',
    (calls) => calls.withdraw({ alert }),
    [
      ['before the cut', { counting: true }, yes, ['report-withdrawn'], [`withdraw ${alert}`]],
      ['after the cut', { cut: true }, no, [], []],
    ],
  ],
  ['withdraw what a detector raised', (calls) => calls.withdraw({ alert: detected }), [['never', {}, no, [], []]]],
  [
    'withdraw a drill',
    (calls) => calls.withdraw({ alert: drill }),
    [['even while cut for something else', { cut: true }, yes, ['report-withdrawn'], [`withdraw ${drill}`]]],
  ],
  [
    'put off',
    (calls) => calls.postpone({ alert, postponement: 'settling' }),
    [
      ['while it counts', { counting: true }, yes, ['cut-postponed'], [`postpone ${alert} settling`]],
      ['when nothing counts', {}, no, [], []],
      ['after the cut', { counting: true, cut: true }, no, [], []],
    ],
  ],
  [
    'put off what a detector raised',
    (calls) => calls.postpone({ alert: detected, postponement: 'settling' }),
    [
      [
        'while it may',
        { counting: true, detects: mayPause },
        yes,
        ['cut-postponed'],
        [`postpone ${detected} settling`],
      ],
      ['a third time', { counting: true, detects: mayCallOff }, no, [], []],
    ],
  ],
  [
    '误报',
    (calls) => calls.postpone({ alert: detected, postponement: 'own-work' }),
    [
      [
        'where the rule allows it',
        { counting: true, detects: mayCallOff },
        yes,
        ['cut-postponed'],
        [`postpone ${detected} own-work`],
      ],
      ['where it does not', { counting: true, detects: mayPause }, no, [], []],
      ['after a press', { counting: true }, no, [], []],
    ],
  ],
  [
    'cut',
    (calls) => calls.cut({ alert }, 'clerk'),
    [
      ['at any time', {}, yes, [], ['cut by clerk: 操作员按下“立即断开”']],
      ['again', { cut: true }, yes, [], ['cut by clerk: 操作员按下“立即断开”']],
    ],
  ],
  [
    'cut without a report',
    (calls) => calls.cut({}, 'clerk'),
    [['at any time', {}, yes, [], ['cut by clerk: 操作员按下“立即断开”']]],
  ],
  [
    'cut in a drill',
    (calls) => calls.cut({ alert: drill }, 'clerk'),
    [
      ['on a real machine: never', {}, no, [], []],
      ['where the drivers rehearse', { rehearsing: true }, yes, [], ['cut by clerk: 操作员按下“立即断开”']],
    ],
  ],
])('%s', (_, ask, table) => {
  test.each(table)('%s', async (_, situation, ok, kept, asked) => {
    const { calls, keeper, response } = counter(situation)
    const outcome = await ask(calls)
    expect(outcome.ok).toBe(ok)
    if (!outcome.ok) expect(outcome.because).not.toBe('')
    expect(keeper.records.map(({ body }) => body.kind)).toEqual(kept)
    expect(response.asked).toEqual(asked)
  })
})

test.each<[string, Ask]>([
  ['put off', (calls) => calls.postpone({ alert, postponement: 'settling' })],
  ['withdrawn', (calls) => calls.withdraw({ alert })],
])('nothing is %s that cannot be kept', async (_, ask) => {
  const { calls, keeper, response } = counter({ counting: true })
  keeper.breakWith = 'outbox/full'
  await expect(ask(calls)).rejects.toMatchObject({ code: 'outbox/full' })
  expect(response.asked).toEqual([])
})

test('a cut waits for no disk', async () => {
  const { calls, keeper } = counter()
  keeper.breakWith = 'outbox/full'
  expect(await calls.cut({ alert }, 'clerk')).toEqual({ ok: true })
})

test.each<[keyof PageCalls, unknown]>([
  ['report', { drill: 'yes' }],
  ['report', { severity: 'critical' }],
  ['annotate', { alert, annotation: '<script>' }],
  ['annotate', { alert: 'x', annotation: 'unsure' }],
  ['withdraw', {}],
  ['cut', { alert, scope: 'none' }],
  ['postpone', { alert, postponement: 'later' }],
  ['postpone', null],
  ['releaseCode', { code: 907123458 }],
  ['releaseCode', { code: '9'.repeat(33) }],
  ['releaseCode', { code: '907123458', action: 'release' }],
])('%s does not take %j', (call, body) => {
  expect(callSchemas[call].safeParse(body).success).toBe(false)
})
