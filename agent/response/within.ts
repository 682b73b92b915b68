/** Waiting with an end: what protects a cut from anything that hangs. */

import type { Clock } from '#shared/time/clock.ts'

/** The promise's value, or undefined once `ms` have passed; the work goes on and its later failure is the caller's. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      resolve(undefined)
    })
    work.then(resolve, reject).finally(cancel)
  })
}
