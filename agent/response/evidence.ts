/** Takes order-1 evidence (RFC 3227 §2.1: most volatile first) in bounded time and size, hashed and durable before it is told. */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Evidence } from '#shared/domain/evidence.ts'
import { Fault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import { writeDurably } from '../machine/durable-file.ts'
import { momentOf } from '../machine/moment-of.ts'
import type { EvidenceTaker } from './last-word.ts'

/** One kind of evidence. `hasTime` turns false when the budget is spent: then it yields what it has. */
export interface EvidencePart {
  readonly name: string
  readonly read: (hasTime: () => boolean) => unknown
}

export interface EvidenceOptions {
  /** `HOME/evidence`. */
  readonly folder: string
  /** Most volatile first. */
  readonly parts: readonly EvidencePart[]
  readonly clock: Clock
  readonly log: Log
  /** Fills and returns an array, as `crypto.getRandomValues` does. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
  /** For the reading; writing comes on top. Default 200 ms of the 300 that a cut may be delayed. */
  readonly readWithinMs?: number | undefined
  /** Default 2 MB. */
  readonly bytesAtMost?: number | undefined
}

/** Marks in `Evidence.parts` what could not be taken. */
export const missing = (part: string): string => `missing:${part}`

export function evidenceTaker(options: EvidenceOptions): EvidenceTaker {
  const { folder, parts, clock, log, random, readWithinMs = 200, bytesAtMost = 2_000_000 } = options

  async function take(alert: string | undefined): Promise<Evidence> {
    const moment = momentOf(clock)
    const id = uuid7(moment.at, random)
    const until = moment.monotonicMs + readWithinMs
    const texts: string[] = []
    const names: string[] = []
    let left = bytesAtMost - 1_024
    for (const { name, read } of parts) {
      const text = readPart(name, read, () => clock.monotonic() < until)
      const size = text === undefined ? 0 : Buffer.byteLength(text) + name.length + 4
      if (text === undefined || size > left) {
        names.push(missing(name))
        continue
      }
      left -= size
      texts.push(`${JSON.stringify(name)}:${text}`)
      names.push(name)
      // Between two parts the rest of the agent gets its turn: the link may be receiving the acknowledgement.
      await new Promise((resolve) => setImmediate(resolve))
    }
    const head = JSON.stringify({ version: 1, id, alert, moment, listed: names })
    const bytes = Buffer.from(`${head.slice(0, -1)},"parts":{\n${texts.join(',\n')}\n}}\n`, 'utf8')
    const file = `${fileTime(moment.at)}-${id.slice(-12)}.json`
    await writeDurably(join(folder, file), bytes)
    return {
      id,
      ...(alert === undefined ? {} : { alert }),
      file,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      moment,
      parts: names,
      tookMs: Math.round(clock.monotonic() - moment.monotonicMs),
    }
  }

  function readPart(name: string, read: EvidencePart['read'], hasTime: () => boolean): string | undefined {
    if (!hasTime()) return undefined
    try {
      return JSON.stringify(read(hasTime))
    } catch (error) {
      log.warn('evidence/part-missing', { part: name, ...errorFields(error) })
      return undefined
    }
  }

  return {
    take: async (alert) => {
      try {
        return await take(alert)
      } catch (cause) {
        const fault = new Fault('evidence/not-kept', 'the evidence could not be kept', { cause })
        log.error(fault.code, { alert, ...errorFields(fault) })
        return undefined
      }
    },
  }
}

/** `20261122-060507`, UTC, so that the files of a folder stand in order. */
const fileTime = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
