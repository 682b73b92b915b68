/** The sign of life (生命迹象): both clocks and the boot, as kept on disk, and what it tells at the next start. */

import * as z from 'zod'
import type { AgentReturned, ClockMoved } from '#shared/domain/event.ts'
import { time } from '#shared/protocol/limits.ts'

const stopReason = z.enum(['asked', 'machine-off', 'upgrade'])

const lifeSign = z.strictObject({
  version: z.literal(1),
  /** `Clock.id`: the boot. */
  boot: z.string().max(64),
  wall: time,
  uptimeMs: z.number().min(0),
  /** In good order; left out while it runs. */
  stopped: stopReason.optional(),
  losses: z.strictObject({ count: z.number().int().min(0), sinceAt: time }),
})

export type LifeSign = z.infer<typeof lifeSign>

/** Undefined where there is none or it is damaged. */
export function readSign(text: string | undefined): LifeSign | undefined {
  try {
    return text === undefined ? undefined : lifeSign.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

export interface Look {
  readonly boot: string
  readonly wall: number
  /** Since boot, time asleep included: a machine that slept has not set its clock. */
  readonly uptimeMs: number
}

/** A clock that is drawn right without a step runs at most 500 ppm fast or slow (NTP, RFC 5905 §11.3). */
const slewed = (elapsedMs: number): number => 1_000 + elapsedMs * 500e-6

/** By how much the wall clock was set between two looks of one boot; 0 for none. */
export function stepBetween(before: Look, now: Look): number {
  const elapsedMs = now.uptimeMs - before.uptimeMs
  const byMs = now.wall - before.wall - elapsedMs
  return Math.abs(byMs) > slewed(Math.max(0, elapsedMs)) ? Math.round(byMs) : 0
}

/** A battery-backed clock loses seconds while the machine is off. */
const driftWhileOffMs = 60_000

export function clockOver(sign: LifeSign, now: Look): Pick<ClockMoved, 'byMs' | 'across'> | undefined {
  if (sign.boot === now.boot) {
    const byMs = stepBetween(sign, now)
    return byMs === 0 ? undefined : { byMs, across: 'restart' }
  }
  const byMs = now.wall - sign.wall
  return byMs < -driftWhileOffMs ? { byMs, across: 'reboot' } : undefined
}

const dayMs = 86_400_000

export type Returned = Omit<AgentReturned, 'kind' | 'source' | 'moment'>

/** What is told at the start. `apartMs`: how far signs of life are apart at most. */
export function returned(sign: LifeSign, now: Look, apartMs: number): Returned {
  const isSameBoot = sign.boot === now.boot
  const elapsedMs = isSameBoot ? now.uptimeMs - sign.uptimeMs : now.wall - sign.wall
  return {
    ended: sign.stopped ?? 'lost',
    boot: isSameBoot ? 'same' : 'another',
    lastSignAt: sign.wall,
    blindMs: Math.max(0, Math.round(elapsedMs)),
    uncertainMs: sign.stopped === undefined ? apartMs : 0,
    losses: sign.stopped === undefined ? lossesOf(sign, now).count + 1 : 0,
  }
}

/** The count of losses, begun anew every day. */
export const lossesOf = ({ losses }: LifeSign, now: Look): LifeSign['losses'] =>
  Math.abs(now.wall - losses.sinceAt) < dayMs ? losses : { count: 0, sinceAt: now.wall }
