/** Every happening as a line that a person can read; a kind without words does not compile. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { OrderRefusal, Receipt } from '#shared/domain/order.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import { nearTime, timeOfDay } from '#shared/text/shanghai-time.ts'
import { consolePage, faults } from '#shared/wording/zh-cn.ts'
import type { Entry, Happening } from '../../workflow/history.ts'
import { lengthInWords } from './lengths.ts'
import { ruleTitle } from './rule-title.ts'

/** What a line looks like beside its words. */
export type Tone = 'plain' | 'alarm' | 'good' | 'bad'

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

type Told = Pick<TimelineLine, 'text' | 'tone'> & {
  readonly happened?: Corrected | undefined
  readonly remarks?: readonly string[] | undefined
}

type Describe = { readonly [Kind in Happening['kind']]: (happening: Extract<Happening, { kind: Kind }>) => Told }

const words = consolePage.timeline
const plain = (text: string, more: Omit<Told, 'text' | 'tone'> = {}): Told => ({ text, tone: 'plain', ...more })

const describe: Describe = {
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
    plain(words.evidence(evidence.file, evidence.parts.map(partInWords).join('、')), {
      remarks: [words.sha256(evidence.sha256)],
    }),
  'order-issued': ({ signed: { order, keyId } }) =>
    plain(
      order.action.kind === 'isolate'
        ? words.isolateOrder(consolePage.isolation.scopes[order.action.scope], order.reason)
        : words.releaseOrder(order.reason),
      { remarks: [words.signature(keyId)] },
    ),
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

/** One entry as a line. */
export function timelineLine({ position, at, actor, happening }: Entry): TimelineLine {
  const describeThis = describe[happening.kind] as (happening: Happening) => Told
  const { text, tone, happened, remarks = [] } = describeThis(happening)
  return {
    position,
    at: happened?.at ?? at,
    who: actorName(actor),
    text,
    tone,
    remarks: [...remarks, ...(happened ? correction(happened) : [])],
  }
}

/** In the order in which things happened; what arrived late stands where it belongs and says when it came. */
export function timeline(entries: readonly Entry[]): readonly TimelineLine[] {
  const lines = entries.map(timelineLine)
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
