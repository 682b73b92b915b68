/** The logs source: a system log that was emptied or removed, now or while the agent did not run, is told; a rotation is not. */

import * as z from 'zod'
import type { LogShrunk } from '#shared/domain/event.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import { count, time } from '#shared/protocol/limits.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Emit, Source } from '../source.ts'
import type { LogLook, LogReader, LogsSeen } from './log-look.ts'
import { archivesCleared, lossOf } from './log-look.ts'

const place = z.string().max(4_096)
const lookKept = z.strictObject({
  version: z.literal(1),
  at: time,
  logs: z.array(z.tuple([place, z.strictObject({ inode: count, bytes: count })])).max(64),
  archives: z.array(z.tuple([place, z.array(z.string().max(255)).max(10_000)])).max(16),
})

export interface LogsSourceOptions {
  readonly clock: Clock
  readonly log: Log
  readonly reader: LogReader
  /** The last look, for the next start. */
  readonly file: DurableFile
  readonly lookMs?: number
  readonly keepMs?: number
}

interface Seen extends LogsSeen {
  /** Wall clock before the look was taken. */
  readonly at: number
}

export function logsSource({ clock, log, reader, file, lookMs = 10_000, keepMs = 300_000 }: LogsSourceOptions): Source {
  const words = zhCn.coverage.logs
  let before: Seen | undefined
  let isKept = true
  let emit: Emit = () => {}

  const look = (): Seen => ({ at: clock.now(), ...reader.read() })

  async function keep({ at, logs, archives }: Seen): Promise<void> {
    try {
      await file.write(`${JSON.stringify({ version: 1, at, logs: [...logs], archives: [...archives] })}\n`)
      isKept = true
    } catch (error) {
      isKept = false
      log.error('logs/look-not-kept', errorFields(error))
    }
  }

  async function lastKept(): Promise<Seen | undefined> {
    const text = await file.read()
    if (text === undefined) return undefined
    try {
      const { at, logs, archives } = lookKept.parse(JSON.parse(text))
      return { at, logs: new Map(logs), archives: new Map(archives) }
    } catch (error) {
      log.error('logs/look-damaged', errorFields(error))
      return undefined
    }
  }

  function compare(earlier: Seen, now: Seen, elapsedMs: number, found: LogShrunk['found']): void {
    // Times of files are wall clock: a clock that was set back meanwhile must not make a fresh copy look old.
    const since = Math.min(earlier.at, now.at - elapsedMs) - 1_000
    const tell = (path: string, change: LogShrunk['change'], bytesBefore: number, bytesAfter: number) =>
      emit({
        kind: 'log-shrunk',
        source: 'logs',
        moment: momentOf(clock),
        path,
        change,
        bytesBefore,
        bytesAfter,
        found,
      })
    const isSame = (one: LogLook, other: LogLook | undefined) => other?.inode === one.inode && other.bytes >= one.bytes
    for (const [path, one] of earlier.logs) {
      const then = now.logs.get(path)
      if (isSame(one, then)) continue
      const change = lossOf(path, one, then, reader.kin(path), since)
      if (change !== undefined) tell(path, change, one.bytes, then?.bytes ?? 0)
    }
    for (const [folder, names] of earlier.archives)
      if (archivesCleared(names, now.archives.get(folder) ?? [])) tell(folder, 'removed', names.length, 0)
  }

  return {
    name: 'logs',
    emits: ['log-shrunk'],
    coverage() {
      if (before === undefined) return { state: 'off', because: zhCn.coverage.notStarted }
      if (before.logs.size === 0) return { state: 'off', because: words.none }
      return isKept
        ? { state: 'full', because: words.full(before.logs.size, lookMs / 1_000) }
        : { state: 'degraded', because: words.notKept }
    },
    async start(to, signal) {
      emit = to
      const kept = await lastKept()
      before = look()
      if (kept) compare(kept, before, 0, 'start')
      await keep(before)
      let keptAt = clock.monotonic()
      let lookedAt = clock.monotonic()
      const stop = every(clock, lookMs, async () => {
        const now = look()
        const monotonic = clock.monotonic()
        if (before) compare(before, now, monotonic - lookedAt, 'running')
        before = now
        lookedAt = monotonic
        if (monotonic - keptAt < keepMs) return
        keptAt = monotonic
        await keep(now)
      })
      signal.addEventListener('abort', stop, { once: true })
    },
    leave: async () => {
      if (before) await keep(look())
    },
  }
}
