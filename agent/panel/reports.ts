/** Folds what was kept and what the office answered into the reports that the counter sees; after a restart the same from the outbox. */

import type { Alert } from '#shared/domain/alert.ts'
import type { IsolationState } from '#shared/domain/isolation.ts'
import type { Notice } from '#shared/protocol/frame.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { KeptReport } from './press-decision.ts'
import type { Kept, LaneCursor } from './ports.ts'

export interface ReportFacts {
  readonly alert: Alert
  /** Where the alert stands in the outbox: it is delivered once its lane is acknowledged up to here. */
  readonly place: { readonly epoch: string; readonly sequence: number }
  readonly savedAt: number
  readonly repeats: number
  readonly annotation?: Annotation | undefined
  readonly withdrawnAt?: number | undefined
  readonly postponement?: Postponement | undefined
  readonly evidenceKept: boolean
  readonly acknowledged: boolean
  /** Terminal wall clock; when the acknowledgement was heard in this run. */
  readonly acknowledgedAt?: number | undefined
  /** Office time, as all that a notice tells. */
  readonly receivedAt?: number | undefined
  readonly taken?: { readonly by: string; readonly at: number } | undefined
  readonly incident?: string | undefined
}

export interface Reports {
  /** Oldest first. */
  readonly all: readonly ReportFacts[]
  /** The isolation state that was kept before the last one: a release that ends in `isolated` did not succeed. */
  readonly isolationBefore: IsolationState | undefined
  readonly isolationLast: IsolationState | undefined
  /** What a restored notice or an early acknowledgement tells about an alert that is not folded yet. */
  readonly notices: ReadonlyMap<string, readonly Notice[]>
}

export const noReports: Reports = { all: [], isolationBefore: undefined, isolationLast: undefined, notices: new Map() }

/** How many the counter remembers; older ones are the office's. */
const remembered = 64

/** One more durable record. */
export function withKept(reports: Reports, record: Kept): Reports {
  const { body } = record
  switch (body.kind) {
    case 'alert':
      return withAlert(reports, body.alert, record)
    case 'report-repeated':
      return change(reports, body.alert, (facts) => ({ ...facts, repeats: Math.max(facts.repeats, body.times) }))
    case 'report-annotated':
      return change(reports, body.alert, (facts) => ({ ...facts, annotation: body.annotation }))
    case 'report-withdrawn':
      return change(reports, body.alert, (facts) => ({ ...facts, withdrawnAt: facts.withdrawnAt ?? record.moment.at }))
    case 'cut-postponed':
      return change(reports, body.alert, (facts) => ({ ...facts, postponement: body.postponement }))
    case 'evidence':
      return body.evidence.alert === undefined
        ? reports
        : change(reports, body.evidence.alert, (facts) => ({ ...facts, evidenceKept: true }))
    case 'isolation':
      return body.isolation.state === reports.isolationLast
        ? reports
        : { ...reports, isolationBefore: reports.isolationLast, isolationLast: body.isolation.state }
    case 'receipt':
    case 'release-code-used':
    case 'inventory':
    case 'dropped':
      return reports
  }
}

/** The office has everything of this lane up to its cursor. `at`: terminal wall clock, unknown where it was so before this run. */
export function withAcknowledged(reports: Reports, cursor: LaneCursor, at: number | undefined): Reports {
  if (!reports.all.some((facts) => isReached(facts, cursor))) return reports
  const all = reports.all.map((facts) =>
    isReached(facts, cursor) ? { ...facts, acknowledged: true, acknowledgedAt: at } : facts,
  )
  return { ...reports, all }
}

/** What became of an alert at the office; comes again after each welcome and may come before the alert is folded. */
export function withNotice(reports: Reports, notice: Notice): Reports {
  const earlier = (reports.notices.get(notice.alert) ?? []).filter(({ stage }) => stage !== notice.stage)
  const notices = new Map(reports.notices)
  notices.delete(notice.alert)
  notices.set(notice.alert, [...earlier, notice])
  for (const oldest of notices.keys()) {
    if (notices.size <= remembered) break
    notices.delete(oldest)
  }
  return change({ ...reports, notices }, notice.alert, (facts) => noticed(facts, notice))
}

/** What the press decision needs of them. */
export const pressesOf = (reports: Reports): readonly KeptReport[] =>
  reports.all
    .filter(({ alert }) => alert.origin === 'operator')
    .map(({ alert, withdrawnAt, repeats }) => ({
      alert: alert.id,
      raised: alert.raised,
      drill: alert.drill,
      withdrawn: withdrawnAt !== undefined,
      repeats,
    }))

function withAlert(reports: Reports, alert: Alert, record: Kept): Reports {
  if (reports.all.some((facts) => facts.alert.id === alert.id)) return reports
  const kept: ReportFacts = {
    alert,
    place: { epoch: record.epoch, sequence: record.sequence },
    savedAt: record.moment.at,
    repeats: 0,
    evidenceKept: false,
    acknowledged: false,
  }
  const facts = (reports.notices.get(alert.id) ?? []).reduce(noticed, kept)
  return { ...reports, all: [...reports.all, facts].slice(-remembered) }
}

const isReached = ({ place, acknowledged }: ReportFacts, cursor: LaneCursor) =>
  !acknowledged && place.epoch === cursor.epoch && place.sequence <= cursor.acknowledged

const noticed = (facts: ReportFacts, { stage, at, by, incident }: Notice): ReportFacts => {
  // A notice is itself the proof that the office has it, whatever became of the acknowledgement.
  const known = { ...facts, acknowledged: true, incident: incident ?? facts.incident }
  return stage === 'received' ? { ...known, receivedAt: at } : { ...known, taken: { by, at } }
}

function change(reports: Reports, alert: string, to: (facts: ReportFacts) => ReportFacts): Reports {
  const place = reports.all.findIndex((facts) => facts.alert.id === alert)
  const facts = reports.all[place]
  return facts === undefined ? reports : { ...reports, all: reports.all.with(place, to(facts)) }
}
