/** One server per store: a lock that the operating system drops when the process ends, however it ends. */

import { Fault } from '#shared/fault.ts'
import { connect } from './database.ts'
import type { Database } from './database.ts'
import { resultCode } from './failure.ts'

const busy = 5

/**
 * An exclusive transaction on an empty database beside the store, held until it is closed: SQLite's own file locks work
 * on every system it runs on, and a command line may still open the store itself. Throws `store/locked`.
 */
export function lockBeside(file: string): Database {
  const lock = connect(`${file}.lock`, 0)
  try {
    // Nothing is ever written to it: no journal that a killed process would leave behind.
    lock.exec('PRAGMA journal_mode = OFF')
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (resultCode(error) === busy) {
      throw new Fault('store/locked', `another server process uses ${file}`, { cause: error })
    }
    throw error
  }
}
