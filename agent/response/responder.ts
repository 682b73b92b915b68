/** Carries out what the policy decides: evidence, the last word to the office, the countdown, the cut; every step is kept and journaled. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Postponement } from '#shared/protocol/record.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { momentOf } from '../machine/moment-of.ts'
import { countdowns } from './countdowns.ts'
import type { Countdown } from './countdowns.ts'
import type { CutRequest, Isolator, ReleaseRequest } from './isolation/isolator.ts'
import { listeners } from './isolation/listeners.ts'
import { lastWord } from './last-word.ts'
import type { EvidenceState, EvidenceTaker } from './last-word.ts'
import type { Lease, LeaseBook } from './lease.ts'
import { automaticCutMs, decide, putOff } from './policy.ts'
import type { AfterPress, Decision } from './policy.ts'
import type { Journal, Keeper, KeptAt } from './ports.ts'
import type { KeepSurely } from './surely-kept.ts'
import { unfinished } from './unfinished.ts'
import type { KeptBody } from './unfinished.ts'
import { within } from './within.ts'

/** What came of asking for something. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly because: string }

export interface EvidenceProgress {
  readonly state: EvidenceState
  readonly done: number
  readonly of: number
  readonly remainingMs: number
}

export interface Responder {
  /** An alert became durable. Resolves when what it leads to at once is done; a countdown goes on behind it. Never throws. */
  onAlert(alert: Alert, kept?: KeptAt): Promise<void>
  /** The same for a press, without waiting. */
  pressed(alert: Alert, kept?: KeptAt): void
  /** A person's decision to cut now. Returns once the cut is under way. */
  cut(request: { readonly alert?: string | undefined; readonly by: Actor; readonly because: string }): Promise<Outcome>
  /** The office's decision: evidence first, in its bounds, then the cut as it was ordered. */
  isolate(request: CutRequest): Promise<Isolation>
  /** The office's decision to let it back; it ends a lease, since nothing is to end by itself any more. */
  letBack(request: ReleaseRequest): Promise<Isolation>
  release(request: { readonly by: Actor; readonly because: string }): Promise<Outcome>
  /** Stops the countdown, or prolongs it after an alert of a detector. Its record (`cut-postponed`) is kept by the one who asks, before. */
  postpone(alert: string, postponement: Postponement): Outcome
  withdraw(alert: string): Outcome
  isolation(): Isolation
  countdown(alert: string): Countdown | undefined
  evidence(alert: string): EvidenceProgress | undefined
  /** What ends by itself; nothing where a person has to end it. */
  lease(): { readonly of: 'cut' | 'release'; readonly remainingMs: number } | undefined
  onChange(listener: () => void): () => void
  /** After the isolator has resumed: goes on with what a restart interrupted. `records`: the urgent ones still on disk, oldest first. */
  resume(records: readonly KeptBody[]): void
  /** From here on every isolation step becomes a record; a cut that stands already is the first. */
  start(signal: AbortSignal): void
}

export interface ResponderOptions {
  readonly isolator: Isolator
  readonly keeper: Keeper
  readonly keepSurely: KeepSurely
  /** The end of automatic cuts and of 恢复4小时. */
  readonly lease: LeaseBook
  /** The code by which a release came about. */
  readonly releaseCodeOf?: ((isolation: Isolation) => number | undefined) | undefined
  readonly taker: EvidenceTaker
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly afterPress: AfterPress
  readonly countdownMs: number
  /** Default 2 s. */
  readonly acknowledgeWithinMs?: number | undefined
  /** Default 300 ms. */
  readonly evidenceWithinMs?: number | undefined
  readonly isOfficeInReach?: (() => boolean) | undefined
}

/** What had happened to an alert before a restart. */
interface Earlier {
  readonly ageMs: number
  readonly postponed: readonly Postponement[]
}

const nothingEarlier: Earlier = { ageMs: 0, postponed: [] }

const dayMs = 24 * 3_600_000

export function responder(options: ResponderOptions): Responder {
  const {
    isolator,
    lease,
    journal,
    clock,
    log,
    afterPress,
    countdownMs,
    evidenceWithinMs = 300,
    acknowledgeWithinMs = 2_000,
  } = options
  const changes = listeners<undefined>(log)
  const changed = () => {
    changes.tell(undefined)
  }
  const counting = countdowns(clock, changed)
  const evidenceStates = new Map<string, EvidenceState>()
  const words = lastWord({
    ...options,
    evidenceWithinMs,
    acknowledgeWithinMs,
    isOfficeInReach: options.isOfficeInReach ?? (() => true),
    onEvidence: (alert, state) => {
      if (alert === undefined) return
      evidenceStates.set(alert, state)
      changed()
    },
  })
  /** Cuts that are decided and not yet carried out. */
  let cutsComing = 0

  const note = (
    step: string,
    by: Actor,
    because: string,
    facts: Readonly<Record<string, string | number | boolean>>,
  ) => {
    journal.append({ step, by, because, moment: momentOf(clock), facts }).catch((error: unknown) => {
      log.error('response/not-journaled', errorFields(error))
    })
  }

  async function lastWordAndCut(
    cut: { alert?: string | undefined; by: Actor; because: string; endsAfterMs?: number | undefined },
    kept?: KeptAt,
  ): Promise<void> {
    const { alert, by, because, endsAfterMs } = cut
    cutsComing++
    try {
      // A cut waits for no disk; where the lease cannot be kept, this one has no end of its own.
      const leased = endsAfterMs === undefined ? lease.end() : lease.begin({ of: 'cut', ms: endsAfterMs, alert })
      leased.catch((error: unknown) => {
        log.error('lease/not-kept', errorFields(error))
      })
      const acknowledged = await words.say(alert, kept)
      note('response/last-word', by, because, { alert: alert ?? '', acknowledged })
      await isolator.isolate({ scope: 'full', by, because, alert })
    } finally {
      cutsComing--
    }
  }

  /** When each rule alerted, for what depends on its coming again; of this run, so that a restart errs to the milder side. */
  const alerted = new Map<string, readonly number[]>()
  function timesToday(rule: string): number {
    const now = clock.monotonic()
    const times = [...(alerted.get(rule) ?? []).filter((at) => now - at < dayMs), now]
    alerted.set(rule, times)
    return times.length
  }

  async function respond(alert: Alert, kept: KeptAt | undefined, earlier: Earlier): Promise<void> {
    const { state, scope, rehearsal } = isolator.current()
    const isCutComing = cutsComing > 0 ? 'now' : counting.isPressRunning() ? 'counting' : 'no'
    const posture = { isolation: { state, scope, rehearsal }, isCutComing, afterPress, countdownMs } as const
    const decision = decide(alert, { ...posture, timesToday: timesToday(alert.rule) })
    const by: Actor = alert.origin === 'operator' ? { kind: 'operator', account: '' } : { kind: 'agent' }
    log.info('response/decided', { alert: alert.id, do: decision.do, because: alert.because })
    note('response/decided', by, alert.because, { alert: alert.id, do: decision.do })
    switch (decision.do) {
      case 'nothing':
        if (alert.origin === 'operator') await words.evidence(alert.id)
        return
      case 'ask':
        counting.set(alert.id, { state: 'asking' })
        await words.evidence(alert.id)
        return
      case 'countdown':
        countDown(alert, by, decision, kept, earlier)
        await words.evidence(alert.id)
        return
      case 'cut':
        await lastWordAndCut(
          { alert: alert.id, by, because: alert.origin === 'operator' ? zhCn.response.pressedCut : alert.because },
          kept,
        )
    }
  }

  function countDown(
    alert: Alert,
    by: Actor,
    { ms, detected }: Extract<Decision, { do: 'countdown' }>,
    kept: KeptAt | undefined,
    { ageMs, postponed }: Earlier,
  ): void {
    const because =
      detected === undefined ? zhCn.response.countdownOver : zhCn.response.highCountdownOver(alert.because)
    // What a detector cut below critical ends by itself; a press is a person's decision.
    const endsAfterMs = detected === undefined ? undefined : automaticCutMs
    counting.begin(alert.id, { remainingMs: Math.max(0, ms - ageMs), detected }, () => {
      void lastWordAndCut({ alert: alert.id, by, because, endsAfterMs }, kept)
    })
    for (const postponement of postponed) postpone(alert.id, postponement)
  }

  function postpone(alert: string, postponement: Postponement): Outcome {
    const countdown = counting.of(alert)
    if (countdown?.state !== 'running') return { ok: false, because: zhCn.response.noCountdown }
    const put = putOff(countdown, postponement)
    switch (put.do) {
      case 'refuse':
        return {
          ok: false,
          because: put.because === 'no-more-pauses' ? zhCn.response.noMorePauses : zhCn.response.cannotCallOff,
        }
      case 'stop':
        counting.set(alert, { state: 'postponed', postponement })
        break
      case 'prolong':
        counting.prolong(alert, {
          remainingMs: put.remainingMs,
          detected: countdown.detected && { ...countdown.detected, pauses: put.pauses },
        })
    }
    note('response/postponed', { kind: 'operator', account: '' }, postponement, { alert })
    return { ok: true }
  }

  /** What ends by itself: an automatic cut is lifted, 恢复4小时 is cut again. */
  function onLeaseOver({ of, alert, ms }: Lease): void {
    const { state, alert: cutFor } = isolator.current()
    const by: Actor = { kind: 'agent' }
    void lease.end()
    if (of === 'release') {
      if (state === 'connected') void onlyLogged(lastWordAndCut({ by, because: zhCn.response.releaseOver }))
      return
    }
    // Another cut has come over it, or a person has let it back: nothing of this one is left to end.
    if (state === 'connected' || cutFor !== alert) return
    const because = zhCn.response.cutOver(Math.round(ms / 60_000))
    void onlyLogged(isolator.release({ by, because }))
  }

  const onlyLogged = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => {
      log.error('response/failed', errorFields(error))
    })

  async function onAlert(alert: Alert, kept?: KeptAt, earlier = nothingEarlier): Promise<void> {
    await respond(alert, kept, earlier).catch((error: unknown) => {
      log.error('response/failed', { alert: alert.id, ...errorFields(error) })
    })
  }

  return {
    onAlert: (alert, kept) => onAlert(alert, kept),
    pressed: (alert, kept) => void onAlert(alert, kept),

    cut: async ({ alert, by, because }) => {
      if (alert !== undefined) counting.set(alert, { state: 'over' })
      void lastWordAndCut({ alert, by, because }).catch((error: unknown) => {
        log.error('response/failed', errorFields(error))
      })
      return { ok: true }
    },

    isolate: async (request) => {
      // An officer's order over an automatic cut prolongs it: from here on it has no end of its own.
      void lease.end()
      await within(clock, evidenceWithinMs, words.evidence(request.alert))
      return isolator.isolate(request)
    },

    letBack: (request) => {
      void lease.end()
      return isolator.release(request)
    },

    release: async ({ by, because }) => {
      void lease.end()
      try {
        const { state } = await isolator.release({ by, because })
        return state === 'connected' ? { ok: true } : { ok: false, because: zhCn.response.releaseUnderWay }
      } catch (error) {
        if (!isFault(error)) throw error
        return { ok: false, because: zhCn.faults[error.code].what }
      }
    },

    postpone,

    withdraw: (alert) => {
      const { state, alert: cutFor } = isolator.current()
      if (state !== 'connected' && cutFor === alert) return { ok: false, because: zhCn.response.noCountdown }
      counting.set(alert, { state: 'over' })
      return { ok: true }
    },

    isolation: () => isolator.current(),
    countdown: (alert) => counting.of(alert),
    lease: () => {
      const current = lease.current()
      return current && { of: current.of, remainingMs: current.remainingMs }
    },
    evidence: (alert) => {
      const state = evidenceStates.get(alert)
      return state === undefined
        ? undefined
        : {
            state,
            done: state === 'kept' ? 1 : 0,
            of: 1,
            remainingMs: state === 'taking' ? evidenceWithinMs : 0,
          }
    },
    onChange: (listener) => changes.add(listener),

    resume: (records) => {
      for (const { alert, postponed, epoch, sequence, ageMs } of unfinished(records, momentOf(clock))) {
        const stopped = alert.origin === 'operator' ? postponed.at(-1) : undefined
        if (stopped !== undefined) counting.set(alert.id, { state: 'postponed', postponement: stopped })
        else void onAlert(alert, { epoch, sequence }, { ageMs, postponed })
      }
    },

    start: (signal) => {
      const keep = (isolation: Isolation) => {
        const releaseCode = isolation.by.kind === 'operator' ? options.releaseCodeOf?.(isolation) : undefined
        options.keepSurely({
          kind: 'isolation',
          isolation: {
            ...isolation,
            layers: [...isolation.layers],
            ...(releaseCode === undefined ? {} : { releaseCode }),
          },
        })
      }
      const stop = isolator.onChange((isolation) => {
        if (isolation.state === 'isolated' || isolation.state === 'degraded') counting.allOver()
        keep(isolation)
        changed()
      })
      // What was applied again at start, before there was an outbox to tell it to.
      if (isolator.current().state !== 'connected') keep(isolator.current())
      lease.start(onLeaseOver, signal)
      signal.addEventListener('abort', stop)
    },
  }
}
