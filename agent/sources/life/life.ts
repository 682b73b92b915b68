/** The life source: its own clock set, itself stopped or killed, each told now or at the next start. */

import type { StopReason } from '#shared/domain/event.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Emit, Source } from '../source.ts'
import type { LifeSign, Look } from './life-sign.ts'
import { clockOver, lossesOf, readSign, returned, stepBetween } from './life-sign.ts'

export interface LifeSourceOptions {
  readonly clock: Clock
  readonly log: Log
  /** The durable sign of life. */
  readonly file: DurableFile
  /** Milliseconds since boot, time asleep included; undefined where the machine does not tell. */
  readonly uptime: () => number | undefined
  /** Why a stop was asked for, from what the machine shows at that moment. */
  readonly stopReason: () => StopReason
  readonly lookMs?: number
  /** At most so often is something written. */
  readonly keepMs?: number
}

export function lifeSource(options: LifeSourceOptions): Source {
  const { clock, log, file, uptime, stopReason, lookMs = 10_000, keepMs = 60_000 } = options
  const words = zhCn.coverage.life
  let isStarted = false
  let isKept = true
  let losses: LifeSign['losses'] = { count: 0, sinceAt: 0 }
  let emit: Emit = () => {}

  const look = (): Look => ({ boot: clock.id, wall: clock.now(), uptimeMs: uptime() ?? clock.monotonic() })

  async function keep(at: Look, stopped?: StopReason): Promise<void> {
    const sign: LifeSign = { version: 1, ...at, losses, ...(stopped === undefined ? {} : { stopped }) }
    try {
      await file.write(`${JSON.stringify(sign)}\n`)
      isKept = true
    } catch (error) {
      isKept = false
      log.error('life/sign-not-kept', errorFields(error))
    }
  }

  const clockMoved = (byMs: number, across: 'looks' | 'restart' | 'reboot', { uptimeMs }: Look) =>
    emit({ kind: 'clock-moved', source: 'life', moment: momentOf(clock), byMs, across, uptimeMs: Math.round(uptimeMs) })

  async function compareWithLastTime(now: Look): Promise<void> {
    const text = await file.read()
    const sign = readSign(text)
    if (sign === undefined) {
      if (text !== undefined) log.error('life/sign-damaged')
      losses = { count: 0, sinceAt: now.wall }
      return
    }
    const moved = clockOver(sign, now)
    if (moved) clockMoved(moved.byMs, moved.across, now)
    const again = returned(sign, now, keepMs)
    const { count, sinceAt } = lossesOf(sign, now)
    losses = { count: again.losses === 0 ? count : again.losses, sinceAt }
    emit({ kind: 'agent-returned', source: 'life', moment: momentOf(clock), ...again })
  }

  return {
    name: 'life',
    emits: ['clock-moved', 'agent-stopping', 'agent-returned'],
    coverage() {
      if (!isStarted) return { state: 'off', because: zhCn.coverage.notStarted }
      if (!isKept) return { state: 'degraded', because: words.notKept }
      return uptime() === undefined
        ? { state: 'degraded', because: words.noUptime }
        : { state: 'full', because: words.full(keepMs / 1_000) }
    },
    async start(tell, signal) {
      emit = tell
      let before = look()
      await compareWithLastTime(before)
      await keep(before)
      let keptAt = clock.monotonic()
      isStarted = true
      const stop = every(clock, lookMs, async () => {
        const now = look()
        const byMs = stepBetween(before, now)
        before = now
        if (byMs !== 0) clockMoved(byMs, 'looks', now)
        if (clock.monotonic() - keptAt < keepMs) return
        keptAt = clock.monotonic()
        await keep(now)
      })
      signal.addEventListener('abort', stop, { once: true })
    },
    async leave(told) {
      if (!isStarted) return
      const reason = stopReason()
      emit({ kind: 'agent-stopping', source: 'life', moment: momentOf(clock), reason, told })
      await keep(look(), reason)
    },
  }
}
