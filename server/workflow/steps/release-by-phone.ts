/** 断网恢复码: an officer lets a terminal back that no order reaches; written down before the code is shown, by two where it is 重大 (四(二)3). */

import type { Officer } from '#shared/domain/actor.ts'
import { readNineDigits } from '#shared/text/release-code.ts'
import { words } from '../acting.ts'
import { chainOf } from '../chain-of.ts'
import { isMajor } from '../guards.ts'
import { aboutEndpoint } from '../ownership.ts'
import type { CommandRefusal, Decision, Outcome, ReleaseAnswer, ReleaseAsked, ReleaseCodeMaker } from '../ports.ts'
import type { EndpointStanding, ReleaseCodeStanding } from '../situation.ts'
import type { Step } from '../step.ts'
import { permittedAs } from '../who.ts'

export interface ReleasingByPhone {
  readonly asked: ReleaseAsked
  readonly officer: Officer
  readonly now: number
  readonly codes: ReleaseCodeMaker
}

/** How long the first person's request waits for the second. */
const secondWithinMs = 30 * 60_000

export const releaseByPhone: Step<ReleasingByPhone, Outcome<ReleaseAnswer>> = {
  clause: '四(二)3',
  title: '制作断网恢复码',
  decide(situation, { asked, officer, now, codes }) {
    const { endpoint, sequence, action } = asked
    const standing = situation.endpoints.get(endpoint)
    if (!standing) return refused('unknown-endpoint')
    const about = aboutEndpoint(situation, endpoint)
    const as = permittedAs(situation.office, officer, 'release-code.make', about, now)
    if (as === undefined) return refused('not-permitted')
    const reason = words(asked.reason, 500)
    if (reason === '') return refused('reason-missing')
    const read = readNineDigits(asked.challenge)
    if (read.is !== 'whole') return refused('challenge-misread')
    // No isolation layer can narrow a full cut yet; a code that opens more than it says must not exist.
    if (action === 'settlement-only') return refused('release-action-unavailable')
    if (standing.releaseKey === undefined) return refused('release-key-unknown')

    const incident = standing.openIncident ?? standing.openDrill
    const course = situation.incidents.get(incident ?? '')?.course
    const decided = { endpoint, sequence, challenge: read.digits, action, reason, as }
    const entry = { subject: chainOf(incident, endpoint), at: now, actor: officer } as const
    const needsTwo = course !== undefined && isMajor(course) && action !== 'stay'
    const first = needsTwo ? askedBefore(standing, decided, officer, now) : undefined
    if (needsTwo && first === undefined)
      return {
        entries: [{ ...entry, happening: { kind: 'release-code-asked', ...decided } }],
        value: { ok: true, value: { awaiting: 'second-person' } },
      }
    const firstAskedBy = first?.by.kind === 'officer' ? first.by : undefined
    const code = codes.code(standing.releaseKey, { endpoint, sequence, challenge: read.digits }, action)
    return {
      entries: [{ ...entry, happening: { kind: 'release-code-made', firstAskedBy, ...decided } }],
      value: { ok: true, value: { code } },
    }
  },
}

/** The same request of somebody else, not long ago. */
const askedBefore = (
  { releaseCodes = [] }: EndpointStanding,
  decided: Pick<ReleaseCodeStanding, 'sequence' | 'challenge' | 'action'>,
  officer: Officer,
  now: number,
): ReleaseCodeStanding | undefined =>
  releaseCodes.findLast(
    (one) =>
      !one.made &&
      one.sequence === decided.sequence &&
      one.challenge === decided.challenge &&
      one.action === decided.action &&
      one.by.kind === 'officer' &&
      one.by.id !== officer.id &&
      now - one.at <= secondWithinMs,
  )

const refused = (refusal: CommandRefusal): Decision<Outcome<ReleaseAnswer>> => ({
  entries: [],
  value: { ok: false, refusal },
})
