/** What a restart interrupted, told by the records that were kept: alerts that had to lead to a cut and did not get there. */

import type { Alert } from '#shared/domain/alert.ts'
import type { Moment } from '#shared/domain/moment.ts'
import type { Postponement, RecordBody } from '#shared/protocol/record.ts'

export interface KeptBody {
  readonly epoch: string
  readonly sequence: number
  readonly body: RecordBody
}

export interface Unfinished {
  readonly alert: Alert
  readonly epoch: string
  readonly sequence: number
  /** How the operator put the cut off before the restart, oldest first. */
  readonly postponed: readonly Postponement[]
  /** Milliseconds since the alert was raised, never negative. */
  readonly ageMs: number
}

/** After this a restart no longer cuts by itself: the people at the counter and at the office have long taken over. */
export const resumedWithinMs = 30 * 60_000

/**
 * The alerts, oldest first, after which no cut has been seen. A cut that was in force when an alert came, or came after
 * it, has answered it, whoever released it since: a restart must never cut again what the office has released.
 */
export function unfinished(records: readonly KeptBody[], now: Moment): Unfinished[] {
  const open = new Map<string, Unfinished>()
  let isCut = false
  for (const { epoch, sequence, body } of records) {
    switch (body.kind) {
      case 'alert': {
        const ageMs = Math.max(0, elapsedMs(body.alert.raised, now))
        if (!isCut && !body.alert.drill && ageMs < resumedWithinMs)
          open.set(body.alert.id, { alert: body.alert, epoch, sequence, ageMs, postponed: [] })
        break
      }
      case 'isolation':
        isCut = body.isolation.state !== 'connected' && body.isolation.state !== 'releasing'
        if (isCut) open.clear()
        break
      case 'report-withdrawn':
        open.delete(body.alert)
        break
      case 'cut-postponed': {
        const alert = open.get(body.alert)
        if (alert !== undefined) open.set(body.alert, { ...alert, postponed: [...alert.postponed, body.postponement] })
        break
      }
      case 'report-repeated':
      case 'report-annotated':
      case 'evidence':
      case 'receipt':
      case 'release-code-used':
      case 'inventory':
      case 'dropped':
        break
    }
  }
  return [...open.values()]
}

/** By the monotonic clock where both are of one boot, so that a wall clock that was set neither shortens nor stretches a countdown. */
const elapsedMs = (then: Moment, now: Moment): number =>
  then.clockId === now.clockId ? now.monotonicMs - then.monotonicMs : now.at - then.at
