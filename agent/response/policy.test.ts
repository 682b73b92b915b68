// The whole policy as a table: what each alert leads to in each posture.
import { describe, expect, test } from 'vitest'
import { isolationStates } from '#shared/domain/isolation.ts'
import { severities } from '#shared/domain/severity.ts'
import type { Postponement } from '#shared/protocol/record.ts'
import { decide, putOff } from './policy.ts'
import type { Decision, PutOff, ResponsePosture, RunningCountdown } from './policy.ts'

const connected: ResponsePosture = {
  isolation: { state: 'connected', scope: 'full', rehearsal: false },
  isCutComing: 'no',
  afterPress: 'countdown',
  countdownMs: 30_000,
  timesToday: 1,
}
const detected = { origin: 'detector', rule: 'mass-rewrite', severity: 'critical', drill: false } as const
const high = { ...detected, severity: 'high' } as const
const foreign = { ...high, rule: 'dual-homing' } as const
const press = { origin: 'operator', rule: 'operator-report', severity: 'high', drill: false } as const
const cutBy = (state: (typeof isolationStates)[number], scope: 'full' | 'selective' = 'full'): ResponsePosture => ({
  ...connected,
  isolation: { state, scope, rehearsal: false },
})

test.each<[string, Parameters<typeof decide>[0], ResponsePosture, Decision['do']]>([
  ['critical: cut at once', detected, connected, 'cut'],
  ['high: countdown', high, connected, 'countdown'],
  ['high, of a rule pack: alert only', { ...high, rule: 'proc_creation_win_x' }, connected, 'nothing'],
  ['evidence removed: only told', { ...high, rule: 'evidence-deleted' }, connected, 'nothing'],
  [
    'high during the countdown of a press: one of its own',
    high,
    { ...connected, isCutComing: 'counting' },
    'countdown',
  ],
  ['high while a cut is under way', high, { ...connected, isCutComing: 'now' }, 'nothing'],
  ['high over a selective cut: it is in the office’s hand', high, cutBy('isolated', 'selective'), 'nothing'],
  ['high where the site asks: a press alone is asked', high, { ...connected, afterPress: 'ask' }, 'countdown'],
  ['违规外联, the first time today: the foreign adapter is what is wrong', foreign, connected, 'nothing'],
  ['违规外联, the second time today', foreign, { ...connected, timesToday: 2 }, 'countdown'],
  ['违规外联 as a drill', { ...foreign, drill: true }, { ...connected, timesToday: 2 }, 'nothing'],
  ['medium: alert only', { ...detected, severity: 'medium' }, connected, 'nothing'],
  ['a press: countdown', press, connected, 'countdown'],
  ['a press where the site asks', press, { ...connected, afterPress: 'ask' }, 'ask'],
  ['a press where the site cuts', press, { ...connected, afterPress: 'cut' }, 'cut'],
  ['critical during a countdown: no more counting', detected, { ...connected, isCutComing: 'counting' }, 'cut'],
  ['a press during a countdown', press, { ...connected, isCutComing: 'counting' }, 'nothing'],
  ['critical while a cut is under way', detected, { ...connected, isCutComing: 'now' }, 'nothing'],
  ['critical over a full cut', detected, cutBy('isolated'), 'nothing'],
  ['critical over a full cut with one layer', detected, cutBy('degraded'), 'nothing'],
  ['critical while cutting', detected, cutBy('isolating'), 'nothing'],
  ['critical over a selective cut: escalates', detected, cutBy('isolated', 'selective'), 'cut'],
  ['critical after a failed cut: again', detected, cutBy('failed'), 'cut'],
  ['critical while releasing: cut again', detected, cutBy('releasing'), 'cut'],
  ['a press over a full cut', press, cutBy('isolated'), 'nothing'],
  ['a press over a selective cut: the office keeps its handle', press, cutBy('isolated', 'selective'), 'nothing'],
  ['a press after a failed cut', press, cutBy('failed'), 'countdown'],
  ['a drill on a real machine', { ...detected, drill: true }, connected, 'nothing'],
  [
    'a drill where drivers rehearse',
    { ...detected, drill: true },
    { ...connected, isolation: { ...connected.isolation, rehearsal: true } },
    'cut',
  ],
  ['a press as a drill', { ...press, drill: true }, connected, 'nothing'],
])('%s', (_, alert, posture, does) => {
  expect(decide(alert, posture).do).toBe(does)
})

describe('whatever comes together', () => {
  const every = severities.flatMap((severity) =>
    (['detector', 'operator'] as const).flatMap((origin) =>
      isolationStates.flatMap((state) =>
        (['full', 'selective'] as const).flatMap((scope) =>
          (['no', 'counting', 'now'] as const).map((isCutComing) => ({
            alert: { origin, rule: 'mass-rewrite', severity, drill: false },
            posture: { ...cutBy(state, scope), isCutComing },
          })),
        ),
      ),
    ),
  )
  test('a detector below critical never cuts at once, and below high not at all', () => {
    const below = every.filter(({ alert }) => alert.origin === 'detector' && alert.severity !== 'critical')
    expect(below.length).toBe(144)
    for (const { alert, posture } of below)
      expect(alert.severity === 'high' ? ['nothing', 'countdown'] : ['nothing']).toContain(decide(alert, posture).do)
  })
  test('a machine that is fully cut is not cut again', () => {
    const cut = every.filter(
      ({ posture }) => posture.isolation.state === 'isolated' && posture.isolation.scope === 'full',
    )
    expect(new Set(cut.map(({ alert, posture }) => decide(alert, posture).do))).toEqual(new Set(['nothing']))
  })
  test('the countdown is as long as the site says', () => {
    expect(decide(press, { ...connected, countdownMs: 45_000 })).toEqual({ do: 'countdown', ms: 45_000 })
  })
})

describe('putting the cut off', () => {
  const detected = (pauses: number, mayCallOff = false) => ({ remainingMs: 20_000, detected: { pauses, mayCallOff } })
  test.each<[string, RunningCountdown, Postponement, PutOff]>([
    ['after a press: stopped', { remainingMs: 20_000 }, 'settling', { do: 'stop' }],
    ['the first time', detected(2), 'settling', { do: 'prolong', remainingMs: 110_000, pauses: 1 }],
    ['the second time', detected(1), 'patient-waiting', { do: 'prolong', remainingMs: 110_000, pauses: 0 }],
    ['a third time', detected(0), 'settling', { do: 'refuse', because: 'no-more-pauses' }],
    ['误报 where the rule allows it', detected(0, true), 'own-work', { do: 'stop' }],
    ['误报 where it does not', detected(2), 'maintenance', { do: 'refuse', because: 'cannot-call-off' }],
  ])('%s', (_, countdown, postponement, does) => {
    expect(putOff(countdown, postponement)).toEqual(does)
  })
})
