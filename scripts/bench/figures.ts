// The one shape in which every bench tells its figures, and the arithmetic behind them.
import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Figure {
  /** Names its unit at the end: `press_to_durable_p95_ms`. */
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly better: 'lower' | 'higher'
  /** What the same work costs without us, measured in the same run. */
  readonly baseline?: string
  readonly baselineValue?: number
  /** `value` over `baselineValue`. */
  readonly ratio?: number
  readonly target?: number
  /** Whether `value` keeps `target`. */
  readonly holds?: boolean
}

/** What could not be measured on this machine, and why; never an invented number instead. */
export interface Missing {
  readonly name: string
  readonly why: string
}

/** Runnable processes over the last minute, before and after, and how many processors share them. */
export interface Load {
  readonly before: number
  readonly after: number
  readonly processors: number
}

export interface BenchReport {
  readonly bench: string
  /** The commit that was measured; `+` where the tree had changes. */
  readonly commit: string
  readonly node: string
  readonly figures: readonly Figure[]
  readonly missing: readonly Missing[]
  readonly load: Load
}

export interface FigureParts {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly better?: 'lower' | 'higher'
  readonly baseline?: { readonly name: string; readonly value: number }
  readonly target?: number
}

/** The nearest-rank percentile: a value that was really measured, never one between two. Throws where nothing was measured. */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length))
  const value = values.toSorted((a, b) => a - b)[rank - 1]
  if (value === undefined) throw new RangeError('no value was measured')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Three significant digits: what a measurement of this kind can bear. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

/** `holds` and `ratio` are judged by the exact values; only what is shown is rounded. */
export function figure({ name, value, unit, better = 'lower', baseline, target }: FigureParts): Figure {
  return {
    name,
    value: rounded(value),
    unit,
    ...(baseline && {
      baseline: baseline.name,
      baselineValue: rounded(baseline.value),
      ratio: rounded(value / baseline.value),
    }),
    ...(target !== undefined && { target }),
    better,
    ...(target !== undefined && { holds: better === 'lower' ? value <= target : value >= target }),
  }
}

/** The 95th percentile with its target and its baseline, and beside it the median and the 99th. `name` holds `p95`. */
export function spread(name: string, values: readonly number[], parts: Omit<FigureParts, 'name' | 'value'>): Figure[] {
  const { unit, better } = parts
  const beside = (percent: number) =>
    figure({
      name: name.replace('p95', `p${percent}`),
      value: percentile(values, percent),
      unit,
      ...(better && { better }),
    })
  return [figure({ ...parts, name, value: percentile(values, 95) }), beside(50), beside(99)]
}

/** Takes the load before the work; the answer takes it after. */
export function watchLoad(): () => Load {
  const [before = 0] = loadavg()
  return () => ({ before: rounded(before), after: rounded(loadavg()[0] ?? 0), processors: cpus().length })
}

export function measuredCommit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+')
  } catch {
    return 'unknown'
  }
}

/** A table for the reader, then, as the last line where it is asked for, the one JSON object for programs. */
export function tell(report: BenchReport, { json }: { readonly json: boolean }): void {
  for (const { name, value, unit, baseline, baselineValue, ratio, target, holds } of report.figures) {
    const against = baseline === undefined ? '' : `  ${ratio}× ${baseline} (${baselineValue})`
    const verdict = target === undefined ? '' : `  target ${target}: ${holds === true ? 'holds' : 'MISSED'}`
    console.log(`${name.padEnd(34)} ${`${value} ${unit}`.padStart(12)}${verdict}${against}`)
  }
  for (const { name, why } of report.missing) console.log(`${name.padEnd(34)} not measured: ${why}`)
  const { before, after, processors } = report.load
  console.log(
    `load ${before} before, ${after} after, ${processors} processors; ${report.node}; commit ${report.commit}`,
  )
  if (json) console.log(JSON.stringify(report))
}
