/** The worker thread's side of the store: answers one call after another, so that there is one writer and it may wait for the disk. */

import { parentPort, workerData } from 'node:worker_threads'
import { auditLedger } from './audit-ledger.ts'
import type { Call, OperationName, Operations, Reply, WorkerTask } from './call.ts'
import { sendable } from './call.ts'
import { credentials } from './credentials.ts'
import { openDatabase } from './database.ts'
import { deliveries } from './deliveries.ts'
import { histories } from './histories.ts'
import { lockBeside } from './lock.ts'
import { registry } from './registry.ts'

const port = parentPort
if (!port) throw new Error('this file runs in a worker thread')

const { file, exclusive } = workerData as WorkerTask
const reply = (message: Reply): void => port.postMessage(message)

try {
  const lock = exclusive ? lockBeside(file) : undefined
  const database = openDatabase(file)
  const operations: Operations = {
    ...histories(database),
    ...registry(database),
    ...credentials(database),
    ...deliveries(database),
    ...auditLedger(database),
  }
  port.on('message', (call: Call) => {
    if (call.operation === 'close') {
      database.close()
      lock?.close()
      reply({ id: call.id, ok: true, value: undefined })
      port.close()
    } else reply(answer(operations, call.id, call.operation, call.given))
  })
  reply({ id: 0, ok: true, value: undefined })
} catch (error) {
  reply({ id: 0, ok: false, error: sendable(error) })
}

function answer(operations: Operations, id: number, operation: OperationName, given: readonly unknown[]): Reply {
  try {
    if (operation === 'commit') {
      const results = operations.commit(...(given as Parameters<Operations['commit']>))
      return {
        id,
        ok: true,
        value: results.map((result) => (result.ok ? result : { ok: false, error: sendable(result.error) })),
      }
    }
    return { id, ok: true, value: (operations[operation] as (...given: readonly unknown[]) => unknown)(...given) }
  } catch (error) {
    return { id, ok: false, error: sendable(error) }
  }
}
