/** The clock of this machine: the one place of the agent that reads time and sets timers. */

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Clock } from '#shared/time/clock.ts'

// setTimeout fires at once for anything longer (2^31 - 1 ms, 24.8 days).
const longestTimer = 2_147_483_647

/** Names the boot on Linux, where CLOCK_MONOTONIC is the same for every process of it; elsewhere this process. */
function originOfMonotonic(): string {
  try {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    if (bootId !== '') return bootId
  } catch {
    // Not Linux, or no /proc.
  }
  return randomUUID()
}

export function systemClock(): Clock {
  const monotonic = () => Number(process.hrtime.bigint() / 1_000n) / 1_000
  return {
    id: originOfMonotonic(),
    now: () => Date.now(),
    monotonic,
    after: (ms, task) => {
      const dueAt = monotonic() + Math.max(0, ms)
      let timer: NodeJS.Timeout
      const arm = () => {
        timer = setTimeout(check, Math.min(longestTimer, Math.ceil(Math.max(0, dueAt - monotonic()))))
      }
      // libuv counts from the start of its turn and may fire a millisecond early.
      const check = () => {
        if (monotonic() < dueAt) arm()
        else task()
      }
      arm()
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
