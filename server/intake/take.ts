/** What becomes of a batch of records: which are stored, what is made of them, and what each terminal is answered. Pure. */

import { correct } from '#shared/domain/moment.ts'
import type { ClockReading } from '#shared/domain/moment.ts'
import type { RecordFrame } from '#shared/protocol/frame.ts'
import type { Taken } from '../gateway/inbox.ts'
import type { ArrivedRecord } from '../store/store.ts'
import { applyNew } from '../workflow/fold.ts'
import type { NewEntry } from '../workflow/history.ts'
import { plan } from '../workflow/plan.ts'
import type { Decision } from '../workflow/ports.ts'
import type { Situation } from '../workflow/situation.ts'
import { admit } from './admit.ts'
import type { Admission } from './admit.ts'
import type { Cursors } from './cursors.ts'

export interface Arrival {
  readonly endpoint: string
  readonly institution: { readonly id: string; readonly name: string }
  readonly clock: ClockReading
  readonly record: RecordFrame
  readonly receivedAt: number
  /** The id of the incident, should it open one; empty where it cannot. */
  readonly incident: string
}

export interface Judged {
  readonly admission: Admission
  readonly taken: Taken
}

/** One after another: a record's fate depends on those before it in the same batch. `cursors` is a copy of this decision's own. */
export function take(
  situation: Situation,
  cursors: Cursors,
  arrivals: readonly Arrival[],
  lateAfterMs: number,
): Decision<readonly Judged[], ArrivedRecord> {
  const records: ArrivedRecord[] = []
  const entries: NewEntry[] = []
  let now = situation
  const value = arrivals.map((arrival): Judged => {
    const { endpoint, record, clock, receivedAt } = arrival
    const { epoch, sequence, lane, moment, body } = record
    const cursor = cursors.reached(endpoint, epoch)
    const arriving = { sequence, happenedAt: correct(moment, clock, receivedAt).at }
    const admission = admit(arriving, cursor, receivedAt, lateAfterMs)
    switch (admission.verdict) {
      case 'out-of-order':
        return { admission, taken: { ok: false, refusal: 'out-of-order' } }
      case 'repeat':
        return { admission, taken: { ok: true, epoch, sequence } }
      case 'new':
      case 'late': {
        cursors.move(endpoint, epoch, sequence)
        records.push({ endpoint, lane, epoch, sequence, moment, clock, receivedAt, body })
        const made = entriesOf(now, arrival)
        entries.push(...made)
        now = applyNew(now, made)
        return { admission, taken: { ok: true, epoch, sequence } }
      }
    }
  })
  return { records, entries, value }
}

function entriesOf(situation: Situation, arrival: Arrival): readonly NewEntry[] {
  const { endpoint, institution, clock, receivedAt, incident, record } = arrival
  const { body } = record
  if (body.kind !== 'alert') {
    return plan.observe.decide(situation, {
      endpoint,
      body,
      receivedAt,
      correct: (moment) => correct(moment, clock, receivedAt),
    }).entries
  }
  const { alert } = body
  const raised = correct(alert.raised, clock, receivedAt)
  const detected = correct(alert.detected, clock, receivedAt)
  return plan.receive.decide(situation, { alert, endpoint, institution, raised, detected, receivedAt, incident })
    .entries
}
