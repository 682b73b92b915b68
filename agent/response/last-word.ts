/** What a terminal still does before it is cut: order-1 evidence, and a short wait for the office to have the alert. */

import type { Evidence } from '#shared/domain/evidence.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Keeper, KeptAt } from './ports.ts'
import { within } from './within.ts'

export interface EvidenceTaker {
  /** Undefined where it could not be kept. Never throws. */
  take(alert: string | undefined): Promise<Evidence | undefined>
}

export type EvidenceState = 'taking' | 'kept' | 'not-kept'

export interface LastWordOptions {
  readonly taker: EvidenceTaker
  readonly keeper: Keeper
  readonly clock: Clock
  readonly log: Log
  /** The most that evidence may delay a cut; it goes on behind it. */
  readonly evidenceWithinMs: number
  /** The most that the office's acknowledgement may delay a cut. */
  readonly acknowledgeWithinMs: number
  /** False where there is no line to the office at all: then nothing is waited for. */
  readonly isOfficeInReach: () => boolean
  readonly onEvidence: (alert: string | undefined, state: EvidenceState) => void
}

export interface LastWord {
  /** Takes evidence, once for an alert, and keeps its record; yields where the record stands. Never throws. */
  evidence(alert: string | undefined): Promise<KeptAt | undefined>
  /** Evidence and acknowledgement, both bounded. True where the office has the alert. Never throws, never takes longer than its bounds. */
  say(alert: string | undefined, kept: KeptAt | undefined): Promise<boolean>
}

export function lastWord(options: LastWordOptions): LastWord {
  const { taker, keeper, clock, log, evidenceWithinMs, acknowledgeWithinMs } = options
  const taken = new Map<string, Promise<KeptAt | undefined>>()

  async function takeAndKeep(alert: string | undefined): Promise<KeptAt | undefined> {
    options.onEvidence(alert, 'taking')
    try {
      const evidence = await taker.take(alert)
      if (evidence === undefined) {
        options.onEvidence(alert, 'not-kept')
        return undefined
      }
      const kept = await keeper.keep(
        'urgent',
        { kind: 'evidence', evidence: { ...evidence, parts: [...evidence.parts] } },
        evidence.moment,
      )
      options.onEvidence(alert, 'kept')
      return kept
    } catch (error) {
      log.error('response/evidence-not-recorded', { alert, ...errorFields(error) })
      options.onEvidence(alert, 'not-kept')
      return undefined
    }
  }

  function evidence(alert: string | undefined): Promise<KeptAt | undefined> {
    if (alert === undefined) return takeAndKeep(alert)
    const known = taken.get(alert)
    if (known !== undefined) return known
    const work = takeAndKeep(alert)
    taken.set(alert, work)
    return work
  }

  return {
    evidence,
    say: async (alert, kept) => {
      // The evidence record stands behind the alert's, and acknowledgements are cumulative: one wait covers both.
      const record = (await within(clock, evidenceWithinMs, evidence(alert))) ?? kept
      if (record === undefined || !options.isOfficeInReach()) return false
      try {
        return (await within(clock, acknowledgeWithinMs, keeper.acknowledged(record, acknowledgeWithinMs))) ?? false
      } catch (error) {
        log.error('response/acknowledgement-unknown', { alert, ...errorFields(error) })
        return false
      }
    },
  }
}
