/** 跟踪: what a terminal tells beside its alerts, put into the chain where it belongs (三(一)2, 四(二)1). */

import type { Actor } from '#shared/domain/actor.ts'
import type { Corrected, Moment } from '#shared/domain/moment.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { chainOf, chainOfAlert, incidentOfOrder, incidentOfReleaseCode, ownAlert } from '../chain-of.ts'
import type { Happening, Subject } from '../history.ts'
import type { Situation } from '../situation.ts'
import type { Step } from '../step.ts'

type Kind = Exclude<RecordBody['kind'], 'alert'>
type Body<K extends Kind> = Extract<RecordBody, { kind: K }>

export interface Observation {
  readonly endpoint: string
  readonly body: Body<Kind>
  readonly receivedAt: number
  /** Puts a moment of the terminal on the server's clock. */
  readonly correct: (moment: Moment) => Corrected
}

interface Told {
  readonly subject: Subject
  readonly actor: Actor
  readonly happening: Happening
}

type Reader<K extends Kind> = (
  situation: Situation,
  observation: Observation & { readonly body: Body<K> },
) => Told | undefined

const agent: Actor = { kind: 'agent' }
// The terminal knows who sat there; the wire names the account only where a person cut or released.
const operator: Actor = { kind: 'operator', account: '' }

/** What a person at the counter added to a report of this terminal; anything else is kept as a record and changes nothing. */
function added(situation: Situation, endpoint: string, alert: string, happening: Happening): Told | undefined {
  const standing = ownAlert(situation, endpoint, alert)
  return standing && { subject: chainOfAlert(standing), actor: operator, happening }
}

/** A cut by hand during an incident is part of it, whoever made it (三(一)3). */
const openAt = ({ endpoints }: Situation, endpoint: string): string | undefined => {
  const standing = endpoints.get(endpoint)
  return standing?.openIncident ?? standing?.openDrill
}

const readers: { readonly [K in Kind]: Reader<K> } = {
  'report-repeated': (situation, { endpoint, body }) => added(situation, endpoint, body.alert, body),
  'report-annotated': (situation, { endpoint, body }) => added(situation, endpoint, body.alert, body),
  // Who pressed takes it back; what the machine has seen nobody at the counter makes unseen, whatever a terminal says.
  'report-withdrawn': (situation, { endpoint, body }) =>
    ownAlert(situation, endpoint, body.alert)?.alert.origin === 'operator'
      ? added(situation, endpoint, body.alert, body)
      : undefined,
  'cut-postponed': (situation, { endpoint, body }) => added(situation, endpoint, body.alert, body),
  isolation: (situation, { endpoint, body: { isolation }, correct }) => ({
    subject: chainOf(
      incidentOfReleaseCode(situation, endpoint, isolation.releaseCode) ??
        ownAlert(situation, endpoint, isolation.alert)?.incident ??
        incidentOfOrder(situation, endpoint, isolation.order) ??
        openAt(situation, endpoint),
      endpoint,
    ),
    // An officer's hand is known from the order; a terminal's word for it would be hearsay.
    actor: isolation.by.kind === 'operator' ? isolation.by : agent,
    happening: { kind: 'isolation-changed', endpoint, isolation, since: correct(isolation.since) },
  }),
  'release-code-used': (situation, { endpoint, body: { sequence, action, account } }) => ({
    subject: chainOf(incidentOfReleaseCode(situation, endpoint, sequence) ?? openAt(situation, endpoint), endpoint),
    actor: { kind: 'operator', account },
    happening: { kind: 'release-code-used', endpoint, sequence, action },
  }),
  evidence: (situation, { endpoint, body: { evidence } }) => ({
    subject: chainOf(ownAlert(situation, endpoint, evidence.alert)?.incident, endpoint),
    actor: agent,
    happening: { kind: 'evidence-listed', endpoint, evidence },
  }),
  receipt: (situation, { endpoint, body: { receipt }, correct }) => ({
    subject: chainOf(incidentOfOrder(situation, endpoint, receipt.order), endpoint),
    actor: agent,
    happening: { kind: 'receipt-received', endpoint, receipt, carriedOut: correct(receipt.moment) },
  }),
  dropped: (_, { endpoint, body: { lane, dropped, from, to } }) => ({
    subject: chainOf(undefined, endpoint),
    actor: agent,
    happening: { kind: 'records-dropped', endpoint, lane, dropped, from, to },
  }),
  inventory: () => undefined,
}

export const observe: Step<Observation, undefined> = {
  clause: '三(一)2',
  title: '跟踪',
  decide(situation, observation) {
    // The map has one reader for each kind; the pairing is what the compiler cannot see.
    const read = readers[observation.body.kind] as Reader<Kind>
    const told = read(situation, observation)
    return { entries: told ? [{ ...told, at: observation.receivedAt }] : [], value: undefined }
  },
}
