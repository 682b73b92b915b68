// How many matches the correlations count with one second of a processor, and what a group costs in memory.
import { Correlator } from '#shared/sigma/correlator.ts'
import { EventView, FieldNumbers } from '#shared/sigma/event-view.ts'
import { parseCorrelation } from '#shared/sigma/parse-correlation.ts'
import { cpuSeconds } from './detection-speed.ts'
import { percentile } from './figures.ts'

function correlation(type: string, condition: Record<string, unknown> | undefined, rules = ['r']) {
  const parsed = parseCorrelation({
    id: type,
    title: type,
    correlation: { type, rules, 'group-by': ['User'], timespan: '5m', ...(condition && { condition }) },
  })
  if (!parsed.ok) throw new Error(parsed.refusal.what)
  return parsed.document
}

const kinds = [
  correlation('event_count', { gte: 10 }),
  correlation('value_count', { field: 'Address', gte: 10 }),
  correlation('temporal', undefined, ['r', 's']),
  correlation('temporal_ordered', undefined, ['r', 's']),
]

export interface CorrelationFigures {
  /** The slowest of the kinds. */
  readonly perCpuSecond: number
  /** The largest of the kinds, with three counted matches in each group. */
  readonly bytesPerGroup: number
}

export function measureCorrelation(collect: () => void): CorrelationFigures {
  const rates = kinds.map((kind) => {
    const numbers = new FieldNumbers()
    const correlator = new Correlator([kind], numbers)
    const view = new EventView(numbers)
    const events = Array.from({ length: 20_000 }, (_, i) => ({ User: `user${i % 5_000}`, Address: `10.0.0.${i % 7}` }))
    let at = 0
    const rounds: number[] = []
    for (let round = 0; round < 7; round++) {
      const began = cpuSeconds()
      for (let i = 0; i < 10; i++)
        for (const event of events) {
          view.show(event)
          correlator.take('r', view, (at += 20))
        }
      rounds.push((events.length * 10) / (cpuSeconds() - began))
    }
    return percentile(rounds, 50)
  })
  const sizes = kinds.map((kind) => {
    const numbers = new FieldNumbers()
    const groups = 50_000
    const correlator = new Correlator([kind], numbers, { groups })
    const view = new EventView(numbers)
    collect()
    const before = process.memoryUsage().heapUsed
    for (let group = 0; group < groups; group++)
      for (let i = 0; i < 3; i++) {
        view.show({ User: `domain\\user${group}`, Address: `10.0.0.${i}` })
        correlator.take('r', view, group)
      }
    collect()
    const size = (process.memoryUsage().heapUsed - before) / groups
    if (correlator.groups.kept !== groups) throw new Error('not all groups were kept')
    return size
  })
  return { perCpuSecond: Math.min(...rates), bytesPerGroup: Math.max(...sizes) }
}
