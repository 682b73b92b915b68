/** The thread in which rules are evaluated: it can be stopped, whatever a rule and an event do to each other. */

import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../machine/clock.ts'
import { JudgeLoop } from './judge-loop.ts'
import type { ToThread } from './messages.ts'

// An expression that backtracks without end is continued by an engine that does not backtrack, after 20,000 steps back:
// a text that took 1.8 s takes a tenth of a millisecond. Set before the first expression of a rule is compiled.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')
setFlagsFromString('--regexp-backtracks-before-fallback=20000')

const clock = systemClock()
const port = parentPort
if (port) {
  const loop = new JudgeLoop({
    monotonic: () => clock.monotonic(),
    // A turn of the loop in between: what was sent meanwhile is judged first.
    later: (task) => setImmediate(task),
    answer: (message) => port.postMessage(message),
    shared: new Int32Array(workerData as SharedArrayBuffer),
  })
  port.on('message', (message: ToThread) => loop.hear(message))
}
