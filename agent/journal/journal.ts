/** 本机日志: what this agent did to this machine, one hash-chained line for each thing, durable and never changed. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Actor } from '#shared/domain/actor.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { canonicalJson } from '#shared/text/canonical-json.ts'
import { chainStart, firstBroken, linkAfter } from '#shared/text/hash-chain.ts'
import type { Link } from '#shared/text/hash-chain.ts'

export interface JournalEntry {
  /** `isolation/isolated`, `order/refused`, … */
  readonly step: string
  readonly by: Actor
  readonly because: string
  readonly moment: Moment
  readonly facts?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** The file below: a line is durable when `append` resolves. */
export interface JournalFile {
  lines(): Promise<readonly string[]>
  append(line: string): Promise<void>
}

export interface Verified {
  readonly entries: number
  /** Index of the first entry whose link does not hold; undefined where the chain holds. */
  readonly brokenAt: number | undefined
  /** Lines that are no entries: torn by a crash, or garbled. Each is visible here, whoever made it. */
  readonly unreadable: number
  /** The last link, for comparing with a checkpoint: a missing tail cannot be seen from inside. */
  readonly last: Pick<Link, 'index' | 'hash'>
}

export interface Journal {
  /** Resolves when the entry is durable; entries stand in the order of the calls. Rejects with `config/unwritable`. */
  append(entry: JournalEntry): Promise<void>
  verify(): Promise<Verified>
  entries(): Promise<readonly JournalEntry[]>
}

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const written = z.strictObject({
  link: z.strictObject({ index: z.number(), previousHash: z.string(), hash: z.string() }),
  body: z.looseObject({ step: z.string() }),
})

function read(line: string): z.infer<typeof written> | undefined {
  try {
    return written.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

export function journal(file: JournalFile): Journal {
  const readAll = async () => (await file.lines()).map(read)
  let turn: Promise<unknown> = Promise.resolve()
  let last: Pick<Link, 'index' | 'hash'> | undefined

  async function append(entry: JournalEntry): Promise<void> {
    last ??= (await readAll()).findLast((each) => each !== undefined)?.link ?? chainStart
    const link = linkAfter(last, entry, digest)
    // Unknown until the write is over: a line that failed half-way may stand there or not, and the file is asked again.
    last = undefined
    await file.append(canonicalJson({ link, body: entry }))
    last = link
  }

  return {
    append: (entry) => {
      const next = turn.then(() => append(entry))
      turn = next.catch(() => {})
      return next
    },
    verify: async () => {
      const all = await readAll()
      const entries = all.filter((each) => each !== undefined)
      return {
        entries: entries.length,
        brokenAt: firstBroken(entries, digest),
        unreadable: all.length - entries.length,
        last: entries.at(-1)?.link ?? chainStart,
      }
    },
    entries: async () =>
      (await readAll()).flatMap((each) => (each === undefined ? [] : [each.body as unknown as JournalEntry])),
  }
}
