// The whole policy as a table: what each alert leads to in each posture.
import { describe, expect, test } from 'vitest'
import { isolationStates } from '#shared/domain/isolation.ts'
import { severities } from '#shared/domain/severity.ts'
import { decide } from './policy.ts'
import type { Decision, ResponsePosture } from './policy.ts'

const connected: ResponsePosture = {
  isolation: { state: 'connected', scope: 'full', rehearsal: false },
  isCutComing: 'no',
  afterPress: 'countdown',
  countdownMs: 30_000,
}
const detected = { origin: 'detector', severity: 'critical', drill: false } as const
const press = { origin: 'operator', severity: 'high', drill: false } as const
const cutBy = (state: (typeof isolationStates)[number], scope: 'full' | 'selective' = 'full'): ResponsePosture => ({
  ...connected,
  isolation: { state, scope, rehearsal: false },
})

test.each<[string, Parameters<typeof decide>[0], ResponsePosture, Decision['do']]>([
  ['critical: cut at once', detected, connected, 'cut'],
  ['high: alert only', { ...detected, severity: 'high' }, connected, 'nothing'],
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
            alert: { origin, severity, drill: false },
            posture: { ...cutBy(state, scope), isCutComing },
          })),
        ),
      ),
    ),
  )
  test('a detector below critical never cuts', () => {
    const below = every.filter(({ alert }) => alert.origin === 'detector' && alert.severity !== 'critical')
    expect(below.length).toBe(144)
    expect(new Set(below.map(({ alert, posture }) => decide(alert, posture).do))).toEqual(new Set(['nothing']))
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
