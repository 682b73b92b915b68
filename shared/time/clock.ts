/** The port for time: wall clock for what people read, monotonic time for everything that waits. */

export type Cancel = () => void

export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01 UTC. It may jump; never wait by it. */
  now(): number
  /** Milliseconds of a clock that never goes back, comparable between processes only where `id` is the same. */
  monotonic(): number
  /** Names the origin of `monotonic()`: the boot on Linux, the process elsewhere. */
  readonly id: string
  /** Runs `task` once, `ms` from now on the monotonic clock. */
  after(ms: number, task: () => void): Cancel
}

/** Waits on the clock; an abort ends the wait early and without an error. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      cancel()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const cancel = clock.after(ms, finish)
    signal?.addEventListener('abort', finish)
  })
}

/** Runs `task` again and again, `ms` after it last ended; a slow task never overlaps itself. It must not reject. */
export function every(clock: Clock, ms: number, task: () => void | Promise<void>): Cancel {
  let stopped = false
  let cancel: Cancel = () => {}
  const arm = () => {
    if (stopped) return
    cancel = clock.after(ms, () => {
      void Promise.resolve(task()).finally(arm)
    })
  }
  arm()
  return () => {
    stopped = true
    cancel()
  }
}
