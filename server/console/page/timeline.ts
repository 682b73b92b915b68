/** Every happening as a line that a person can read; a kind without words does not compile. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { OrderRefusal, Receipt } from '#shared/domain/order.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { nearTime, timeOfDay } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan, faults } from '#shared/wording/zh-cn.ts'
import type { Entry, Happening, ReportedHappening } from '../../workflow/history.ts'
import { lengthInWords } from './lengths.ts'
import { ruleTitle } from './rule-title.ts'
import { describeOffice } from './timeline-office.ts'
import { describePlan } from './timeline-plan.ts'
import { plain } from './timeline-told.ts'
import type { Describe, Told, Tone } from './timeline-told.ts'

export interface TimelineLine {
  readonly position: number
  /** When it happened, server time: a terminal's own time is corrected. */
  readonly at: number
  readonly who: string
  readonly text: string
  readonly tone: Tone
  /** Corrections, lateness, hashes: what an auditor asks for. */
  readonly remarks: readonly string[]
}

const words = consolePage.timeline

const describeReported: Describe<ReportedHappening> = {
  'incident-received': ({ number, title, found, planVersion }) => ({
    text: words.incidentReceived(number, title),
    tone: 'alarm',
    remarks: [basisInWords(found), words.planVersion(planVersion)],
  }),
  'found-moved': ({ found }) => plain(words.foundMoved(timeOfDay(found.at), foundWord(found))),
  'alert-received': ({ alert, raised, detected, receivedAt }) => ({
    text:
      alert.origin === 'operator'
        ? words.reported(alert.code)
        : words.alertRaised(ruleTitle(alert.rule), alert.because),
    tone: 'alarm',
    happened: alert.origin === 'operator' ? raised : detected,
    remarks: [
      words.severity(consolePage.severities[alert.severity]),
      ...(alert.count > 1 ? [consolePage.duty.times(alert.count)] : []),
      ...(alert.drill ? [consolePage.drill] : []),
      ...lateness(raised.at, receivedAt),
    ],
  }),
  'alert-updated': ({ alert }) => ({
    text: words.alertUpdated(ruleTitle(alert.rule), alert.count),
    tone: 'alarm',
    remarks: [words.severity(consolePage.severities[alert.severity])],
  }),
  'alert-taken-over': () => ({ text: words.takenOver, tone: 'good' }),
  'report-repeated': ({ times }) => ({ text: words.repeated(times), tone: 'alarm' }),
  'report-annotated': ({ annotation }) => plain(words.annotated(consolePage.annotations[annotation])),
  'report-withdrawn': () => plain(words.withdrawn),
  'cut-postponed': ({ postponement }) => plain(words.postponed(consolePage.postponements[postponement])),
  'isolation-changed': ({ isolation, since }) => ({
    text: isolationText(isolation),
    tone: isolation.state === 'failed' || isolation.state === 'degraded' ? 'bad' : 'plain',
    happened: since,
    remarks: [
      words.isolationBy(actorName(isolation.by), isolation.because),
      ...(isolation.rehearsal ? [consolePage.isolation.rehearsal] : []),
    ],
  }),
  'evidence-listed': ({ evidence }) =>
    plain(words.evidence(evidence.file, evidence.parts.map(partInWords).join('、')), [words.sha256(evidence.sha256)]),
  'order-issued': ({ signed: { order, keyId } }) =>
    plain(
      order.action.kind === 'isolate'
        ? words.isolateOrder(consolePage.isolation.scopes[order.action.scope], order.reason)
        : words.releaseOrder(order.reason),
      [words.signature(keyId)],
    ),
  'terminal-key-seen': () => plain(words.terminalKeySeen),
  'release-code-asked': ({ action, sequence, reason }) =>
    plain(words.releaseCodeAsked(words.releaseActions[action], sequence, reason)),
  'release-code-made': ({ action, sequence, reason, firstAskedBy }) =>
    plain(words.releaseCodeMade(words.releaseActions[action], sequence, reason), [
      firstAskedBy && words.releaseCodeFirst(firstAskedBy.name),
    ]),
  'release-code-used': ({ action, sequence }) => plain(words.releaseCodeUsed(words.releaseActions[action], sequence)),
  'order-delivered': () => plain(words.delivered),
  'receipt-received': ({ receipt, carriedOut }) => ({ ...receiptTold[receipt.outcome](receipt), happened: carriedOut }),
  'records-dropped': ({ lane, dropped, from, to }) => ({
    text: words.dropped(
      dropped,
      (words.lanes as Readonly<Record<string, string>>)[lane] ?? lane,
      timeOfDay(from),
      timeOfDay(to),
    ),
    tone: 'bad',
  }),
  'note-added': ({ text }) => plain(text),
}

const describe: Describe<Happening> = { ...describeReported, ...describePlan, ...describeOffice }

const receiptTold: Record<Receipt['outcome'], (receipt: Receipt) => Pick<Told, 'text' | 'tone'>> = {
  'carried-out': () => ({ text: words.carriedOut, tone: 'good' }),
  failed: ({ because }) => ({ text: words.failed(faultWhat(because)), tone: 'bad' }),
  refused: ({ because }) => ({ text: words.refused(refusalWhat(because)), tone: 'bad' }),
}

/** A receipt carries a code; a code of a newer terminal is shown as it is. */
export const faultWhat = (code: string): string =>
  (faults as Readonly<Record<string, { readonly what: string }>>)[code]?.what ?? code

export const refusalWhat = (code: string): string =>
  (consolePage.orderRefusals as Readonly<Record<OrderRefusal, string>>)[code as OrderRefusal] ?? code

const missingMark = 'missing:'

function partInWords(part: string): string {
  if (part.startsWith(missingMark)) return words.missingPart(partInWords(part.slice(missingMark.length)))
  return (words.parts as Readonly<Record<string, string>>)[part] ?? part
}

/** Names of persons by their ids, where they are known. */
export type Names = ReadonlyMap<string, string>
const noNames: Names = new Map()

/** One entry as a line. */
export function timelineLine({ position, at, actor, happening }: Entry, names: Names = noNames): TimelineLine {
  const describeThis = describe[happening.kind] as (happening: Happening) => Told
  const { text, tone, happened, remarks = [] } = describeThis(happening)
  return {
    position,
    at: happened?.at ?? at,
    who: actorName(actor),
    text,
    tone,
    remarks: [...concerning(happening, actor, names), ...remarks, ...(happened ? correction(happened) : [])],
  }
}

/** Whom of the office it is about, where that is somebody else than who did it. */
function concerning(happening: Happening, actor: Actor, names: Names): readonly string[] {
  const person = personOf(happening)
  const name = person === undefined || (actor.kind === 'officer' && actor.id === person) ? undefined : names.get(person)
  return name === undefined ? [] : [consolePlan.inOffice.concerning(name)]
}

function personOf(happening: Happening): string | undefined {
  if (happening.kind === 'post-given') return happening.post.person
  if (happening.kind === 'delegation-granted') return happening.delegation.to
  return 'person' in happening && typeof happening.person === 'string' ? happening.person : undefined
}

/** In the order in which things happened; what arrived late stands where it belongs and says when it came. */
export function timeline(entries: readonly Entry[]): readonly TimelineLine[] {
  const lines = entries.map((entry) => timelineLine(entry))
  lines.sort((one, other) => one.at - other.at || one.position - other.position)
  return lines
}

export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'officer':
      return actor.name
    case 'operator':
      return consolePage.actors.operator(actor.account)
    case 'agent':
      return consolePage.actors.agent
    case 'server':
      return consolePage.actors.server
  }
}

export const foundWord = ({ basis }: Pick<Found, 'basis'>): string =>
  basis === 'found' ? consolePage.deadlines.found : consolePage.deadlines.shouldHaveBeenFound

const basisInWords = (found: Found): string => consolePage.deadlines.basis(timeOfDay(found.at), foundWord(found))

const isolationText = ({ state, scope }: Isolation): string =>
  state === 'connected'
    ? words.restored
    : words.isolation(consolePage.isolation[state], consolePage.isolation.scopes[scope])

const worthSayingMs = 2_000
const lateAfterMs = 60_000

/** The terminal's clock against the server's: `offsetMs` was added to it, so a fast clock has a negative one. */
function correction({ offsetMs, uncertaintyMs }: Corrected): string[] {
  const said: string[] = []
  if (offsetMs <= -worthSayingMs) said.push(words.clockFast(lengthInWords(-offsetMs)))
  if (offsetMs >= worthSayingMs) said.push(words.clockSlow(lengthInWords(offsetMs)))
  if (uncertaintyMs >= worthSayingMs) said.push(words.uncertain(lengthInWords(uncertaintyMs)))
  return said
}

const lateness = (raisedAt: number, receivedAt: number): string[] =>
  receivedAt - raisedAt < lateAfterMs
    ? []
    : [words.receivedLate(nearTime(receivedAt, raisedAt, consolePage.yesterday), lengthInWords(receivedAt - raisedAt))]
