/** Starts the thread of Node in which rules are evaluated. */

import { Worker } from 'node:worker_threads'
import type { FromThread, ToThread } from './messages.ts'

/** What the agent needs of a thread. */
export interface Thread {
  tell(message: ToThread): void
  /** Resolves when it no longer runs, hung or not. */
  end(): Promise<void>
}

export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void
  /** It ended although nobody ended it. */
  readonly onLost: (error: unknown) => void
}

export type StartThread = (shared: SharedArrayBuffer, events: ThreadEvents) => Thread

/** Young objects of one batch of events fit; what a bundle needs does too, three times over. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8 }

export const startWorkerThread: StartThread = (shared, { onMessage, onLost }) => {
  // Flags of the main thread (--eval, --inspect) are none of the worker's.
  const worker = new Worker(new URL('./sigma-worker.ts', import.meta.url), {
    workerData: shared,
    execArgv: [],
    resourceLimits,
  })
  let isEnding = false
  let failure: unknown = new Error('the thread ended')
  worker.on('message', onMessage)
  worker.on('error', (error) => {
    failure = error
  })
  worker.on('exit', () => {
    if (!isEnding) onLost(failure)
  })
  return {
    // A worker thread has no origin to name; the rule means windows.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (message) => worker.postMessage(message),
    end: async () => {
      isEnding = true
      await worker.terminate()
    },
  }
}
