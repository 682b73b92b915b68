/** One kept `ip monitor`: any line means "look again". Its words are never read; they differ between versions. */

import { spawn } from 'node:child_process'
import type { Log } from '#shared/log.ts'
import { backoffMs } from '#shared/time/backoff.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { ChangeNotices } from './network-facts.ts'

export interface IpMonitorOptions {
  readonly clock: Clock
  readonly log: Log
  /** Absolute path; without it there are no notices and the poll stands alone. */
  readonly ip: string | undefined
  /** Yields [0, 1). */
  readonly random: () => number
}

const restart = { baseMs: 500, capMs: 60_000 }
/** A child that lived this long was well: its end counts as the first failure. */
const wellAfterMs = 60_000

export function linuxIpMonitor({ clock, log, ip, random }: IpMonitorOptions): ChangeNotices {
  return {
    start(onChange, onState, signal) {
      if (ip === undefined) return onState(false)
      let failures = 0
      let waiting: Cancel = () => {}

      const run = () => {
        if (signal.aborted) return
        const startedAt = clock.monotonic()
        const child = spawn(ip, ['monitor', 'link', 'address', 'route'], {
          cwd: '/',
          env: { LC_ALL: 'C' },
          shell: false,
          stdio: ['ignore', 'pipe', 'ignore'],
        })
        const end = () => child.kill('SIGKILL')
        signal.addEventListener('abort', end, { once: true })
        child.stdout.on('data', onChange)
        child.once('spawn', () => {
          onState(true)
          // What changed while nobody listened.
          onChange()
        })
        child.once('error', () => ended(`could not be started`))
        child.once('exit', (exitCode, by) => ended(by ?? `exit code ${exitCode ?? ''}`))

        let isEnded = false
        const ended = (because: string) => {
          if (isEnded) return
          isEnded = true
          signal.removeEventListener('abort', end)
          if (signal.aborted) return
          onState(false)
          failures = clock.monotonic() - startedAt >= wellAfterMs ? 0 : failures + 1
          const delayMs = backoffMs(failures, restart, random)
          log.warn('adapters/ip-monitor-ended', { because, restartInMs: delayMs })
          waiting = clock.after(delayMs, run)
        }
      }

      signal.addEventListener('abort', () => waiting(), { once: true })
      run()
    },
  }
}
