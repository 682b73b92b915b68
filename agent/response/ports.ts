/** What the response needs of the rest of the agent; wired in agent.ts, implemented by the outbox and the journal. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Moment } from '#shared/domain/moment.ts'
import type { RecordBody } from '#shared/protocol/record.ts'

/** Where a kept record stands, for asking whether the office has it. */
export interface KeptAt {
  readonly epoch: string
  readonly sequence: number
}

/** The part of the outbox that the response uses. */
export interface Keeper {
  /** Resolves only when the record is durable. */
  keep(lane: 'urgent', body: RecordBody, moment?: Moment): Promise<KeptAt>
  /** True once the office has it, false when `withinMs` passes first. */
  acknowledged(record: KeptAt, withinMs: number): Promise<boolean>
}

/** One thing that this agent did to this machine. */
export interface JournalEntry {
  /** `isolation/isolated`, `order/refused`, … */
  readonly step: string
  readonly by: Actor
  readonly because: string
  readonly moment: Moment
  readonly facts?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** The part of the journal that the response uses: resolves when the entry is durable. */
export interface Journal {
  append(entry: JournalEntry): Promise<void>
}
