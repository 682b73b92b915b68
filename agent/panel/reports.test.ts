// The reports as a fold of what was kept and what the office answered; live and after a restart the same.
import { describe, expect, test } from 'vitest'
import type { Notice } from '#shared/protocol/frame.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { epoch } from '#test/fakes/counter-parts.ts'
import type { Kept } from './ports.ts'
import { noReports, pressesOf, withAcknowledged, withKept, withNotice } from './reports.ts'
import type { Reports } from './reports.ts'

const one = '01935000-0000-7000-8000-000000000001'
const two = '01935000-0000-7000-8000-000000000002'
const moment = (at: number) => ({ at, clockId: 'boot', monotonicMs: at })

const pressed = (id: string, at: number, drill = false): RecordBody => ({
  kind: 'alert',
  alert: {
    id,
    code: 'BS-1122-7F3K-2',
    origin: 'operator',
    rule: 'operator-report',
    severity: 'high',
    raised: moment(at),
    detected: moment(at),
    because: '',
    detections: [],
    count: 1,
    drill,
  },
})
const isolation = (state: 'isolating' | 'isolated' | 'releasing' | 'connected'): RecordBody => ({
  kind: 'isolation',
  isolation: {
    state,
    scope: 'full',
    adapter: 'eth0',
    layers: [],
    by: { kind: 'agent' },
    because: '',
    since: moment(0),
    rehearsal: false,
  },
})
const notice = (alert: string, stage: Notice['stage'], at: number): Notice => ({
  frame: 'notice',
  alert,
  stage,
  by: stage === 'taken' ? '王××' : '',
  at,
  incident: 'BS-2026-0137',
})
/** Kept one after the other, at 10, 20, 30, …; the sequence is the place. */
const kept = (...bodies: RecordBody[]): Kept[] =>
  bodies.map((body, i) => ({ lane: 'urgent', epoch, sequence: i + 1, moment: moment((i + 1) * 10), body }))
const folded = (...bodies: RecordBody[]): Reports => kept(...bodies).reduce(withKept, noReports)
const upTo = (acknowledged: number, of = epoch) => ({ lane: 'urgent' as const, epoch: of, acknowledged })

describe('what was kept', () => {
  test.each<[string, Reports, object]>([
    ['a press', folded(pressed(one, 5)), { savedAt: 10, repeats: 0, acknowledged: false }],
    ['a repeat', folded(pressed(one, 5), { kind: 'report-repeated', alert: one, times: 2 }), { repeats: 2 }],
    [
      'repeats that come in any order',
      folded(
        pressed(one, 5),
        { kind: 'report-repeated', alert: one, times: 3 },
        { kind: 'report-repeated', alert: one, times: 2 },
      ),
      { repeats: 3 },
    ],
    [
      'the last annotation',
      folded(
        pressed(one, 5),
        { kind: 'report-annotated', alert: one, annotation: 'unsure' },
        { kind: 'report-annotated', alert: one, annotation: 'files-locked' },
      ),
      { annotation: 'files-locked' },
    ],
    [
      'the first withdrawal',
      folded(pressed(one, 5), { kind: 'report-withdrawn', alert: one }, { kind: 'report-withdrawn', alert: one }),
      { withdrawnAt: 20 },
    ],
    [
      'put off',
      folded(pressed(one, 5), { kind: 'cut-postponed', alert: one, postponement: 'settling' }),
      { postponement: 'settling' },
    ],
    ['kept twice', folded(pressed(one, 5), pressed(one, 5)), { savedAt: 10 }],
  ])('%s', (_, { all }, facts) => {
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject(facts)
  })

  test('what belongs to no report we know changes nothing', () => {
    expect(folded(pressed(one, 5), { kind: 'report-withdrawn', alert: two })).toEqual(folded(pressed(one, 5)))
  })

  test('only presses are weighed against the next press', () => {
    expect(pressesOf(folded(pressed(one, 5), pressed(two, 6, true)))).toEqual([
      { alert: one, raised: moment(5), drill: false, withdrawn: false, repeats: 0 },
      { alert: two, raised: moment(6), drill: true, withdrawn: false, repeats: 0 },
    ])
  })

  test.each<[string, Reports, unknown]>([
    ['a cut', folded(isolation('isolating'), isolation('isolated')), 'isolating'],
    ['a cut, said twice', folded(isolation('isolating'), isolation('isolated'), isolation('isolated')), 'isolating'],
    [
      'a release that did not succeed',
      folded(isolation('isolated'), isolation('releasing'), isolation('isolated')),
      'releasing',
    ],
  ])('%s', (_, { isolationBefore }, before) => {
    expect(isolationBefore).toBe(before)
  })
})

describe('what the office answered', () => {
  const both = folded(pressed(one, 5), pressed(two, 6))
  test.each<[string, Reports, boolean[]]>([
    ['nothing', both, [false, false]],
    ['the first', withAcknowledged(both, upTo(1), 99), [true, false]],
    ['both', withAcknowledged(both, upTo(2), 99), [true, true]],
    ['of another epoch', withAcknowledged(both, upTo(2, one), 99), [false, false]],
    ['a notice is a proof too', withNotice(both, notice(two, 'received', 88)), [false, true]],
  ])('%s', (_, { all }, delivered) => {
    expect(all.map(({ acknowledged }) => acknowledged)).toEqual(delivered)
  })

  test('received and taken, whichever comes first, and again after each welcome', () => {
    const facts = { receivedAt: 88, taken: { by: '王××', at: 95 }, incident: 'BS-2026-0137' }
    const received = notice(one, 'received', 88)
    const taken = notice(one, 'taken', 95)
    for (const order of [
      [received, taken],
      [taken, received],
      [received, taken, received, taken],
    ])
      expect(order.reduce(withNotice, both).all[0]).toMatchObject(facts)
  })

  test('a notice that comes before the report is folded is not forgotten', () => {
    const early = withNotice(noReports, notice(one, 'taken', 95))
    expect(kept(pressed(one, 5)).reduce(withKept, early).all[0]).toMatchObject({
      acknowledged: true,
      taken: { at: 95 },
    })
  })

  test('after a restart the reports are those from before', () => {
    const records = kept(
      pressed(one, 5),
      { kind: 'report-annotated', alert: one, annotation: 'unsure' },
      pressed(two, 6),
    )
    const live = withAcknowledged(records.reduce(withKept, noReports), upTo(2), undefined)
    const restarted = withAcknowledged([...records].reduce(withKept, noReports), upTo(2), undefined)
    expect(restarted).toEqual(live)
    expect(restarted.all.map(({ acknowledged }) => acknowledged)).toEqual([true, false])
  })
})

test('it remembers a bounded number of reports and notices', () => {
  const ids = Array.from({ length: 200 }, (_, i) => `01935000-0000-7000-8000-${String(i).padStart(12, '0')}`)
  const many = kept(...ids.map((id) => pressed(id, 5))).reduce(withKept, noReports)
  expect(many.all).toHaveLength(64)
  expect(many.all.at(-1)!.alert.id).toBe(ids.at(-1))
  expect(ids.reduce((reports, id) => withNotice(reports, notice(id, 'taken', 1)), many).notices.size).toBe(64)
})
