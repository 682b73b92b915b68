/** 断网恢复码 at the terminal: shows a challenge while it is cut, takes the office's answer once, and does what that says. */

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor } from '#shared/domain/actor.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { nineDigits, readNineDigits, releaseActions, releasedForMs, releaseText } from '#shared/text/release-code.ts'
import type { ReadDigits, ReleaseAction, ReleaseQuestion } from '#shared/text/release-code.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { DurableFile } from '../machine/durable-file.ts'
import { momentOf } from '../machine/moment-of.ts'
import type { Isolator } from './isolation/isolator.ts'
import { listeners } from './isolation/listeners.ts'
import { oneAtATime } from './isolation/turns.ts'
import type { LeaseBook } from './lease.ts'
import type { Journal, Keeper } from './ports.ts'
import { asText, fromText, isAlive, livesForMs, nextTryInMs, recentTries, triesAtMost } from './release-challenge.ts'
import type { ReleaseChallenge } from './release-challenge.ts'

/** What S3 shows. */
export interface ReleaseSight {
  readonly sequence: number
  /** Eight digits and their check digit, ungrouped. */
  readonly challenge: string
  readonly triesLeft: number
  /** Until a try is free again; 0 while there is one. */
  readonly nextTryInMs: number
}

export type Entered =
  | { readonly ok: true; readonly action: ReleaseAction }
  | { readonly ok: false; readonly because: string }

export interface ReleaseDesk {
  /** Undefined while the terminal is not cut, or no challenge could be made durable yet. */
  sight(): ReleaseSight | undefined
  /** What a person typed. Throws `config/unwritable` or a fault of the outbox where it cannot be written down first; then nothing is opened. */
  enter(typed: string, account: string): Promise<Entered>
  /** The sequence of the code by which this release came about, also after a restart. */
  codeOf(isolation: Isolation): number | undefined
  onChange(listener: () => void): () => void
  /** Reads what is on disk; from here on a cut has a challenge. Never throws. */
  start(signal: AbortSignal): Promise<void>
}

export interface ReleaseDeskOptions {
  /** Id of this terminal. */
  readonly endpoint: string
  /** Agreed with the office: `identity/release-keys.ts`. */
  readonly keys: readonly Uint8Array[]
  readonly file: DurableFile
  readonly isolator: Pick<Isolator, 'current' | 'release' | 'onChange'>
  readonly lease: Pick<LeaseBook, 'begin' | 'end'>
  readonly keeper: Pick<Keeper, 'keep'>
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

/** Which action these nine digits stand for under this challenge; looks at all of them, whatever matches. */
export function actionOf(
  digits: string,
  question: ReleaseQuestion,
  keys: readonly Uint8Array[],
): ReleaseAction | undefined {
  const given = Buffer.from(digits)
  let found: ReleaseAction | undefined
  for (const key of keys) {
    for (const action of releaseActions) {
      const code = Buffer.from(nineDigits(createHmac('sha256', key).update(releaseText(question, action)).digest()))
      if (code.length === given.length && timingSafeEqual(code, given)) found = action
    }
  }
  return found
}

const retryMs = 5_000
const minuteMs = 60_000
const words = zhCn.response.release

export function releaseDesk(options: ReleaseDeskOptions): ReleaseDesk {
  const { endpoint, keys, file, isolator, lease, keeper, journal, clock, log } = options
  const changes = listeners<undefined>(log)
  const inTurn = oneAtATime()
  let current: ReleaseChallenge | undefined
  let cancelRenewal: Cancel = () => {}
  let stopped = false

  const isCut = () => {
    const { state } = isolator.current()
    return state !== 'connected' && state !== 'releasing'
  }
  const alive = () => (current !== undefined && isAlive(current, momentOf(clock)) ? current : undefined)

  async function write(next: ReleaseChallenge): Promise<void> {
    await file.write(asText(next))
    current = next
  }

  /** A challenge stands durably before anybody sees it, so that no sequence is ever shown with two. */
  async function challenge(): Promise<void> {
    if (stopped || !isCut() || alive() !== undefined) return
    const now = momentOf(clock)
    const made: ReleaseChallenge = {
      sequence: (current?.sequence ?? 0) + 1,
      challenge: nineDigits(options.randomBytes(new Uint8Array(8))),
      made: now,
      spent: false,
      tries: current === undefined ? [] : [...recentTries(current, now)],
      used: current?.used,
    }
    try {
      await write(made)
      renewIn(livesForMs)
    } catch (error) {
      log.error('release/no-challenge', errorFields(error))
      renewIn(retryMs)
    }
    changes.tell(undefined)
  }

  const challengeInTurn = () => void inTurn(challenge)

  function renewIn(ms: number): void {
    cancelRenewal()
    if (!stopped) cancelRenewal = clock.after(ms, challengeInTurn)
  }

  async function enter(typed: string, account: string): Promise<Entered> {
    const asked = alive()
    if (asked === undefined || !isCut()) return no(words.notWaiting)
    const read = readNineDigits(typed)
    // What cannot be a code tells a guesser nothing and costs no try.
    if (read.is !== 'whole') return no(unreadable(read))
    const now = momentOf(clock)
    const tries = recentTries(asked, now)
    const waitMs = nextTryInMs(tries, now)
    if (waitMs > 0) return no(words.wait(Math.ceil(waitMs / minuteMs)))
    // Counted before it is looked at: a restart in between gives no try back.
    const tried = { ...asked, tries: [...tries, now.monotonicMs] }
    await write(tried)
    const { sequence } = asked
    const action = actionOf(read.digits, { endpoint, sequence, challenge: asked.challenge }, keys)
    changes.tell(undefined)
    if (action === undefined) {
      note('release/wrong-code', account, words.wrongCode, { sequence })
      return no(words.wrong(triesAtMost - tried.tries.length))
    }
    if (action === 'settlement-only') return no(words.settlementOnly)
    return carryOut(action, tried, account)
  }

  async function carryOut(
    action: Exclude<ReleaseAction, 'settlement-only'>,
    asked: ReleaseChallenge,
    account: string,
  ): Promise<Entered> {
    const { sequence } = asked
    const because = words.because[action](sequence)
    const by: Actor = { kind: 'operator', account }
    // Spent, written down and on its way to the office before anything is opened; where one of them fails, nothing is.
    await write({ ...asked, spent: true, tries: asked.tries.slice(0, -1), used: { sequence, because } })
    try {
      await journal.append({
        step: 'release/code-used',
        by,
        because,
        moment: momentOf(clock),
        facts: { sequence, action },
      })
      await keeper.keep('urgent', { kind: 'release-code-used', sequence, action, account })
      if (action === 'stay') return { ok: true, action }
      if (action === 'release-4h') await lease.begin({ of: 'release', ms: releasedForMs })
      else await lease.end()
      const { state } = await isolator.release({ by, because })
      return state === 'connected' ? { ok: true, action } : no(zhCn.response.releaseUnderWay)
    } catch (error) {
      if (isFault(error)) log.error('release/not-carried-out', { sequence, ...errorFields(error) })
      throw error
    } finally {
      // Where it is still cut, the next call needs another one.
      await challenge()
      changes.tell(undefined)
    }
  }

  const note = (step: string, account: string, because: string, facts: Readonly<Record<string, number>>) => {
    journal
      .append({ step, by: { kind: 'operator', account }, because, moment: momentOf(clock), facts })
      .catch((error: unknown) => {
        log.error('response/not-journaled', errorFields(error))
      })
  }

  return {
    sight: () => {
      const asked = isCut() ? alive() : undefined
      if (asked === undefined) return undefined
      const now = momentOf(clock)
      const tries = recentTries(asked, now)
      return {
        sequence: asked.sequence,
        challenge: asked.challenge,
        triesLeft: Math.max(0, triesAtMost - tries.length),
        nextTryInMs: nextTryInMs(tries, now),
      }
    },
    enter: (typed, account) => inTurn(() => enter(typed, account)),
    codeOf: ({ because }) => (current?.used?.because === because ? current.used.sequence : undefined),
    onChange: (listener) => changes.add(listener),

    start: async (signal) => {
      const stop = isolator.onChange(challengeInTurn)
      signal.addEventListener('abort', () => {
        stopped = true
        stop()
        cancelRenewal()
      })
      await inTurn(async () => {
        current = await load(file, clock, log)
        const left = alive()
        if (left === undefined) await challenge()
        else renewIn(livesForMs - (clock.monotonic() - left.made.monotonicMs))
      })
    },
  }
}

/** A damaged file forgets the sequence: it goes on from a number above every count of challenges, the minutes since 1970. */
async function load(file: DurableFile, clock: Clock, log: Log): Promise<ReleaseChallenge | undefined> {
  try {
    const text = await file.read()
    return text === undefined ? undefined : fromText(text)
  } catch (error) {
    log.error('release/challenge-damaged', errorFields(error))
    const sequence = Math.floor(clock.now() / minuteMs)
    return { sequence, challenge: '0'.repeat(9), made: momentOf(clock), spent: true, tries: [] }
  }
}

const no = (because: string): Entered => ({ ok: false, because })

function unreadable(read: Exclude<ReadDigits, { is: 'whole' }>): string {
  switch (read.is) {
    case 'not-digits':
      return words.notDigits
    case 'wrong-length':
      return words.wrongLength(read.group)
    case 'misread':
      return words.misread
  }
}
