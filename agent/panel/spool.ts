/** Drains the spool: presses that were made while the agent did not answer become reports, each exactly once. */

import { chmod, mkdir, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { every } from '#shared/time/clock.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { pressesPerMinute } from './press-decision.ts'
import type { ReportDesk } from './press.ts'
import { spoolFolder, spoolName } from './spool-file.ts'
import type { SpooledPress } from './spool-file.ts'
import { readSpooledPress } from './spooled-press.ts'

export interface SpoolOptions {
  readonly clock: Clock
  readonly log: Log
  readonly home: string
  readonly platform: string
  readonly desk: Pick<ReportDesk, 'press'>
}

export interface Spool {
  /** Takes what lies there; resolves with how many presses became, or already were, reports. */
  drain(): Promise<number>
  /** Drains now and every five seconds. */
  start(): Promise<Cancel>
}

const drainEveryMs = 5_000

/** In one pass; the rest waits for the next, so that a filled folder cannot hold the agent up. */
const filesPerPass = 64

/** Damaged files that are kept for the working group; more of them are somebody's noise. */
const keptAside = 32

const minuteMs = 60_000

/** Named by UUIDv7, so that sorted names are the order of the presses. */
const spooledName = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\.json$/

export function spool({ clock, log, home, platform, desk }: SpoolOptions): Spool {
  const folder = spoolFolder(home)
  const aside = join(home, 'state', 'spool-damaged')
  let lately: { readonly owner: number; readonly at: number }[] = []

  /** The command line writes one press in ten minutes; whoever writes more waits in the folder, and fills no outbox. */
  const tooMany = (owner: number) => {
    const now = clock.monotonic()
    lately = lately.filter(({ at }) => now - at < minuteMs)
    return lately.filter((taken) => taken.owner === owner).length >= pressesPerMinute
  }

  const takePress = async (name: string, press: SpooledPress, owner: number) => {
    if (tooMany(owner)) return 0
    const answer = await desk.press({
      account: press.account,
      drill: press.drill,
      via: 'spool',
      pressed: { id: press.id, code: press.code, moment: press.moment },
    })
    lately.push({ owner, at: clock.monotonic() })
    // Kept in the outbox under the same id: a kill right here only brings the file once more, and the desk knows it.
    await unlink(join(folder, name))
    log.info('panel/spool-drained', { alert: answer.alert, code: answer.code })
    return 1
  }

  const setAside = async (name: string, because: string) => {
    log.error('panel/spool-damaged', { file: name, because })
    await mkdir(aside, { recursive: true, mode: 0o700 })
    const full = (await readdir(aside)).length >= keptAside
    await (full ? unlink(join(folder, name)) : rename(join(folder, name), join(aside, name)))
    return 0
  }

  const takeFile = async (name: string): Promise<number> => {
    const found = await readSpooledPress(join(folder, name), clock)
    switch (found.is) {
      case 'press':
        return spoolName(found.press.id) === name
          ? takePress(name, found.press, found.owner)
          : setAside(name, 'the name is not its id')
      case 'damaged':
        return setAside(name, found.because)
      case 'unfinished':
      case 'gone':
      case 'foreign':
        return 0
    }
  }

  const drain = async () => {
    const names = await readdir(folder).catch(() => [])
    let taken = 0
    for (const name of names
      .filter((name) => spooledName.test(name))
      .toSorted()
      .slice(0, filesPerPass)) {
      try {
        taken += await takeFile(name)
      } catch (error) {
        log.error('panel/spool-not-drained', { file: name, ...errorFields(error) })
        // The outbox took this one not, so it takes the next not either; they stay where they are.
        if (isFault(error)) break
      }
    }
    return taken
  }

  return {
    drain,
    start: async () => {
      await mkdir(folder, { recursive: true })
      // mkdir's mode passes through the umask, chmod's does not.
      if (platform !== 'win32') await chmod(folder, 0o1777)
      await drain()
      return every(clock, drainEveryMs, async () => {
        await drain()
      })
    },
  }
}
