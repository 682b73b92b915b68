/** Gives the memory that only the start needed back to the machine: V8 lets an idle program keep its garbage. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'

/** By then the sources stand and the office has answered. Collecting takes some 30 ms, which a press in that moment waits longer. */
const firstAfterMs = 10_000
const everyMs = 30 * 60_000

export function giveBackMemory(clock: Clock, signal: AbortSignal, collect: () => void = collectAll): void {
  let cancel: Cancel = clock.after(firstAfterMs, () => {
    collect()
    cancel = every(clock, everyMs, collect)
  })
  signal.addEventListener('abort', () => cancel(), { once: true })
}

/**
 * Collects the whole heap, and compiled code that was not used lately: 5 MB of 25. V8's collector is asked for here and not
 * by a flag at the start, since with such a flag V8 takes neither Node's compiled code nor that of our executable, and every
 * press would wait 15 ms longer.
 */
function collectAll(): void {
  setFlagsFromString('--expose-gc')
  const collector = runInNewContext('gc') as NodeJS.GCFunction
  collector({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
