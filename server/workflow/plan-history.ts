/** What can happen to an incident under the plan (三–五), beside what its alerts and terminals tell. */

import type { Found, Phase } from '#shared/domain/incident.ts'
import type { IsolationScope } from '#shared/domain/isolation.ts'
import type { Role } from '#shared/domain/role.ts'
import type { FormFields, FormId } from './forms/form.ts'
import type { PlanEvent } from './transitions.ts'

/** 领导小组指令: what the leading group tells a unit to do (三(二), 五(二)2). Orders to terminals are something else. */
export interface Directive {
  readonly id: string
  /** `令-2026-0137-02` */
  readonly number: string
  readonly text: string
  /** An institution's or department's id, or `office` or `field-team`. */
  readonly unit: string
  readonly dueAt: number
  /** The resolution of a meeting (D06) that it comes from. */
  readonly meeting?: number | undefined
}

/** Which terminals are cut together (四(二)2); `all` are those that are there when it is ordered. */
export type IsolatedGroup =
  | { readonly kind: 'endpoints'; readonly endpoints: readonly string[] }
  | { readonly kind: 'institution'; readonly institution: string }
  | { readonly kind: 'all' }

export interface GroupIsolation {
  readonly id: string
  readonly group: IsolatedGroup
  readonly scope: IsolationScope
  readonly reason: string
}

export const custodyActs = ['collected', 'accessed', 'transferred', 'exported', 'verified', 'disposed'] as const
export type CustodyAct = (typeof custodyActs)[number]

export const alertClosings = ['false-positive', 'duplicate'] as const
export type AlertClosing = (typeof alertClosings)[number]

export type PlanHappening =
  | {
      readonly kind: 'phase-moved'
      readonly event: PlanEvent
      readonly from: Phase
      readonly to: Phase
      /** In which role; left out where the server did it by itself (a relapse). */
      readonly as?: Role | undefined
      readonly reason?: string | undefined
    }
  | {
      readonly kind: 'form-filed'
      readonly form: FormId
      /** Of this form in this incident, from 1. */
      readonly serial: number
      readonly as: Role
      readonly fields: FormFields
    }
  /** The Word document of a filed form was made, once; its bytes are kept under their SHA-256 and never made again. */
  | {
      readonly kind: 'document-released'
      readonly form: FormId
      readonly serial: number
      readonly sha256: string
      readonly bytes: number
      /** Hash of the chain's entry that the document was made from. */
      readonly head: string
    }
  /** A person whose seeing it counts opened it in the console, for the first time: these alerts, or an incident without any (三(一)2 被发现). */
  | {
      readonly kind: 'alert-seen'
      readonly alerts: readonly string[]
      readonly as: Role
      /** Of a role of one unit: which. */
      readonly unit?: string | undefined
    }
  | { readonly kind: 'report-signed-for'; readonly as: Role }
  /** Taken back by those who filed it: the text stays, the two hours run again from where they began (三(一)2). */
  | {
      readonly kind: 'initial-report-withdrawn'
      readonly serial: number
      readonly as: Role
      readonly reason: string
    }
  /** Returned to be completed: a valid report stays in time (三(一)2). */
  | { readonly kind: 'report-returned'; readonly reason: string }
  /** 核定: another moment at which it should have been found; both values stay (三(一)2). */
  | { readonly kind: 'found-proposed'; readonly found: number; readonly reason: string }
  | { readonly kind: 'found-decided'; readonly found: number; readonly agreed: boolean; readonly reason: string }
  | { readonly kind: 'comment-made'; readonly form: FormId; readonly as: Role; readonly text: string }
  | { readonly kind: 'directive-drafted'; readonly directive: Directive }
  | { readonly kind: 'directive-issued'; readonly directive: Directive; readonly as: Role }
  | { readonly kind: 'directive-signed-for'; readonly directive: string; readonly as: Role }
  | { readonly kind: 'directive-completed'; readonly directive: string; readonly as: Role; readonly text: string }
  /** By the one who issued it; nothing is owed any more, and the text stays. */
  | { readonly kind: 'directive-withdrawn'; readonly directive: string; readonly as: Role; readonly reason: string }
  /** 五(二)2 “影响应急行动效果”: a human judgement, with its reason. */
  | {
      readonly kind: 'directive-judged'
      readonly directive: string
      readonly impaired: boolean
      readonly reason: string
    }
  /** 批量断网: asked for by the office or the team, approved by the leader, or ordered by the deputy at once (四(二)2). */
  | {
      readonly kind: 'group-isolation-requested'
      readonly asked: GroupIsolation
      /** Terminals that it would reach at that moment. */
      readonly terminals: number
      readonly as: Role
    }
  | {
      readonly kind: 'group-isolation-decided'
      readonly request: string
      readonly approved: boolean
      readonly as: Role
      readonly reason: string
      /** Orders given in the same commit. */
      readonly orders: number
    }
  | {
      readonly kind: 'group-isolation-ordered'
      readonly asked: GroupIsolation
      readonly as: Role
      readonly orders: number
    }
  | { readonly kind: 'reconnection-requested'; readonly endpoint: string; readonly as: Role }
  | { readonly kind: 'reconnection-proposed'; readonly endpoint: string; readonly serial: number }
  | {
      readonly kind: 'reconnection-decided'
      readonly endpoint: string
      readonly approved: boolean
      readonly as: Role
      readonly reason: string
    }
  | { readonly kind: 'result-countersigned' }
  | { readonly kind: 'result-registered'; readonly number: string }
  | { readonly kind: 'statement-made'; readonly unit: string; readonly text: string }
  | { readonly kind: 'external-approved'; readonly form: FormId; readonly serial: number }
  /** Nothing is ever sent to the outside by itself: a person did, and says how (办法 第七条). */
  | {
      readonly kind: 'external-delivered'
      readonly form: FormId
      readonly serial: number
      readonly channel: string
      readonly receiver: string
      readonly receipt: string
      readonly deliveredAt: number
    }
  /** 并案: this one goes on in the other. */
  | { readonly kind: 'merged-into'; readonly incident: string }
  /** The other side: what the merged one brought, with the earlier of both moments. */
  | {
      readonly kind: 'absorbed'
      readonly incident: string
      readonly number: string
      readonly endpoints: readonly string[]
      readonly alerts: readonly string[]
      readonly found: Found
    }
  | { readonly kind: 'alert-linked'; readonly alert: string; readonly endpoint: string; readonly incident: string }
  | {
      readonly kind: 'alert-closing-proposed'
      readonly alert: string
      readonly closing: AlertClosing
      readonly of?: string | undefined
      readonly reason: string
    }
  | {
      readonly kind: 'alert-closed'
      readonly alert: string
      readonly closing: AlertClosing
      readonly of?: string | undefined
      readonly reason: string
    }
  /** The second person does not agree: the alert stands as it did before. */
  | { readonly kind: 'alert-closing-rejected'; readonly alert: string }
  /** 系统自动快报: unverified, at 110 minutes without a report; it replaces none (三(一)2, 四(一)2). */
  | { readonly kind: 'brief-sent'; readonly text: string; readonly to: readonly string[] }
  /** 暂定 no more, or another cutoff: the five working days end at another moment (四(三)). Nothing where no calendar covers it. */
  | {
      readonly kind: 'result-due-recomputed'
      readonly handledAt: number
      readonly before?: number | undefined
      readonly after?: number | undefined
      readonly provisional: boolean
      readonly because: string
    }
  /** A reminder that was due: sent once, whatever happened to the server in between. */
  | { readonly kind: 'reminded'; readonly reminder: string; readonly dueAt: number }
  | {
      readonly kind: 'custody-changed'
      /** Evidence ids, or the SHA-256 of a released document. */
      readonly items: readonly string[]
      readonly act: CustodyAct
      readonly as?: Role | undefined
      readonly receiver?: string | undefined
      readonly purpose?: string | undefined
      readonly sha256?: string | undefined
    }
