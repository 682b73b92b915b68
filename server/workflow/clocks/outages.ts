/** 中断: when the server stood still or a terminal could not speak, inside the two hours; listed beside the clock and never taken off it (三(一)2). */

import type { AlertStanding } from '../situation.ts'

export interface Outage {
  readonly of: 'server' | 'terminal'
  readonly endpoint?: string | undefined
  readonly from: number
  readonly to: number
  /** Where the server ended without a word, nobody knows when: `from` is its last sign of life. */
  readonly atMost: boolean
}

/** A sign of life of the server: what its sealed checkpoints tell. */
export interface LifeSign {
  readonly what: 'started' | 'alive' | 'stopped'
  readonly at: number
}

/** The stretches between the last sign of one life and the first of the next. */
export function serverOutages(signs: readonly LifeSign[]): readonly Outage[] {
  return signs.flatMap(({ what, at }, i): Outage[] => {
    const before = signs[i - 1]
    if (what !== 'started' || !before || before.at >= at) return []
    return [{ of: 'server', from: before.at, to: at, atMost: before.what !== 'stopped' }]
  })
}

/** An alert that came this long after it was raised was waiting on the terminal: the network, the server or the terminal's own service was away. */
const heldUpAfterMs = 5 * 60_000

/** What the terminals' own records tell: from the moment of the alert until it came in. */
export const terminalOutages = (alerts: readonly AlertStanding[]): readonly Outage[] =>
  alerts
    .filter(({ raised, receivedAt }) => receivedAt - raised.at > heldUpAfterMs)
    .map(({ endpoint, raised, receivedAt }) => ({
      of: 'terminal',
      endpoint,
      from: raised.at,
      to: receivedAt,
      atMost: true,
    }))

/** The parts of outages that lie within a stretch of time. */
export const within = (outages: readonly Outage[], from: number, to: number): readonly Outage[] =>
  outages
    .map((outage) => ({ ...outage, from: Math.max(outage.from, from), to: Math.min(outage.to, to) }))
    .filter((outage) => outage.from < outage.to)
    .toSorted((one, other) => one.from - other.from || one.to - other.to)

/** How long it was, two at once counted once. */
export function lengthOf(outages: readonly Outage[]): number {
  let length = 0
  let until = -Infinity
  for (const { from, to } of within(outages, -Infinity, Infinity)) {
    length += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return length
}
