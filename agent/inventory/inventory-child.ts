/** The short-lived child that asks systeminformation: the only place of the agent that may, because it spawns programs and may hang. */

import { cpu, fsSize, mem, osInfo, system } from 'systeminformation'

interface Output {
  readonly out: (line: string) => void
}

/** A part that has not answered by then is left out. */
const partWithinMs = 20_000

const parts: Readonly<Record<string, () => Promise<unknown>>> = { osInfo, system, cpu, mem, fsSize: () => fsSize() }

/** The hidden command `inventory`: prints one line of JSON. A part that fails or hangs is missing from it. */
export async function printInventory(_args: readonly string[], { out }: Output): Promise<number> {
  const late = AbortSignal.timeout(partWithinMs)
  const answers = await Promise.all(
    Object.entries(parts).map(
      async ([name, ask]) => [name, await unlessLate(ask(), late).catch(() => undefined)] as const,
    ),
  )
  out(JSON.stringify(Object.fromEntries(answers)))
  // A program that hangs would hold this process until it is killed, and its answer would be lost with it.
  // oxlint-disable-next-line no-restricted-properties
  if (late.aborted) process.exit(0)
  return 0
}

function unlessLate<T>(answer: Promise<T>, late: AbortSignal): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  late.addEventListener('abort', () => resolve(undefined), { once: true })
  return Promise.race([answer, promise])
}
