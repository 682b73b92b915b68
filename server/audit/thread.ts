/** Runs one verification in a thread of its own, so that neither the event loop nor the store's one writer waits for it. */

import { Worker } from 'node:worker_threads'
import type { Examination } from './examine.ts'
import type { Report } from './verify.ts'

/** Nothing when it was aborted. Rejects when the thread breaks down, which no damaged store makes it do. */
export function examineInThread(examination: Examination, signal: AbortSignal): Promise<Report | undefined> {
  if (signal.aborted) return Promise.resolve(undefined)
  const worker = new Worker(new URL('./examining-worker.ts', import.meta.url), {
    workerData: examination,
    // Flags of the main thread (--eval, --inspect) are none of the worker's.
    execArgv: [],
  })
  const abort = () => void worker.terminate()
  signal.addEventListener('abort', abort)
  return new Promise<Report | undefined>((resolve, reject) => {
    worker.once('message', (report: Report) => resolve(report))
    worker.once('error', reject)
    worker.once('exit', () => {
      signal.removeEventListener('abort', abort)
      if (signal.aborted) resolve(undefined)
      else reject(new Error('the verification ended without a report'))
    })
  })
}
