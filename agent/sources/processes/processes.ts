/** The processes source: program starts and ends, from the kernel where it can be had, else by polling, and it says which. */

import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Source } from '../source.ts'
import type { ProcessFacts } from './linux-proc.ts'
import type { ProcessListener, ProcessWatch } from './process-watch.ts'

export interface ProcessesSourceOptions {
  readonly clock: Clock
  readonly log: Log
  /** Sees every start. */
  readonly watch: ProcessWatch
  /** Sees some; used where the first does not work or stops working. */
  readonly poll: ProcessWatch
  /** What is known of a process that has just begun. */
  readonly factsOf: (pid: number) => ProcessFacts
  /** The file that a process which is already there runs. */
  readonly imageOf: (pid: number) => string
}

/** Started processes whose end is still to come; the oldest is forgotten first. */
const remembered = 8_192
/** After this long without a loss the coverage is full again. */
const lossForgottenMs = 600_000

export function processesSource({ clock, log, watch, poll, factsOf, imageOf }: ProcessesSourceOptions): Source {
  const words = zhCn.coverage.processes
  let mode: 'off' | 'watch' | 'poll' = 'off'
  let because: string = zhCn.coverage.notStarted
  let losses = 0
  let lostAt = Number.NEGATIVE_INFINITY

  return {
    name: 'processes',
    emits: ['process-started', 'process-ended'],
    coverage() {
      if (mode === 'off') return { state: 'off', because }
      if (mode === 'poll') return { state: 'degraded', because: words.polled }
      const isLossy = clock.monotonic() - lostAt < lossForgottenMs
      return isLossy ? { state: 'degraded', because: words.lost(losses) } : { state: 'full', because: words.full }
    },
    async start(emit, signal) {
      const images = new Map<number, string>()

      const listener = (onFailed: () => void): ProcessListener => ({
        started(pid) {
          const facts = factsOf(pid)
          images.delete(pid)
          const oldest = images.size >= remembered ? images.keys().next().value : undefined
          if (oldest !== undefined) images.delete(oldest)
          images.set(pid, facts.image)
          const parentImage = facts.parentPid === 0 ? '' : (images.get(facts.parentPid) ?? imageOf(facts.parentPid))
          emit({ kind: 'process-started', source: 'processes', moment: momentOf(clock), pid, ...facts, parentImage })
        },
        ended(pid) {
          // The end of something whose start was not seen says nothing.
          if (images.delete(pid)) emit({ kind: 'process-ended', source: 'processes', moment: momentOf(clock), pid })
        },
        lost() {
          losses++
          lostAt = clock.monotonic()
        },
        failed(error) {
          log.warn('processes/watch-failed', { mode, ...errorFields(error) })
          onFailed()
        },
      })

      const startPolling = async () => {
        if (signal.aborted) return
        const sees = await poll.start(
          listener(() => {
            mode = 'off'
            because = words.unreadable
          }),
          signal,
        )
        mode = sees ? 'poll' : 'off'
        because = words.unreadable
        log.info('processes/polling', { sees })
      }

      if (
        await watch.start(
          listener(() => void startPolling()),
          signal,
        )
      )
        mode = 'watch'
      else await startPolling()
    },
  }
}
