/** The running audit: when a checkpoint is due, when everything is verified, and whom it tells. Nothing of it ever stops an alert. */

import type { AuditLedger } from '../store/audit-ledger.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import { calendarDay } from '#shared/text/shanghai-time.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { openAuditKey } from './audit-key.ts'
import type { AuditKey } from './audit-key.ts'
import { CheckpointWriter } from './checkpoint-writer.ts'
import type { Examination } from './examine.ts'
import { dailySentence, findingSentence } from './sentence.ts'
import { manifestSealer } from './manifest.ts'
import type { ManifestSealer } from './manifest.ts'
import { examineInThread } from './thread.ts'
import type { Report } from './verify.ts'

export interface AuditParts {
  readonly ledger: AuditLedger
  /** The database, the file of checkpoints and the folder of private keys. */
  readonly home: { readonly store: string; readonly checkpoints: string; readonly pki: string }
  readonly clock: Clock
  readonly log: Log
  readonly limits?: Partial<AuditLimits> | undefined
  /** In a thread of its own unless told. */
  readonly examine?: ((examination: Examination, signal: AbortSignal) => Promise<Report | undefined>) | undefined
}

export interface AuditLimits {
  /** A checkpoint after so many entries, */
  readonly entries: number
  /** and after so long, where anything is new. What is rewritten with fresh hashes in between is not seen. */
  readonly tickMs: number
  /** Verified once a day with the daily checkpoint; by this at the latest, should the wall clock stand or jump. */
  readonly verifyMs: number
}

/** The doors are closed, so every further one covers what one more turn of the store had still to do. */
const stopTries = 5

const usual: AuditLimits = { entries: 256, tickMs: 10 * 60_000, verifyMs: 25 * 3_600_000 }

export interface RunningAudit {
  /** Seals what leaves the office; nothing where the key is damaged, and then nothing may leave. */
  readonly sealer: ManifestSealer | undefined
  /** Takes up its rounds: the day's checkpoint and a verification at once, in the background. */
  start(onReport: (report: Report) => void): void
  /** So many entries were committed. */
  grew(entries: number): void
  /** Verifies now; nothing when the server stops meanwhile. */
  verify(): Promise<Report | undefined>
  /** Resolves when everything that was asked for until now has been done. */
  settled(): Promise<void>
  /** Seals the end; after every door is closed and before the store is. */
  close(): Promise<void>
}

/** Resolves when what is stored is sealed, or when it is logged why it could not be. Never rejects. */
export async function openAudit(parts: AuditParts): Promise<RunningAudit> {
  const running = new Running(parts, openKey(parts))
  await running.open()
  return running
}

/** Without its key a store is still verified, with that as a finding; a new key is never made in a damaged one's place. */
function openKey({ home, log }: AuditParts): AuditKey | undefined {
  try {
    return openAuditKey(home.pki)
  } catch (error) {
    log.error('audit/key-damaged', errorFields(error))
    return undefined
  }
}

class Running implements RunningAudit {
  readonly sealer: ManifestSealer | undefined
  readonly #parts: AuditParts
  readonly #limits: AuditLimits
  readonly #key: Uint8Array | undefined
  readonly #writer: CheckpointWriter | undefined
  readonly #stopping = new AbortController()
  #queue: Promise<unknown> = Promise.resolve()
  #verifying: Promise<Report | undefined> | undefined
  #entries = 0
  #verifiedAt = Number.NEGATIVE_INFINITY
  #cancel = () => {}
  #onReport: (report: Report) => void = () => {}

  constructor(parts: AuditParts, auditKey: AuditKey | undefined) {
    const { ledger, home, clock, limits } = parts
    this.#parts = parts
    this.#limits = { ...usual, ...limits }
    this.#key = auditKey?.key
    this.sealer = auditKey && manifestSealer(auditKey.key)
    this.#writer = auditKey && new CheckpointWriter({ ledger, file: home.checkpoints, auditKey, clock })
  }

  async open(): Promise<void> {
    await this.#inOrder('audit/checkpoint-not-written', async () => this.#writer?.open())
  }

  start(onReport: (report: Report) => void): void {
    this.#onReport = onReport
    // Not waited for: it may take a minute, and alerts are waiting at the door.
    void this.#tick()
    this.#cancel = every(this.#parts.clock, this.#limits.tickMs, () => this.#tick())
  }

  grew(entries: number): void {
    this.#entries += entries
    if (this.#entries < this.#limits.entries) return
    this.#entries = 0
    void this.#write('regular')
  }

  /** Whoever asks while one is under way gets that one: nobody can keep the server busy with it. */
  verify(): Promise<Report | undefined> {
    this.#verifying ??= this.#verifyNow().finally(() => (this.#verifying = undefined))
    return this.#verifying
  }

  async #verifyNow(): Promise<Report | undefined> {
    const { home, clock, log, examine = examineInThread } = this.#parts
    // Among the checkpoints, so that none is written between reading its two places.
    const report = await this.#inOrder('audit/not-verified', () =>
      examine({ store: home.store, checkpoints: home.checkpoints, key: this.#key }, this.#stopping.signal),
    )
    if (!report) return undefined
    this.#verifiedAt = clock.monotonic()
    for (const finding of report.findings.slice(0, 20))
      log.error('audit/finding', { what: finding.what, sentence: findingSentence(finding) })
    const { entries, records, checkpoints, beyond, total } = report
    const fields = { entries, records, checkpoints, beyond, total }
    if (total > 0) log.error('audit/found', fields)
    else log.info('audit/verified', fields)
    this.#onReport(report)
    return report
  }

  async settled(): Promise<void> {
    await this.#queue
  }

  async close(): Promise<void> {
    this.#cancel()
    this.#stopping.abort()
    const { ledger } = this.#parts
    await this.#inOrder('audit/checkpoint-not-written', async () => {
      // What was on its way when the doors closed may still be stored; left outside the stop it would accuse the next start.
      for (let tries = 0; tries < stopTries; tries++) {
        const sealed = await this.#writer?.write('stop')
        const { entries, records } = await ledger.reached()
        if (!sealed || (entries === sealed.entries.last && records === sealed.records.last)) return
      }
    })
  }

  async #tick(): Promise<void> {
    const { clock, log } = this.#parts
    const newDay = this.#writer !== undefined && calendarDay(clock.now()) !== this.#writer.day
    const written = await this.#write(newDay ? 'daily' : 'regular')
    if (written?.kind === 'daily') log.info('audit/daily-checkpoint', { sentence: dailySentence(written) })
    const overdue = clock.monotonic() - this.#verifiedAt >= this.#limits.verifyMs
    if (overdue || written?.kind === 'daily') await this.verify()
  }

  #write(kind: 'regular' | 'daily') {
    return this.#inOrder('audit/checkpoint-not-written', async () =>
      this.#stopping.signal.aborted ? undefined : this.#writer?.write(kind),
    )
  }

  /** One after another; what fails is logged, and tried again when it is due the next time. */
  #inOrder<T>(code: string, work: () => Promise<T>): Promise<T | undefined> {
    const done = this.#queue.then(work).catch((error: unknown) => {
      this.#parts.log.error(code, errorFields(error))
      return undefined
    })
    this.#queue = done
    return done
  }
}
