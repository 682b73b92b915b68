/** Takes the inventory of this computer a minute after the start and every twelve hours, in a child process that may fail. */

import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import type { Clock } from '#shared/time/clock.ts'
import { sleep } from '#shared/time/clock.ts'
import type { Command, CommandRunner } from '../machine/command.ts'
import { answers, inventoryOf } from './inventory-facts.ts'

export interface InventoryOptions {
  readonly clock: Clock
  readonly log: Log
  /** Its environment is fixed and clean; systeminformation finds its programs through that PATH. */
  readonly commands: CommandRunner
  /** How this program is started: Node and main.ts, or the single executable alone. The word `inventory` is put behind it. */
  readonly self: Command
  readonly keep: (body: RecordBody) => Promise<unknown>
  readonly firstAfterMs?: number
  readonly everyMs?: number
}

/** Then the child and all that it started are killed. */
const withinMs = 60_000

export class InventoryTaker {
  readonly #options: InventoryOptions

  constructor(options: InventoryOptions) {
    this.#options = options
  }

  /** Runs until the signal. A failed inventory is logged and tried again at the next turn. */
  async start(signal: AbortSignal): Promise<void> {
    const { clock, log, firstAfterMs = 60_000, everyMs = 12 * 3_600_000 } = this.#options
    await sleep(clock, firstAfterMs, signal)
    while (!signal.aborted) {
      await this.take().catch((error: unknown) => log.warn('inventory/not-taken', errorFields(error)))
      await sleep(clock, everyMs, signal)
    }
  }

  async take(): Promise<void> {
    const { commands, self, keep } = this.#options
    const { exitCode, stdout } = await commands.run([...self, 'inventory'], { withinMs })
    if (exitCode !== 0) throw new Error(`the inventory child ended with ${exitCode}`)
    // Libraries print warnings of their own; the answer is the last line.
    const said: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
    await keep({ kind: 'inventory', inventory: inventoryOf(answers.parse(said)) })
  }
}
