/** What SQLite's result codes mean to us: a disk that does not keep, a file in use, or a bug. */

import { Fault } from '#shared/fault.ts'

// https://www.sqlite.org/rescode.html, primary codes
const notDurable: Readonly<Record<number, string>> = {
  5: 'busy',
  6: 'locked',
  7: 'out of memory',
  8: 'read-only',
  10: 'input or output error',
  11: 'damaged',
  13: 'disk full',
  14: 'cannot open',
  26: 'not a database',
}

/** The primary result code of an error that SQLite raised. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}

/** `store/not-durable` where the disk or the file is to blame; anything else comes back as it was. */
export function asFault(error: unknown): unknown {
  const meaning = notDurable[resultCode(error) ?? -1]
  return meaning === undefined
    ? error
    : new Fault('store/not-durable', `the store could not be written: ${meaning}`, { cause: error })
}
