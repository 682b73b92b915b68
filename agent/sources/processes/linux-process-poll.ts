/** The fallback: looks through `/proc` every second. It misses most short-lived programs, and the coverage says so. */

import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { difference } from '../snapshot.ts'
import { processStarts } from './linux-proc.ts'
import type { ProcessWatch } from './process-watch.ts'

export function linuxProcessPoll(
  clock: Clock,
  { everyMs = 1_000, look = processStarts }: { everyMs?: number; look?: () => ReadonlyMap<number, string> } = {},
): ProcessWatch {
  return {
    start: (listener, signal) => {
      let before: ReadonlyMap<number, string>
      try {
        before = look()
      } catch {
        return Promise.resolve(false)
      }
      const stop = every(clock, everyMs, () => {
        try {
          const after = look()
          const { added, changed, removed } = difference(before, after)
          before = after
          for (const [pid] of removed) listener.ended(pid)
          // The pid was given to another process between two looks.
          for (const [pid] of changed) listener.ended(pid)
          for (const [pid] of [...added, ...changed]) listener.started(pid)
        } catch (error) {
          stop()
          listener.failed(error as Error)
        }
      })
      signal.addEventListener('abort', stop, { once: true })
      return Promise.resolve(true)
    },
  }
}
