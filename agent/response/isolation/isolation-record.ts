/** The durable record of an isolation: written before the machine is touched, read at start before anything else. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Actor } from '#shared/domain/actor.ts'
import { isolationScopes } from '#shared/domain/isolation.ts'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { within } from '../within.ts'
import { oneAtATime } from './turns.ts'

/** `intent` … `failed` all mean: this terminal is to be cut. Only `idle` and `releasing` do not. */
const isolationSteps = [
  'idle',
  'intent',
  'cutting',
  'verifying',
  'isolated',
  'degraded',
  'failed',
  'releasing',
] as const
export type IsolationStep = (typeof isolationSteps)[number]

const target = z.strictObject({
  adapter: z.strictObject({ name: z.string(), index: z.number(), mac: z.string(), guid: z.string().optional() }),
  gateway: z.strictObject({ address: z.string(), port: z.number() }),
})

// No narrower than what is written: a reason that is too long for a screen must not make a record damaged.
const by = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator'), account: z.string() }),
  z.strictObject({ kind: z.literal('officer'), id: z.string(), name: z.string() }),
  z.strictObject({ kind: z.literal('agent') }),
  z.strictObject({ kind: z.literal('server') }),
]) satisfies z.ZodType<Actor>

const schema = z.strictObject({
  version: z.literal(1),
  step: z.enum(isolationSteps),
  scope: z.enum(isolationScopes),
  by,
  because: z.string(),
  since: z.strictObject({ at: z.number(), clockId: z.string(), monotonicMs: z.number() }),
  alert: z.string().optional(),
  order: z.string().optional(),
  /** Unknown while no adapter could be found. */
  target: target.optional(),
})

export type IsolationRecord = Omit<z.infer<typeof schema>, 'version'>

export type LoadedRecord =
  | { readonly is: 'none' }
  | { readonly is: 'damaged'; readonly why: string }
  | { readonly is: 'kept'; readonly record: IsolationRecord }

export interface Recorder {
  /** Never throws: what cannot be read is damaged, and damaged counts as cut. */
  load(): Promise<LoadedRecord>
  /** True when the record is durable. False when the disk refuses or takes too long: a cut does not wait for it. */
  tryToKeep(record: IsolationRecord): Promise<boolean>
  /** Throws `config/unwritable` where the record cannot be made durable. */
  keep(record: IsolationRecord): Promise<void>
}

export interface RecorderOptions {
  readonly file: DurableFile
  readonly clock: Clock
  readonly log: Log
  /** How long a cut waits for the disk; default 500 ms. */
  readonly withinMs?: number | undefined
}

export function recorder({ file, clock, log, withinMs = 500 }: RecorderOptions): Recorder {
  // A write that was given up goes on below; the next one must not overtake it.
  const inTurn = oneAtATime()
  const write = (record: IsolationRecord) => inTurn(() => file.write(asText(record)))
  return {
    load: async () => {
      try {
        return fromText(await file.read())
      } catch (error) {
        return { is: 'damaged', why: error instanceof Error ? error.message : String(error) }
      }
    },
    tryToKeep: async (record) => {
      const kept = write(record).then(
        () => true,
        (error: unknown) => {
          log.error('isolation/not-recorded', errorFields(error))
          return false
        },
      )
      return (await within(clock, withinMs, kept)) ?? false
    },
    keep: write,
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Two lines: the hash, then the record, so that a flipped bit is seen and a person can still read it. */
function asText(record: IsolationRecord): string {
  const text = canonicalJson({ version: 1, ...record })
  return `${digest(text)}\n${text}\n`
}

function fromText(written: string | undefined): LoadedRecord {
  if (written === undefined) return { is: 'none' }
  const [hash, text = ''] = written.split('\n')
  if (digest(text) !== hash) return { is: 'damaged', why: 'the hash does not hold' }
  const { version: _version, ...record } = schema.parse(JSON.parse(text))
  return { is: 'kept', record }
}
