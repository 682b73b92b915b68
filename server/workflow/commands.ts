/** What a person may ask the plan to do, one kind a step; who may, and when, is decided by the steps. */

import type { FormFields, FormId } from './forms/form.ts'
import type { FactLine } from './forms/prefill.ts'
import type { IsolationScope } from '#shared/domain/isolation.ts'
import type { AlertClosing, CustodyAct, IsolatedGroup } from './plan-history.ts'
import type { PlanEvent } from './transitions.ts'

/** Everything but `register` and the alert's own is about one incident. */
export type PlanCommand =
  /** 接报 by telephone, notice or walk (D01): a new incident, or one more report of an open one. */
  | { readonly kind: 'register'; readonly fields: FormFields; readonly drill: boolean }
  /** An event of the plan, with the form that goes with it where there is one. */
  | {
      readonly kind: 'advance'
      readonly incident: string
      readonly event: PlanEvent
      readonly fields?: FormFields | undefined
      readonly reason?: string | undefined
      /** Of `merge`: where it goes on. */
      readonly into?: string | undefined
    }
  /** A form by itself, as often as it is repeatable. */
  | {
      readonly kind: 'file'
      readonly incident: string
      readonly form: FormId
      readonly fields: FormFields
      /** 事实, found by the server in every history that tells of it (D18); never of a person's making. */
      readonly facts?: readonly FactLine[] | undefined
    }
  | { readonly kind: 'comment'; readonly incident: string; readonly form: FormId; readonly text: string }
  /** 快报 to the leading group. */
  | { readonly kind: 'send-brief'; readonly incident: string; readonly text: string }
  /** By reading, never by a call of its own: a person whose seeing it counts has opened it (三(一)2 被发现). */
  | { readonly kind: 'see-incident'; readonly incident: string }
  /** The same of the alerts of a terminal that belong to no incident. */
  | { readonly kind: 'see-endpoint'; readonly endpoint: string }
  | { readonly kind: 'withdraw-report'; readonly incident: string; readonly reason: string }
  | { readonly kind: 'sign-for-report'; readonly incident: string }
  | { readonly kind: 'return-report'; readonly incident: string; readonly reason: string }
  | { readonly kind: 'propose-found'; readonly incident: string; readonly found: number; readonly reason: string }
  | { readonly kind: 'decide-found'; readonly incident: string; readonly agreed: boolean; readonly reason: string }
  | {
      readonly kind: 'draft-directive' | 'issue-directive'
      readonly incident: string
      /** Of one that was drafted, or left out for a new one. */
      readonly directive?: string | undefined
      readonly text: string
      readonly unit: string
      readonly dueAt: number
    }
  | { readonly kind: 'sign-for-directive'; readonly incident: string; readonly directive: string }
  | {
      readonly kind: 'complete-directive'
      readonly incident: string
      readonly directive: string
      readonly text: string
    }
  | {
      readonly kind: 'withdraw-directive'
      readonly incident: string
      readonly directive: string
      readonly reason: string
    }
  | {
      readonly kind: 'judge-directive'
      readonly incident: string
      readonly directive: string
      readonly impaired: boolean
      readonly reason: string
    }
  /** Ordered: by who may cut many terminals off alone; the orders go out in the same commit. */
  | {
      readonly kind: 'request-group-isolation' | 'order-group-isolation'
      readonly incident: string
      readonly group: IsolatedGroup
      readonly scope: IsolationScope
      readonly reason: string
    }
  /** Approved: the orders go out in the same commit. */
  | {
      readonly kind: 'decide-group-isolation'
      readonly incident: string
      readonly request: string
      readonly approved: boolean
      readonly reason: string
    }
  | { readonly kind: 'request-reconnection'; readonly incident: string; readonly endpoint: string }
  /** With form D13; the proposer is of the field team. */
  | {
      readonly kind: 'propose-reconnection'
      readonly incident: string
      readonly endpoint: string
      readonly fields: FormFields
    }
  /** Approved: a release order goes to the terminal in the same commit. */
  | {
      readonly kind: 'decide-reconnection'
      readonly incident: string
      readonly endpoint: string
      readonly approved: boolean
      readonly reason: string
    }
  | { readonly kind: 'countersign-result'; readonly incident: string }
  | { readonly kind: 'register-result'; readonly incident: string; readonly number: string }
  | { readonly kind: 'make-statement'; readonly incident: string; readonly unit: string; readonly text: string }
  | {
      readonly kind: 'approve-external'
      readonly incident: string
      readonly form: 'D19a' | 'D19b'
      readonly serial: number
    }
  | {
      readonly kind: 'record-external-delivery'
      readonly incident: string
      readonly form: 'D19a' | 'D19b'
      readonly serial: number
      readonly channel: string
      readonly receiver: string
      readonly receipt: string
      readonly deliveredAt: number
    }
  | {
      readonly kind: 'record-custody'
      readonly incident: string
      readonly items: readonly string[]
      readonly act: CustodyAct
      readonly receiver?: string | undefined
      readonly purpose?: string | undefined
      readonly sha256?: string | undefined
    }
  | { readonly kind: 'link-alert'; readonly alert: string; readonly incident: string }
  | {
      readonly kind: 'close-alert'
      readonly alert: string
      readonly closing: AlertClosing
      readonly of?: string | undefined
      readonly reason: string
    }
  /** The second person, at severity high and above. */
  | { readonly kind: 'confirm-alert-closing'; readonly alert: string; readonly agreed: boolean }

/** What a person gets back: where it stands now. */
export interface Acted {
  readonly incident?: string | undefined
  /** Serial of the form that was filed. */
  readonly serial?: number | undefined
  readonly directive?: string | undefined
  readonly order?: string | undefined
  /** Of a group isolation that was asked for. */
  readonly request?: string | undefined
  /** How many orders went out. */
  readonly orders?: number | undefined
}
