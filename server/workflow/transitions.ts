/** The plan as a machine: which event leads from which phase to which, who may bring it about, and under which guards. Data, checked by `transitions.test.ts`. */

import type { Phase } from '#shared/domain/incident.ts'
import type { FormId } from './forms/form.ts'
import type { GuardName } from './guards.ts'
import type { Operation } from './permissions.ts'

export const planEvents = [
  'start-verifying',
  'report',
  'close-false',
  'merge',
  'reopen',
  'archive',
  'assess',
  'activate',
  'propose',
  'decline',
  'return-for-more',
  'form-team',
  'respond',
  'escalate',
  'begin-recovery',
  'relapse',
  'handle',
  'propose-end',
  'approve-end',
  'reject-end',
  'evaluate',
] as const
export type PlanEvent = (typeof planEvents)[number]

export interface Transition {
  readonly from: Phase
  readonly event: PlanEvent
  readonly to: Phase
  /** The line of the permission table that holds for it. */
  readonly operation: Operation
  /** Every one must hold; looked at in this order, the first that does not is the refusal. */
  readonly guards: readonly GuardName[]
  /** The form that goes with it; filed in the same act, or before. */
  readonly form?: FormId | undefined
  readonly clause: string
}

export const transitions: readonly Transition[] = [
  {
    from: 'received',
    event: 'start-verifying',
    to: 'verifying',
    operation: 'verification.file',
    guards: [],
    clause: '三(二)',
  },
  {
    from: 'received',
    event: 'report',
    to: 'reported',
    operation: 'initial-report.file',
    guards: [],
    form: 'D03',
    clause: '三(一)2',
  },
  {
    from: 'verifying',
    event: 'report',
    to: 'reported',
    operation: 'initial-report.file',
    guards: ['verified-as-real'],
    form: 'D03',
    clause: '三(一)2',
  },
  {
    from: 'verifying',
    event: 'close-false',
    to: 'false-alarm',
    operation: 'incident.close-false',
    guards: ['verified-as-false', 'second-person-where-grave'],
    clause: '三(二)',
  },
  { from: 'verifying', event: 'merge', to: 'merged', operation: 'incident.merge', guards: ['target-open'], clause: '' },
  {
    from: 'false-alarm',
    event: 'reopen',
    to: 'verifying',
    operation: 'false-alarm.reopen',
    guards: ['reason-given', 'no-other-open-incident'],
    clause: '三(二)',
  },
  {
    from: 'false-alarm',
    event: 'archive',
    to: 'archived',
    operation: 'incident.archive',
    guards: [],
    clause: '四(三)',
  },
  { from: 'reported', event: 'assess', to: 'assessing', operation: 'assessment.file', guards: [], clause: '四(一)2' },
  {
    from: 'reported',
    event: 'activate',
    to: 'activated',
    operation: 'activation.urgent',
    guards: ['decides-to-activate', 'reason-given'],
    form: 'D08',
    clause: '四(一)1',
  },
  {
    from: 'assessing',
    event: 'propose',
    to: 'proposed',
    operation: 'assessment.file',
    guards: ['assessed'],
    form: 'D07',
    clause: '四(一)2',
  },
  {
    from: 'proposed',
    event: 'activate',
    to: 'activated',
    operation: 'activation.decide',
    guards: ['decides-to-activate', 'not-the-proposer'],
    form: 'D08',
    clause: '四(一)1',
  },
  {
    from: 'proposed',
    event: 'decline',
    to: 'routine',
    operation: 'activation.decide',
    guards: ['decides-to-decline', 'not-the-proposer', 'reason-given'],
    form: 'D08',
    clause: '四(一)1',
  },
  {
    from: 'proposed',
    event: 'return-for-more',
    to: 'assessing',
    operation: 'activation.return',
    guards: ['reason-given'],
    clause: '四(一)2',
  },
  {
    from: 'activated',
    event: 'form-team',
    to: 'responding',
    operation: 'team.form',
    guards: ['team-of-the-office'],
    form: 'D09',
    clause: '二(二)',
  },
  {
    from: 'routine',
    event: 'respond',
    to: 'responding',
    operation: 'routine.respond',
    guards: ['team-of-the-office'],
    form: 'D09',
    clause: '二(二)',
  },
  {
    from: 'routine',
    event: 'escalate',
    to: 'assessing',
    operation: 'routine.escalate',
    guards: ['reason-given'],
    clause: '四(一)2',
  },
  {
    from: 'responding',
    event: 'begin-recovery',
    to: 'recovering',
    operation: 'recovery.begin',
    guards: ['examined', 'contained', 'eradicated'],
    clause: '四(二)3',
  },
  {
    from: 'recovering',
    event: 'relapse',
    to: 'responding',
    operation: 'incident.relapse',
    guards: ['reason-given'],
    clause: '四(二)3',
  },
  {
    from: 'handled',
    event: 'relapse',
    to: 'responding',
    operation: 'incident.relapse',
    guards: ['reason-given'],
    clause: '四(二)3',
  },
  {
    from: 'end-proposed',
    event: 'relapse',
    to: 'responding',
    operation: 'incident.relapse',
    guards: ['reason-given'],
    clause: '四(二)3',
  },
  {
    from: 'recovering',
    event: 'handle',
    to: 'handled',
    operation: 'handling.complete',
    guards: ['restored', 'all-reconnections-approved', 'passwords-changed-where-taken'],
    form: 'D14',
    clause: '四(二)3',
  },
  {
    from: 'handled',
    event: 'propose-end',
    to: 'end-proposed',
    operation: 'ending.propose',
    guards: ['team-has-given-its-opinion'],
    form: 'D16a',
    clause: '四(四)',
  },
  {
    from: 'end-proposed',
    event: 'approve-end',
    to: 'ended',
    operation: 'ending.decide',
    guards: ['agrees-to-the-end', 'not-the-proposer-of-the-end'],
    form: 'D16b',
    clause: '四(四)',
  },
  {
    from: 'end-proposed',
    event: 'reject-end',
    to: 'handled',
    operation: 'ending.decide',
    guards: ['reason-given'],
    clause: '四(四)',
  },
  {
    from: 'ended',
    event: 'evaluate',
    to: 'evaluated',
    operation: 'evaluation.file',
    guards: [],
    form: 'D17',
    clause: '五(一)2',
  },
  {
    from: 'ended',
    event: 'reopen',
    to: 'assessing',
    operation: 'incident.reopen',
    guards: ['reason-given', 'no-other-open-incident'],
    clause: '四(三)',
  },
  {
    from: 'evaluated',
    event: 'archive',
    to: 'archived',
    operation: 'incident.archive',
    guards: ['reported-to-the-group', 'result-filed-where-major', 'no-open-directive'],
    clause: '四(三)',
  },
]

/** Tables by the version of the plan that brought them; a version that changes nothing here has none of its own. */
const tables: Readonly<Record<number, readonly Transition[]>> = { 1: transitions }

/** The transitions that hold for an incident: it keeps the version of the plan it began with (二(一)1). */
export function transitionsOf(planVersion: number): readonly Transition[] {
  for (let version = planVersion; version > 1; version--) {
    const table = tables[version]
    if (table) return table
  }
  return transitions
}

export const transitionOf = (planVersion: number, from: Phase, event: PlanEvent): Transition | undefined =>
  transitionsOf(planVersion).find((one) => one.from === from && one.event === event)
