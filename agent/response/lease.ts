/** A lease: an end that a cut or a release has by itself, kept on disk so that a restart neither forgets nor begins it anew. */

import * as z from 'zod'
import type { Moment } from '#shared/domain/moment.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { moment } from '#shared/protocol/record.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { DurableFile } from '../machine/durable-file.ts'
import { momentOf } from '../machine/moment-of.ts'
import { oneAtATime } from './isolation/turns.ts'

const schema = z.strictObject({
  version: z.literal(1),
  /** `cut`: an automatic cut that ends. `release`: a release that ends, unless somebody confirms it (恢复4小时). */
  of: z.enum(['cut', 'release']),
  ms: z.number().min(0),
  since: moment,
  /** The alert that the cut is for. */
  alert: z.string().optional(),
})

export type Lease = Readonly<Omit<z.infer<typeof schema>, 'version'>>

export interface LeaseBook {
  current(): (Pick<Lease, 'of' | 'alert'> & { readonly remainingMs: number }) | undefined
  /** Resolves when it is durable. Rejects with `config/unwritable`: then there is none. Whatever lease there was is over. */
  begin(lease: Omit<Lease, 'since'>): Promise<void>
  /** No lease any more: a person has decided. Never throws. */
  end(): Promise<void>
  /** Tells of each lease that is over, also of one that ended while the agent did not run. */
  start(onOver: (lease: Lease) => void, signal: AbortSignal): void
}

/** What of it is left. By the monotonic clock of one boot; over a boot each kind errs to the side of being cut. */
export function remainingMs({ of, ms, since }: Lease, now: Moment): number {
  if (since.clockId === now.clockId) return Math.max(0, ms - (now.monotonicMs - since.monotonicMs))
  // A wall clock that was set may not end a cut early nor lengthen a release: the cut begins its time anew, the release that lies in the future is over.
  if (of === 'cut') return ms
  const passedMs = now.at - since.at
  return passedMs < 0 ? 0 : Math.max(0, ms - passedMs)
}

/** Reads what is on disk. A damaged lease counts as a release that is over: that cuts, and a person looks. */
export async function openLease({
  file,
  clock,
  log,
}: {
  readonly file: DurableFile
  readonly clock: Clock
  readonly log: Log
}): Promise<LeaseBook> {
  const inTurn = oneAtATime()
  let current = await load(file, clock, log)
  let over: (lease: Lease) => void = () => {}
  let isStarted = false
  let cancel: Cancel = () => {}

  function arm(): void {
    cancel()
    if (current === undefined || !isStarted) return
    const lease = current
    cancel = clock.after(remainingMs(lease, momentOf(clock)), () => {
      if (current !== lease) return
      log.info('lease/over', { of: lease.of })
      over(lease)
    })
  }

  const begin = (next: Omit<Lease, 'since'>) =>
    inTurn(async () => {
      const lease = { ...next, since: momentOf(clock) }
      await file.write(`${JSON.stringify({ version: 1, ...lease })}\n`)
      current = lease
      arm()
    })

  return {
    current: () =>
      current && { of: current.of, alert: current.alert, remainingMs: remainingMs(current, momentOf(clock)) },
    begin,
    end: () => {
      // In force at once, whatever the disk does; a file that stays there is met again only after a restart.
      const hadOne = current !== undefined
      current = undefined
      cancel()
      return inTurn(async () => {
        if (!hadOne || current !== undefined) return
        await file.remove().catch((error: unknown) => {
          log.error('lease/not-removed', errorFields(error))
        })
      })
    },
    start: (onOver, signal) => {
      over = onOver
      isStarted = true
      signal.addEventListener('abort', () => {
        isStarted = false
        cancel()
      })
      // What was for another boot counts from here on by this one's monotonic clock.
      const found = current
      if (found !== undefined && found.since.clockId !== clock.id)
        begin({ ...found, ms: remainingMs(found, momentOf(clock)) }).catch((error: unknown) => {
          log.error('lease/not-renewed', errorFields(error))
          arm()
        })
      else arm()
    },
  }
}

async function load(file: DurableFile, clock: Clock, log: Log): Promise<Lease | undefined> {
  try {
    const text = await file.read()
    if (text === undefined) return undefined
    const { version: _version, ...lease } = schema.parse(JSON.parse(text))
    return lease
  } catch (error) {
    log.error('lease/damaged', errorFields(error))
    return { of: 'release', ms: 0, since: momentOf(clock) }
  }
}
