/** How long to wait before the next try: exponential growth with full jitter, so that a fleet does not come back in step. */

export interface BackoffLimits {
  readonly baseMs: number
  readonly capMs: number
}

/** Milliseconds before try number `failures + 1`; `random` yields [0, 1). Full jitter: AWS Architecture Blog, "Exponential Backoff And Jitter". */
export function backoffMs(failures: number, { baseMs, capMs }: BackoffLimits, random: () => number): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(failures, 30))
  return Math.round(baseMs + random() * Math.max(0, ceiling - baseMs))
}
