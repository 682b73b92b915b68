/** Starts the worker thread and turns its replies into promises. */

import { Worker } from 'node:worker_threads'
import { Fault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { received } from './call.ts'
import type { Answer, Given, OperationName, Reply, WorkerTask } from './call.ts'

export interface WorkerThread {
  ask<Name extends OperationName>(operation: Name, ...given: Given<Name>): Promise<Answer<Name>>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Resolves when the file is open. Rejects as opening does. `onLost`: the thread ended although nobody closed it. */
export async function startWorker(task: WorkerTask, log: Log, onLost: () => void = () => {}): Promise<WorkerThread> {
  // Flags of the main thread (--eval, --inspect) are none of the worker's.
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task, execArgv: [] })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let ended: Fault | undefined
  let open = false

  const wait = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })

  worker.on('message', (reply: Reply) => {
    const one = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) one?.resolve(reply.value)
    else one?.reject(received(reply.error))
  })
  // Whoever waits must not wait for ever: without the worker nothing becomes durable any more.
  const end = (cause?: unknown): void => {
    ended ??= new Fault('store/not-durable', 'the store is closed', { cause })
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('error', (error) => {
    log.error('store/worker-failed', errorFields(error))
    end(error)
  })
  worker.on('exit', () => {
    end()
    if (open) onLost()
  })

  const call = async (operation: OperationName | 'close', given: readonly unknown[]): Promise<unknown> => {
    if (ended) throw ended
    const id = ++last
    const reply = wait(id)
    // A worker thread has no origin to name; the rule means windows.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage({ id, operation, given })
    return reply
  }

  try {
    await wait(0)
  } catch (error) {
    await worker.terminate()
    throw error
  }
  open = true
  return {
    ask: async <Name extends OperationName>(operation: Name, ...given: Given<Name>) =>
      (await call(operation, given)) as Answer<Name>,
    async close() {
      if (ended) return
      open = false
      await call('close', [])
      await worker.terminate()
    },
  }
}
