/** Reads one file of the spool, which any account of the machine may have put there. */

import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import * as z from 'zod'
import type { Moment } from '#shared/domain/moment.ts'
import { id, text } from '#shared/protocol/limits.ts'
import { moment, reportCodePattern } from '#shared/protocol/record.ts'
import { readReportCode } from '#shared/text/report-code.ts'
import type { Clock } from '#shared/time/clock.ts'
import { maxSpooledBytes } from './spool-file.ts'
import type { SpooledPress } from './spool-file.ts'

export type FoundPress =
  /** `owner`: the user id that the kernel notes, -1 where it notes none. */
  | { readonly is: 'press'; readonly press: SpooledPress; readonly owner: number }
  /** Being written at this moment. */
  | { readonly is: 'unfinished' }
  | { readonly is: 'gone' }
  /** A file that holds no press: torn before anything was said to be saved, or not written by us. */
  | { readonly is: 'damaged'; readonly because: string }
  /** A link, a folder, a device: nothing of ours, and nothing to touch. */
  | { readonly is: 'foreign' }

const spooledPress = z.strictObject({
  id,
  code: z.string().regex(reportCodePattern),
  moment,
  account: text(64),
  drill: z.boolean(),
}) satisfies z.ZodType<SpooledPress>

/** A press that is not whole after this was torn by a power cut or a kill. */
const tornAfterMs = 10_000

/** How far a file's own time may lie from the press that it claims. */
const sameTimeWithinMs = 60_000

/** Rejects only where the disk does. */
export async function readSpooledPress(path: string, clock: Pick<Clock, 'now'>): Promise<FoundPress> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const stat = await file.stat()
    // A hard link to a file that only the agent may read would have it read for whoever made the link.
    if (!stat.isFile() || stat.nlink !== 1) return { is: 'foreign' }
    if (stat.size > maxSpooledBytes) return { is: 'damaged', because: 'too large' }
    const content = await file.readFile('utf8')
    if (!content.endsWith('\n'))
      return clock.now() - stat.ctimeMs < tornAfterMs ? { is: 'unfinished' } : { is: 'damaged', because: 'torn' }
    const parsed = spooledPress.safeParse(JSON.parse(content))
    if (!parsed.success || readReportCode(parsed.data.code) === undefined)
      return { is: 'damaged', because: 'not a press' }
    const press = { ...parsed.data, moment: provenMoment(parsed.data.moment, stat.ctimeMs) }
    return { is: 'press', press, owner: stat.uid }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { is: 'gone' }
    if (code === 'ELOOP' || code === 'ENXIO') return { is: 'foreign' }
    if (error instanceof SyntaxError) return { is: 'damaged', because: 'not a press' }
    throw error
  }
}

/** The press as claimed, or the file's change time, which no account can set: a forged press must not move the start of the two hours. */
const provenMoment = (claimed: Moment, ctimeMs: number): Moment =>
  Math.abs(claimed.at - ctimeMs) <= sameTimeWithinMs
    ? claimed
    : { at: Math.floor(ctimeMs), clockId: 'spool', monotonicMs: 0 }
