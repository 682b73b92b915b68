// What a restart takes up again, told by kept records alone.
import { expect, test } from 'vitest'
import type { Alert } from '#shared/domain/alert.ts'
import type { IsolationState } from '#shared/domain/isolation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { resumedWithinMs, unfinished } from './unfinished.ts'

const now = { at: 1_000_000_000, clockId: 'boot', monotonicMs: 5_000_000 }
const ago = (ms: number, clockId = 'boot') => ({ at: now.at - ms, clockId, monotonicMs: now.monotonicMs - ms })
const alert = (id: string, ms: number, changed: Partial<Alert> = {}): RecordBody => ({
  kind: 'alert',
  alert: {
    id,
    code: 'BS-1122-7F3K-2',
    origin: 'operator',
    rule: 'operator-report',
    severity: 'high',
    raised: ago(ms),
    detected: ago(ms),
    because: '',
    count: 1,
    drill: false,
    ...changed,
    detections: [],
  },
})
const isolation = (state: IsolationState): RecordBody => ({
  kind: 'isolation',
  isolation: {
    state,
    scope: 'full',
    adapter: 'ins0',
    layers: [],
    by: { kind: 'agent' },
    because: '',
    since: ago(0),
    rehearsal: false,
  },
})
const postponed = (id: string): RecordBody => ({ kind: 'cut-postponed', alert: id, postponement: 'settling' })

test.each<[string, RecordBody[], string[]]>([
  ['a press ten seconds ago', [alert('a', 10_000)], ['a 10000 ']],
  [
    'a press before the last boot, by the wall clock',
    [alert('a', 0, { raised: { ...ago(20_000, 'earlier'), monotonicMs: 9e9 } })],
    ['a 20000 '],
  ],
  [
    'a press in the future (the wall clock was set back)',
    [alert('a', 0, { raised: ago(-50_000, 'earlier') })],
    ['a 0 '],
  ],
  ['a press half an hour ago: people have taken over', [alert('a', resumedWithinMs)], []],
  ['put off before', [alert('a', 10_000), postponed('a')], ['a 10000 settling']],
  ['withdrawn', [alert('a', 10_000), { kind: 'report-withdrawn', alert: 'a' }], []],
  ['led to a cut', [alert('a', 10_000), isolation('isolating'), isolation('isolated')], []],
  ['the agent died while cutting: the isolator takes it up', [alert('a', 10_000), isolation('isolating')], []],
  [
    'led to a cut that was released since: not cut again',
    [alert('a', 10_000), isolation('isolated'), isolation('releasing'), isolation('connected')],
    [],
  ],
  [
    'came while cut, released since: not cut again',
    [isolation('isolated'), alert('a', 10_000), isolation('releasing'), isolation('connected')],
    [],
  ],
  ['came after a release', [isolation('isolated'), isolation('connected'), alert('a', 10_000)], ['a 10000 ']],
  [
    'a critical alert that died before its cut',
    [alert('a', 500, { origin: 'detector', severity: 'critical' })],
    ['a 500 '],
  ],
  ['a drill', [alert('a', 10_000, { drill: true })], []],
  [
    'two presses, one withdrawn',
    [alert('a', 10_000), alert('b', 5_000), { kind: 'report-withdrawn', alert: 'a' }],
    ['b 5000 '],
  ],
  ['a postponement of something unknown', [postponed('x'), { kind: 'report-repeated', alert: 'x', times: 2 }], []],
])('%s', (_, bodies, expected) => {
  const records = bodies.map((body, at) => ({ epoch: 'e', sequence: at + 1, body }))
  expect(
    unfinished(records, now).map(({ alert, ageMs, postponed }) => `${alert.id} ${ageMs} ${postponed.join()}`),
  ).toEqual(expected)
})
