/** What to send next: the bookkeeping of one connection, without the connection. */

import { lanes } from '#shared/protocol/record.ts'
import type { Lane } from '#shared/protocol/record.ts'
import type { LaneState } from '../outbox/outbox.ts'

/** How far one lane got on this connection. */
export interface Progress {
  readonly epoch: string
  readonly sent: number
  readonly acknowledged: number
}

export type Sending = Readonly<Record<Lane, Progress>>

export interface Cursor {
  readonly epoch: string
  readonly acknowledged: number
}

/** Records under way and not yet acknowledged, per lane: a lane that is full never holds back a graver one. */
export type Windows = Readonly<Record<Lane, number>>

export interface Wanted {
  readonly lane: Lane
  readonly epoch: string
  readonly after: number
  readonly limit: number
}

/** Begins where the office is: ahead of us where an acknowledgement was lost, behind us where the office was restored from a copy. */
export function beginSending(states: readonly LaneState[], cursors: readonly Cursor[]): Sending {
  const begin = (lane: Lane): Progress => {
    const state = stateOf(states, lane)
    const cursor = cursors.find(({ epoch }) => epoch === state.epoch)?.acknowledged ?? 0
    const acknowledged = Math.min(cursor, state.next - 1)
    return { epoch: state.epoch, sent: acknowledged, acknowledged }
  }
  return { urgent: begin('urgent'), summary: begin('summary'), telemetry: begin('telemetry') }
}

/** The first lane that has something to send and room for it; graver lanes first. */
export function nextWanted(sending: Sending, states: readonly LaneState[], windows: Windows): Wanted | undefined {
  for (const lane of lanes) {
    const state = stateOf(states, lane)
    const { epoch, sent, acknowledged } = current(sending, state)
    const limit = Math.min(windows[lane] - (sent - acknowledged), state.next - 1 - sent)
    if (limit > 0) return { lane, epoch, after: sent, limit }
  }
  return undefined
}

/** The record that was sent, or nothing where it is not the next of its lane and must not be sent now. */
export function afterSending(
  sending: Sending,
  states: readonly LaneState[],
  record: { readonly lane: Lane; readonly epoch: string; readonly sequence: number },
): Sending | undefined {
  const progress = current(sending, stateOf(states, record.lane))
  if (record.epoch !== progress.epoch || record.sequence !== progress.sent + 1) return undefined
  return { ...sending, [record.lane]: { ...progress, sent: record.sequence } }
}

/** Nothing where the office acknowledges what was never sent; an epoch that is over is no news. */
export function afterAcknowledgement(sending: Sending, { epoch, acknowledged }: Cursor): Sending | undefined {
  const lane = lanes.find((lane) => sending[lane].epoch === epoch)
  if (lane === undefined) return sending
  const progress = sending[lane]
  if (acknowledged > progress.sent) return undefined
  return { ...sending, [lane]: { ...progress, acknowledged: Math.max(progress.acknowledged, acknowledged) } }
}

/** A lane turns to its next epoch when the office has the last one in full. */
function current(sending: Sending, { lane, epoch, acknowledged }: LaneState): Progress {
  const progress = sending[lane]
  return progress.epoch === epoch ? progress : { epoch, sent: acknowledged, acknowledged }
}

function stateOf(states: readonly LaneState[], lane: Lane): LaneState {
  const state = states.find((one) => one.lane === lane)
  if (state === undefined) throw new Error(`an outbox without the lane ${lane}`)
  return state
}
