// What a process and everything it started costs, as /proc tells it.
import { readFileSync, readdirSync } from 'node:fs'

export interface Cost {
  /** Anonymous pages: what is nobody else's and cannot be dropped. */
  readonly privateMb: number
  /** With the pages of the executable and libraries that happen to be in memory. */
  readonly residentMb: number
  /** Time on a processor since the start, children that have ended included. */
  readonly cpuMs: number
}

/** Linux counts a process's time in ticks of 10 ms; a thread's own counter is exact. */
const tickMs = 10

const textOf = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended in the meantime.
    return ''
  }
}

/** The process and all below it that run now. */
export function treeOf(pid: number): readonly number[] {
  const threads = threadsOf(pid)
  const children = threads.flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean),
  )
  return [pid, ...children.flatMap((child) => treeOf(Number(child)))]
}

export function costOf(pid: number): Cost {
  const costs = treeOf(pid).map((one) => {
    const status = textOf(`/proc/${one}/status`)
    const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    const exactNs = threadsOf(one).map((thread) =>
      Number(textOf(`/proc/${one}/task/${thread}/schedstat`).split(' ')[0]),
    )
    return {
      anonymous: kilobytes('RssAnon'),
      resident: kilobytes('VmRSS'),
      cpuMs: sum(exactNs) / 1e6 + endedChildrenMs(one),
    }
  })
  return {
    privateMb: sum(costs.map(({ anonymous }) => anonymous)) / 1024,
    residentMb: sum(costs.map(({ resident }) => resident)) / 1024,
    cpuMs: sum(costs.map(({ cpuMs }) => cpuMs)),
  }
}

/** Programs started on the whole machine since boot. */
export const forksOfMachine = (): number => Number(/^processes (\d+)$/m.exec(textOf('/proc/stat'))?.[1] ?? 0)

function endedChildrenMs(pid: number): number {
  const stat = textOf(`/proc/${pid}/stat`)
  // The name in brackets may hold blanks; the fields count from behind the last one: cutime and cstime.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * tickMs
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
