/** When the console rings: grave alerts until they are taken over, milder ones once, a lost connection once. */

import { atLeast } from '#shared/domain/severity.ts'
import type { AlertRow } from '../feed-frame.ts'
import type { Standing } from './feed-state.ts'

/** `urgent`: two tones. `notice`: one. */
export type Tone = 'urgent' | 'notice'

/** What has been rung for already. */
export interface Rung {
  readonly urgentAt: number | undefined
  readonly heard: ReadonlySet<string>
  readonly stale: boolean
}

export const nothingRung: Rung = { urgentAt: undefined, heard: new Set(), stale: false }

const repeatAfterMs = 10_000

/** `waiting`: alerts nobody has taken; `now`: any monotonic clock. Withdrawn ones are read, not rung for. */
export function alarm(
  rung: Rung,
  waiting: readonly AlertRow[],
  standing: Standing,
  now: number,
): { readonly tone: Tone | undefined; readonly rung: Rung } {
  const loud = waiting.filter(({ severity, withdrawnAt }) => withdrawnAt === undefined && atLeast(severity, 'medium'))
  const urgent = loud.filter(({ severity }) => atLeast(severity, 'high'))
  const fresh = loud.filter(({ id }) => !rung.heard.has(id))
  const heard = fresh.length === 0 ? rung.heard : new Set([...rung.heard, ...fresh.map(({ id }) => id)])
  const stale = standing === 'stale'

  const again = rung.urgentAt === undefined || now - rung.urgentAt >= repeatAfterMs
  if (urgent.length > 0 && (again || fresh.some(({ severity }) => atLeast(severity, 'high'))))
    return { tone: 'urgent', rung: { urgentAt: now, heard, stale } }

  const urgentAt = urgent.length > 0 ? rung.urgentAt : undefined
  const tone = fresh.length > 0 || (stale && !rung.stale) ? 'notice' : undefined
  return { tone, rung: { urgentAt, heard, stale } }
}
