/** Several statements as one; the lock is taken at once, so that a command line beside the server cannot slip in between. */

import type { Database } from './database.ts'
import { asFault } from './failure.ts'

/** Yields what the work yields once it is durable. Throws `store/not-durable`, or what the work threw; then nothing of it holds. */
export function together<T>(database: Database, work: () => T): T {
  try {
    database.exec('BEGIN IMMEDIATE')
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw asFault(error)
  }
}
