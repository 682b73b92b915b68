/** Keeps records that must reach the office in order, trying again while the outbox cannot take them; whoever asks never waits. */

import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { sleep } from '#shared/time/clock.ts'
import type { Clock } from '#shared/time/clock.ts'
import { momentOf } from '../machine/moment-of.ts'
import type { Keeper } from './ports.ts'

export interface SurelyKeptOptions {
  readonly keeper: Keeper
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/** Takes a record and returns at once. */
export type KeepSurely = (body: RecordBody) => void

const tryEveryMs = 5_000
// A disk that is full for hours while the cut flaps: the newest states tell more than the oldest.
const waitingAtMost = 64

export function keepSurely({ keeper, clock, log, signal }: SurelyKeptOptions): KeepSurely {
  const waiting: { readonly body: RecordBody; readonly moment: ReturnType<typeof momentOf> }[] = []
  let isDraining = false

  async function drain(): Promise<void> {
    for (let next = waiting[0]; next !== undefined && !signal.aborted; next = waiting[0]) {
      try {
        await keeper.keep('urgent', next.body, next.moment)
        if (waiting[0] === next) waiting.shift()
      } catch (error) {
        log.error('response/not-kept', { kind: next.body.kind, ...errorFields(error) })
        await sleep(clock, tryEveryMs, signal)
      }
    }
  }

  return (body) => {
    waiting.push({ body, moment: momentOf(clock) })
    if (waiting.length > waitingAtMost) waiting.shift()
    if (isDraining) return
    isDraining = true
    void drain().finally(() => {
      isDraining = false
    })
  }
}
