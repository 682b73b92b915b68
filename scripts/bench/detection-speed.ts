// How much the engine judges with one second of a processor, and how long its slowest events take.
import type { SigmaEngine } from '#shared/sigma/engine.ts'
import type { SigmaEvent } from '#shared/sigma/event.ts'
import { percentile } from './figures.ts'

export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Runs the work again and again for about so many CPU-seconds, and tells how often it was done in one. */
export function perCpuSecond(work: () => number, seconds = 1.5): number {
  work()
  const rounds: number[] = []
  for (let round = 0; round < 5; round++) {
    const began = cpuSeconds()
    let done = 0
    while (cpuSeconds() - began < seconds / 5) done += work()
    rounds.push(done / (cpuSeconds() - began))
  }
  return percentile(rounds, 50)
}

export const judgeAll = (engine: SigmaEngine, events: readonly SigmaEvent[]) => (): number => {
  for (const event of events) engine.judge(event)
  return events.length
}

const micros = (): number => Number(process.hrtime.bigint()) / 1_000

/** Microseconds of each event: the best of three where it is long, since other programs run on this machine too. */
export function tookUs(engine: SigmaEngine, events: readonly SigmaEvent[]): number[] {
  return events.map((event) => {
    let best = Infinity
    for (let round = 0; round < 3; round++) {
      const began = micros()
      engine.judge(event)
      best = Math.min(best, micros() - began)
      if (best < 100) break
    }
    return best
  })
}
