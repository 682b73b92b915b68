/** A program that is kept running for as long as its notices are wanted: any output means "look again", and one that ends is started anew. */

import { spawn } from 'node:child_process'
import type { Log } from '#shared/log.ts'
import { backoffMs } from '#shared/time/backoff.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { Command } from './command.ts'

export interface KeptChildParts {
  readonly clock: Clock
  readonly log: Log
  /** Yields [0, 1). */
  readonly random: () => number
}

export interface KeptChild {
  readonly command: Command
  /** What the log says when it ended by itself: `area/what-ended`. */
  readonly ended: string
  /** Its words are never read; they differ between versions. Called also once it runs: what changed while nobody listened. */
  readonly onNotice: () => void
  /** `false` while nothing would be told. */
  readonly onState?: ((works: boolean) => void) | undefined
}

const restart = { baseMs: 500, capMs: 60_000 }
/** A child that lived this long was well: its end counts as the first failure. */
const wellAfterMs = 60_000

/** Runs until the signal; then the child is gone too. */
export function keepChild({ clock, log, random }: KeptChildParts, child: KeptChild, signal: AbortSignal): void {
  const { onNotice, onState = () => {} } = child
  const [program, ...args] = child.command
  let failures = 0
  let waiting: Cancel = () => {}

  const run = () => {
    if (signal.aborted) return
    const startedAt = clock.monotonic()
    const running = spawn(program, args, {
      cwd: '/',
      env: { LC_ALL: 'C' },
      shell: false,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const end = () => running.kill('SIGKILL')
    signal.addEventListener('abort', end, { once: true })
    running.stdout.on('data', onNotice)
    running.once('spawn', () => {
      onState(true)
      onNotice()
    })
    running.once('error', () => ended('could not be started'))
    running.once('exit', (exitCode, by) => ended(by ?? `exit code ${exitCode ?? ''}`))

    let isEnded = false
    const ended = (because: string) => {
      if (isEnded) return
      isEnded = true
      signal.removeEventListener('abort', end)
      if (signal.aborted) return
      onState(false)
      failures = clock.monotonic() - startedAt >= wellAfterMs ? 0 : failures + 1
      const delayMs = backoffMs(failures, restart, random)
      log.warn(child.ended, { because, restartInMs: delayMs })
      waiting = clock.after(delayMs, run)
    }
  }

  signal.addEventListener('abort', () => waiting(), { once: true })
  run()
}
