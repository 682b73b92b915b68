/** 启动码: printed where the server starts; lets the first-run ceremony be held, and lets a system administrator in anew who lost the authenticator. */

import { createHash, getRandomValues } from 'node:crypto'
import { oneTimeCode, readOneTimeCode } from '#shared/text/one-time-code.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Registry } from '../store/store.ts'

export const setupCodeHours = 24
const groups = [4, 4, 4]

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A one-time code that a person types: 60 bits. */
export const newOneTimeCode = (): string => oneTimeCode(groups, getRandomValues)

/** The hash of the code that was meant; nothing where it cannot be one. */
export function hashOfTyped(typed: string): string | undefined {
  const code = readOneTimeCode(typed, groups)
  return code === undefined ? undefined : hashOf(code)
}

/** The code is shown once; only its hash is kept. */
export async function makeSetupCode({
  registry,
  clock,
}: {
  readonly registry: Pick<Registry, 'putSetupCode'>
  readonly clock: Clock
}): Promise<string> {
  const code = newOneTimeCode()
  await registry.putSetupCode(hashOf(code), clock.now() + setupCodeHours * 3_600_000)
  return code
}
