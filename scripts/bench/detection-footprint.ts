// A process of its own that brings one bundle into use and prints, as JSON, what that takes: heap, memory, processor.
import { readFileSync } from 'node:fs'
import { swapping } from '#agent/detection/sigma/hot-swap.ts'
import type { SigmaEngine } from '#shared/sigma/engine.ts'
import { windowsEvent } from '#shared/sigma/taxonomy/windows.ts'
import { cpuSeconds } from './detection-speed.ts'

const [path = ''] = process.argv.slice(2)
const megabyte = 1024 * 1024

function collected() {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  return { heapMb: (heapUsed + arrayBuffers) / megabyte, rssMb: rss / megabyte }
}

/** The bundle's text is gone when this returns. */
function build(): { readonly engine: SigmaEngine; readonly cpuS: number; readonly longestMs: number } {
  const bundle = readFileSync(path, 'utf8')
  const began = cpuSeconds()
  const steps = swapping({ bundle, benched: new Set(), before: undefined })
  let longestMs = 0
  for (;;) {
    const from = performance.now()
    const step = steps.next()
    longestMs = Math.max(longestMs, performance.now() - from)
    if (step.done !== true) continue
    if (!step.value.ok) throw new Error(step.value.failures.join(', '))
    return { engine: step.value.engine, cpuS: cpuSeconds() - began, longestMs }
  }
}

const before = collected()
const { engine, cpuS, longestMs } = build()
const after = collected()
// What is made only when a rule is first asked belongs to the steady state.
for (let i = 0; i < engine.rules.length; i++) engine.bruteForce(windowsEvent({ Channel: 'System', EventID: i }, 0))
for (const category of ['1', '11', '13']) {
  const event = windowsEvent({ Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: category }, 0)
  engine.bruteForce(event)
}
const steady = collected()
console.log(
  JSON.stringify({
    rules: engine.rules.length,
    compileCpuS: cpuS,
    longestStepMs: longestMs,
    heapMb: Math.max(after.heapMb, steady.heapMb) - before.heapMb,
    rssMb: after.rssMb - before.rssMb,
  }),
)
