/** The machine's clocks: the wall clock for what people read, the monotonic one for everything that waits. */

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Cancel, Clock } from '#shared/time/clock.ts'

/** Longer waits overflow Node's timers and would end at once. */
const longestMs = 2 ** 31 - 1

export function systemClock(): Clock {
  const clock: Clock = {
    id: bootId(),
    now: () => Date.now(),
    monotonic: () => Number(process.hrtime.bigint() / 1_000n) / 1_000,
    after: (ms, task) => wait(clock.monotonic() + ms, task),
  }

  function wait(untilMs: number, task: () => void): Cancel {
    const leftMs = Math.max(0, untilMs - clock.monotonic())
    let cancel: Cancel = () => clearTimeout(timer)
    const timer = setTimeout(
      () => {
        // Early where the wait was cut to the longest timer, or because libuv counts from the start of its turn.
        if (clock.monotonic() < untilMs) cancel = wait(untilMs, task)
        else task()
      },
      Math.min(Math.ceil(leftMs), longestMs),
    )
    return () => cancel()
  }
  return clock
}

/** `process.hrtime` counts from the boot on Linux; elsewhere nobody promises that two processes count alike. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return `process-${randomUUID()}`
  }
}
