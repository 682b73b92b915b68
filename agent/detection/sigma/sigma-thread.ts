/** The rules' side of the agent: hands events to the thread, takes findings back, and ends a thread that hangs on a rule. */

import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import { readingBundle } from '#shared/sigma/bundle-lines.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import type { FromThread, Loaded, NativeEvent, SigmaFinding, ThreadHealth } from './messages.ts'
import { askedPlace, progressPlace, sharedPlaces } from './messages.ts'
import type { StartThread, Thread } from './worker-thread.ts'
import { startWorkerThread } from './worker-thread.ts'

export interface SigmaThreadOptions {
  readonly clock: Clock
  readonly log: Log
  readonly onFindings: (findings: readonly SigmaFinding[]) => void
  readonly startThread?: StartThread
  /** Events that may wait to be judged; what comes on top is dropped and counted. */
  readonly waitingAtMost?: number
  /** A thread that judges nothing for so long, with events waiting, hangs. */
  readonly hangsAfterMs?: number
}

export interface SigmaCoverage {
  readonly rules: number
  /** Rules that hung or threw, and are not asked until the next bundle. */
  readonly benched: readonly string[]
  /** Events that nobody judged, because too many came at once or the thread had to be ended. */
  readonly unjudged: number
  readonly health: ThreadHealth
}

/** Events are sent together that come within so long. */
const batchMs = 20
const batchAtMost = 500

export class SigmaThread {
  readonly #options: SigmaThreadOptions
  readonly #shared = new SharedArrayBuffer(sharedPlaces * Int32Array.BYTES_PER_ELEMENT)
  readonly #places = new Int32Array(this.#shared)
  #thread: Thread | undefined
  /** The last one that was taken, the one that is offered now, and the one that the thread judges by. */
  #good: string | undefined
  #offered: string | undefined
  #running: string | undefined
  #loading: PromiseWithResolvers<Loaded> | undefined
  #batch: NativeEvent[] = []
  #cancelBatch: Cancel | undefined
  /** Sent and not yet answered. */
  #atThread = 0
  #unjudged = 0
  #rules = 0
  #hung: string[] = []
  #health: ThreadHealth = { groups: 0, forgottenGroups: 0, benched: [] }
  #lastProgress = { count: 0, at: 0 }

  constructor(options: SigmaThreadOptions) {
    this.#options = options
  }

  start(signal: AbortSignal): void {
    const { clock } = this.#options
    this.#startThread()
    const stop = every(clock, 1_000, () => this.#watch())
    signal.addEventListener(
      'abort',
      () => {
        stop()
        this.#cancelBatch?.()
        void this.#thread?.end()
        this.#thread = undefined
      },
      { once: true },
    )
  }

  /** Brings a bundle (`bundleText`, its signature verified) into use. What hung before gets another chance. */
  load(bundle: string): Promise<Loaded> {
    this.#loading?.resolve({ ok: false, rules: this.#rules, failures: ['another bundle came'], longestSliceMs: 0 })
    this.#loading = Promise.withResolvers()
    this.#hung = []
    this.#lastProgress = { count: this.#places[progressPlace] ?? 0, at: this.#options.clock.monotonic() }
    this.#offer(bundle)
    return this.#loading.promise
  }

  judge(event: NativeEvent): void {
    const { clock, waitingAtMost = 20_000 } = this.#options
    if (this.#atThread + this.#batch.length >= waitingAtMost) {
      this.#unjudged++
      return
    }
    this.#batch.push(event)
    if (this.#batch.length >= batchAtMost) this.#send()
    else this.#cancelBatch ??= clock.after(batchMs, () => this.#send())
  }

  coverage(): SigmaCoverage {
    const benched = [...this.#hung, ...this.#health.benched.map(({ rule }) => rule)]
    return { rules: this.#rules, benched, unjudged: this.#unjudged, health: this.#health }
  }

  #startThread(): void {
    const { startThread = startWorkerThread, log } = this.#options
    this.#places.fill(0)
    this.#atThread = 0
    this.#lastProgress = { count: 0, at: this.#options.clock.monotonic() }
    this.#thread = startThread(this.#shared, {
      onMessage: (message) => this.#hear(message),
      onLost: (error) => {
        log.error('detection/thread-lost', errorFields(error))
        this.#restart()
      },
    })
    this.#running = undefined
    const bundle = this.#offered ?? this.#good
    if (bundle !== undefined) this.#offer(bundle)
  }

  #offer(bundle: string): void {
    this.#offered = bundle
    this.#thread?.tell({ say: 'load', bundle, benched: this.#hung })
  }

  #send(): void {
    this.#cancelBatch?.()
    this.#cancelBatch = undefined
    if (this.#batch.length === 0) return
    this.#thread?.tell({ say: 'judge', events: this.#batch })
    this.#atThread += this.#batch.length
    this.#batch = []
  }

  #hear(message: FromThread): void {
    const { log, onFindings } = this.#options
    if (message.say === 'judged') {
      this.#atThread = Math.max(0, this.#atThread - message.events)
      this.#health = message.health
      if (message.findings.length > 0) onFindings(message.findings)
      return
    }
    const { loaded } = message
    const offered = this.#offered
    this.#offered = undefined
    this.#rules = loaded.rules
    if (loaded.ok) {
      this.#good = offered
      this.#running = offered
    } else {
      // A new thread has none to fall back on but the last good one.
      if (this.#running === undefined && this.#good !== undefined && this.#good !== offered) this.#offer(this.#good)
      log.warn('detection/bundle-refused', { failures: loaded.failures.length, first: loaded.failures[0] })
    }
    this.#loading?.resolve(loaded)
    this.#loading = undefined
  }

  /** Looks whether the thread goes on; ends it where it does not, and leaves out the rule that it was at. */
  #watch(): void {
    const { clock, log, hangsAfterMs = 5_000 } = this.#options
    const now = clock.monotonic()
    this.#thread?.tell({ say: 'tick', at: clock.now() })
    const count = Atomics.load(this.#places, progressPlace)
    const isBusy = this.#atThread > 0 || this.#offered !== undefined
    if (count !== this.#lastProgress.count || !isBusy) this.#lastProgress = { count, at: now }
    if (now - this.#lastProgress.at < hangsAfterMs) return
    const rule = this.#ruleAt(Atomics.load(this.#places, askedPlace))
    log.error('detection/thread-hung', { rule })
    if (rule !== undefined) this.#hung.push(rule)
    void this.#thread?.end()
    this.#restart()
  }

  #restart(): void {
    this.#unjudged += this.#atThread
    if (this.#thread) this.#startThread()
  }

  /** The id of the rule that has this number, from 1, in the thread. */
  #ruleAt(number: number): string | undefined {
    const bundle = this.#offered ?? this.#running
    if (number === 0 || bundle === undefined) return undefined
    const reading = readingBundle(bundle)
    for (let step = reading.next(); ; step = reading.next())
      if (step.done === true) return step.value.rules.filter(({ id }) => !this.#hung.includes(id))[number - 1]?.id
  }
}
