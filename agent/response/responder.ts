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
import type { CutRequest, Isolator } from './isolation/isolator.ts'
import { listeners } from './isolation/listeners.ts'
import { lastWord } from './last-word.ts'
import type { EvidenceState, EvidenceTaker } from './last-word.ts'
import { decide } from './policy.ts'
import type { AfterPress } from './policy.ts'
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
  release(request: { readonly by: Actor; readonly because: string }): Promise<Outcome>
  /** Stops the countdown. Its record (`cut-postponed`) is kept by the one who asks, before. */
  postpone(alert: string, postponement: Postponement): Outcome
  withdraw(alert: string): Outcome
  isolation(): Isolation
  countdown(alert: string): Countdown | undefined
  evidence(alert: string): EvidenceProgress | undefined
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

export function responder(options: ResponderOptions): Responder {
  const {
    isolator,
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
    cut: { alert?: string | undefined; by: Actor; because: string },
    kept?: KeptAt,
  ): Promise<void> {
    const { alert, by, because } = cut
    cutsComing++
    try {
      const acknowledged = await words.say(alert, kept)
      note('response/last-word', by, because, { alert: alert ?? '', acknowledged })
      await isolator.isolate({ scope: 'full', by, because, alert })
    } finally {
      cutsComing--
    }
  }

  async function respond(alert: Alert, kept: KeptAt | undefined, ageMs: number): Promise<void> {
    const { state, scope, rehearsal } = isolator.current()
    const isCutComing = cutsComing > 0 ? 'now' : counting.isRunning() ? 'counting' : 'no'
    const decision = decide(alert, { isolation: { state, scope, rehearsal }, isCutComing, afterPress, countdownMs })
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
        counting.begin(alert.id, Math.max(0, decision.ms - ageMs), () => {
          void lastWordAndCut({ alert: alert.id, by, because: zhCn.response.countdownOver }, kept)
        })
        await words.evidence(alert.id)
        return
      case 'cut':
        await lastWordAndCut(
          { alert: alert.id, by, because: alert.origin === 'operator' ? zhCn.response.pressedCut : alert.because },
          kept,
        )
    }
  }

  async function onAlert(alert: Alert, kept?: KeptAt, ageMs = 0): Promise<void> {
    await respond(alert, kept, ageMs).catch((error: unknown) => {
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
      await within(clock, evidenceWithinMs, words.evidence(request.alert))
      return isolator.isolate(request)
    },

    release: async ({ by, because }) => {
      try {
        const { state } = await isolator.release({ by, because })
        return state === 'connected' ? { ok: true } : { ok: false, because: zhCn.response.releaseUnderWay }
      } catch (error) {
        if (!isFault(error)) throw error
        return { ok: false, because: zhCn.faults[error.code].what }
      }
    },

    postpone: (alert, postponement) => {
      if (counting.of(alert)?.state !== 'running') return { ok: false, because: zhCn.response.noCountdown }
      counting.set(alert, { state: 'postponed', postponement })
      note('response/postponed', { kind: 'operator', account: '' }, postponement, { alert })
      return { ok: true }
    },

    withdraw: (alert) => {
      const { state, alert: cutFor } = isolator.current()
      if (state !== 'connected' && cutFor === alert) return { ok: false, because: zhCn.response.noCountdown }
      counting.set(alert, { state: 'over' })
      return { ok: true }
    },

    isolation: () => isolator.current(),
    countdown: (alert) => counting.of(alert),
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
        if (postponed !== undefined) counting.set(alert.id, { state: 'postponed', postponement: postponed })
        else void onAlert(alert, { epoch, sequence }, ageMs)
      }
    },

    start: (signal) => {
      const keep = (isolation: Isolation) => {
        options.keepSurely({ kind: 'isolation', isolation: { ...isolation, layers: [...isolation.layers] } })
      }
      const stop = isolator.onChange((isolation) => {
        if (isolation.state === 'isolated' || isolation.state === 'degraded') counting.allOver()
        keep(isolation)
        changed()
      })
      // What was applied again at start, before there was an outbox to tell it to.
      if (isolator.current().state !== 'connected') keep(isolator.current())
      signal.addEventListener('abort', stop)
    },
  }
}
