// The machine's time, for a test whose sockets do not wait for a manual clock.
import type { Clock } from '#shared/time/clock.ts'

export const realClock: Clock = {
  id: 'test',
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
