/** The challenge of a release by telephone and the tries of answering it, as they stand on disk. */

import * as z from 'zod'
import type { Moment } from '#shared/domain/moment.ts'
import { moment } from '#shared/protocol/record.ts'

const schema = z.strictObject({
  version: z.literal(1),
  sequence: z.number().int().min(1),
  /** Eight digits and their check digit. */
  challenge: z.string().regex(/^\d{9}$/),
  made: moment,
  /** Answered, or given up. */
  spent: z.boolean(),
  /** When codes were tried, by the monotonic clock that `made` names; of this challenge and of those before it. */
  tries: z.array(z.number()),
  /** The last release by a code, by which later reports of it are known. */
  used: z.strictObject({ sequence: z.number(), because: z.string() }).optional(),
})

export type ReleaseChallenge = Readonly<Omit<z.infer<typeof schema>, 'version'>>

export const livesForMs = 24 * 3_600_000
export const triesAtMost = 5
const triesWithinMs = 15 * 60_000

/** Dead once used, after a boot (another monotonic clock) and after 24 hours. */
export const isAlive = ({ spent, made }: ReleaseChallenge, now: Moment): boolean =>
  !spent && made.clockId === now.clockId && now.monotonicMs - made.monotonicMs < livesForMs

/** The tries that still count. */
export const recentTries = ({ made, tries }: ReleaseChallenge, now: Moment): readonly number[] =>
  made.clockId === now.clockId ? tries.filter((at) => now.monotonicMs - at < triesWithinMs) : []

/** How long until a try is free again; 0 where one is. */
export const nextTryInMs = (tries: readonly number[], now: Moment): number => {
  const blocking = tries.at(-triesAtMost)
  return blocking === undefined ? 0 : Math.max(0, blocking + triesWithinMs - now.monotonicMs)
}

export const asText = (challenge: ReleaseChallenge): string => `${JSON.stringify({ version: 1, ...challenge })}\n`

/** Throws where the text is damaged. */
export function fromText(text: string): ReleaseChallenge {
  const { version: _version, ...challenge } = schema.parse(JSON.parse(text))
  return challenge
}
