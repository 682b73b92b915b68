/** 进程: what of the plan was done in one incident, folded from its history; guards, clocks, facts and documents look at it. */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Evidence } from '#shared/domain/evidence.ts'
import type { Found, Phase } from '#shared/domain/incident.ts'
import type { Role } from '#shared/domain/role.ts'
import type { FormFields, FormId } from './forms/form.ts'
import {
  changeDirective,
  changeReconnection,
  membersIn,
  withCut,
  withEndpoints,
  withoutApprovals,
} from './course-changes.ts'
import { isOfOffice } from './office-history.ts'
import type { CustodyAct, Directive, GroupIsolation } from './plan-history.ts'
import type { PlanEvent } from './transitions.ts'
import type { Placed } from './fold.ts'

export interface Move {
  readonly event: PlanEvent
  readonly from: Phase
  readonly to: Phase
  readonly by: Actor
  readonly as?: Role | undefined
  readonly at: number
  readonly reason?: string | undefined
  readonly position: number
}

export interface FiledForm {
  readonly form: FormId
  readonly serial: number
  readonly fields: FormFields
  readonly by: Actor
  readonly as: Role
  readonly at: number
  readonly position: number
  readonly document?: { readonly sha256: string; readonly bytes: number; readonly head: string } | undefined
  /** Taken back (D03 alone); the text stays. */
  readonly withdrawn?: Withdrawal | undefined
}

export interface Withdrawal {
  readonly by: Actor
  readonly at: number
  readonly reason: string
}

/** 批量断网: what was asked for, and what the leader said to it. */
export interface GroupIsolationStanding extends GroupIsolation {
  readonly requested: { readonly by: Actor; readonly at: number; readonly terminals: number }
  readonly decided?:
    | { readonly by: Actor; readonly at: number; readonly approved: boolean; readonly reason: string }
    | undefined
}

/** A person whose seeing it counts opened it for the first time. */
export interface Seeing {
  readonly by: Officer
  readonly as: Role
  /** Of a role of one unit: which. */
  readonly unit?: string | undefined
  readonly at: number
}

export interface DirectiveStanding {
  readonly directive: Directive
  readonly draftedAt?: number | undefined
  readonly issued?: { readonly by: Actor; readonly at: number } | undefined
  readonly signedFor?: { readonly by: Actor; readonly at: number } | undefined
  readonly completed?: { readonly by: Actor; readonly at: number; readonly text: string } | undefined
  readonly judged?: { readonly by: Actor; readonly impaired: boolean; readonly reason: string } | undefined
  readonly withdrawn?: Withdrawal | undefined
}

export interface Reconnection {
  readonly endpoint: string
  readonly requestedAt?: number | undefined
  readonly proposed?: { readonly by: Actor; readonly at: number; readonly serial: number } | undefined
  readonly decided?:
    | { readonly by: Actor; readonly at: number; readonly approved: boolean; readonly reason: string }
    | undefined
}

export interface CustodyStep {
  readonly at: number
  readonly by: Actor
  readonly as?: Role | undefined
  readonly act: CustodyAct
  readonly items: readonly string[]
  readonly receiver?: string | undefined
  readonly purpose?: string | undefined
  readonly sha256?: string | undefined
  readonly position: number
}

export interface Course {
  readonly moves: readonly Move[]
  /** Oldest first; the newest counts. */
  readonly forms: { readonly [Id in FormId]?: readonly FiledForm[] }
  /** Terminals of the incident, the one it began with first. */
  readonly endpoints: readonly string[]
  /** Terminals that were cut while the incident ran, whether each is cut as far as it last said, and since when it first was, in server time. */
  readonly cut: readonly { readonly endpoint: string; readonly now: boolean; readonly firstAt?: number | undefined }[]
  /** Persons of the field team, by the newest D09. */
  readonly team: readonly string[]
  readonly signedFor: readonly { readonly by: Officer; readonly as: Role; readonly at: number }[]
  /** Who opened it, each person once. */
  readonly seen: readonly Seeing[]
  readonly returns: readonly { readonly by: Actor; readonly at: number; readonly reason: string }[]
  readonly foundProposal?: { readonly found: number; readonly by: Actor; readonly reason: string } | undefined
  /** 核定值 beside the mechanical one, which stays. */
  readonly foundDecided?: { readonly found: number; readonly by: Actor; readonly at: number } | undefined
  readonly directives: readonly DirectiveStanding[]
  readonly groupIsolations: readonly GroupIsolationStanding[]
  readonly reconnections: readonly Reconnection[]
  readonly comments: readonly {
    readonly form: FormId
    readonly by: Actor
    readonly as: Role
    readonly at: number
    readonly text: string
  }[]
  readonly statements: readonly {
    readonly unit: string
    readonly by: Actor
    readonly at: number
    readonly text: string
  }[]
  readonly countersigned?: { readonly by: Actor; readonly at: number } | undefined
  /** 备案回执. */
  readonly registered?: { readonly by: Actor; readonly at: number; readonly number: string } | undefined
  readonly externalApprovals: readonly { readonly form: FormId; readonly serial: number; readonly at: number }[]
  readonly externalDeliveries: readonly {
    readonly form: FormId
    readonly serial: number
    readonly channel: string
    readonly receiver: string
    readonly receipt: string
    readonly deliveredAt: number
  }[]
  readonly mergedInto?: string | undefined
  readonly absorbed: readonly { readonly incident: string; readonly number: string; readonly found: Found }[]
  readonly evidence: readonly { readonly evidence: Evidence; readonly endpoint: string; readonly listedAt: number }[]
  readonly custody: readonly CustodyStep[]
  /** 快报 of the office, and the server's own (系统自动快报), oldest first. */
  readonly briefs: readonly {
    readonly at: number
    readonly by: Actor
    readonly text: string
    readonly to: readonly string[]
  }[]
  readonly reminded: readonly { readonly reminder: string; readonly dueAt: number; readonly at: number }[]
}

export const courseOf = (endpoint: string | undefined): Course => ({
  moves: [],
  forms: {},
  endpoints: endpoint === undefined ? [] : [endpoint],
  cut: [],
  team: [],
  signedFor: [],
  seen: [],
  returns: [],
  directives: [],
  groupIsolations: [],
  reconnections: [],
  comments: [],
  statements: [],
  externalApprovals: [],
  externalDeliveries: [],
  absorbed: [],
  evidence: [],
  custody: [],
  briefs: [],
  reminded: [],
})

/** The newest form of that number. */
export const newest = (course: Course, form: FormId): FiledForm | undefined => course.forms[form]?.at(-1)
/** The first: 续报 and 补正 never count instead of it. */
export const first = (course: Course, form: FormId): FiledForm | undefined => course.forms[form]?.[0]
/** 初报 as it stands, which is what counts for the two hours: the first that its authors have not taken back (三(一)2). */
export const standingReport = ({ forms }: Pick<Course, 'forms'>): FiledForm | undefined =>
  forms.D03?.find(({ withdrawn }) => withdrawn === undefined)
/** The newest move of that event. */
export const lastMove = (course: Course, event: PlanEvent): Move | undefined =>
  course.moves.findLast((move) => move.event === event)

/** A relapse or a reopening begins a new round: what was found and done before it proves nothing about what came after. */
export const startOfRound = ({ moves }: Course): number =>
  moves.findLast(({ event }) => event === 'relapse' || event === 'reopen')?.position ?? 0
/** The newest form of that number since the last relapse or reopening. */
export const newestOfRound = (course: Course, form: FormId): FiledForm | undefined =>
  course.forms[form]?.findLast(({ position }) => position > startOfRound(course))

/** 处理完毕时间, unless a relapse has undone it: the five working days run from here (四(三)). */
export function handledAt({ moves }: Course): number | undefined {
  const move = moves.findLast(({ event }) => event === 'handle' || event === 'relapse' || event === 'reopen')
  return move?.event === 'handle' ? move.at : undefined
}

/** The course after one more entry of its incident. */
export function advance(course: Course, { happening, actor: by, at, position }: Placed): Course {
  if (isOfOffice(happening)) return course
  switch (happening.kind) {
    case 'phase-moved': {
      const { event, from, to, as, reason } = happening
      const moved = { ...course, moves: [...course.moves, { event, from, to, by, as, at, reason, position }] }
      return event === 'relapse' || event === 'reopen' ? withoutApprovals(moved) : moved
    }
    case 'form-filed': {
      const { form, serial, fields, as } = happening
      const filed: FiledForm = { form, serial, fields, by, as, at, position }
      const forms = { ...course.forms, [form]: [...(course.forms[form] ?? []), filed] }
      return form === 'D09' ? { ...course, forms, team: membersIn(fields) } : { ...course, forms }
    }
    case 'document-released': {
      const { form, serial, sha256, bytes, head } = happening
      const released = (course.forms[form] ?? []).map((filed) =>
        filed.serial === serial ? { ...filed, document: { sha256, bytes, head } } : filed,
      )
      return { ...course, forms: { ...course.forms, [form]: released } }
    }
    case 'alert-received':
    case 'alert-linked':
      return withEndpoints(course, [happening.endpoint])
    case 'isolation-changed':
      return withCut(withEndpoints(course, [happening.endpoint]), happening)
    case 'evidence-listed': {
      const { evidence, endpoint } = happening
      return { ...course, evidence: [...course.evidence, { evidence, endpoint, listedAt: at }] }
    }
    case 'report-signed-for':
      return by.kind === 'officer'
        ? { ...course, signedFor: [...course.signedFor, { by, as: happening.as, at }] }
        : course
    case 'alert-seen':
      return by.kind === 'officer' && !course.seen.some((known) => known.by.id === by.id)
        ? { ...course, seen: [...course.seen, { by, as: happening.as, unit: happening.unit, at }] }
        : course
    case 'initial-report-withdrawn': {
      const { serial, reason } = happening
      const D03 = (course.forms.D03 ?? []).map((filed) =>
        filed.serial === serial ? { ...filed, withdrawn: { by, at, reason } } : filed,
      )
      return { ...course, forms: { ...course.forms, D03 } }
    }
    case 'report-returned':
      return { ...course, returns: [...course.returns, { by, at, reason: happening.reason }] }
    case 'found-proposed':
      return { ...course, foundProposal: { found: happening.found, by, reason: happening.reason } }
    case 'found-decided':
      return {
        ...course,
        foundProposal: undefined,
        ...(happening.agreed ? { foundDecided: { found: happening.found, by, at } } : {}),
      }
    case 'comment-made':
      return {
        ...course,
        comments: [...course.comments, { form: happening.form, by, as: happening.as, at, text: happening.text }],
      }
    case 'directive-drafted':
      return { ...course, directives: [...course.directives, { directive: happening.directive, draftedAt: at }] }
    case 'directive-issued': {
      const { directive } = happening
      const known = course.directives.some((one) => one.directive.id === directive.id)
      return known
        ? changeDirective(course, directive.id, { directive, issued: { by, at } })
        : { ...course, directives: [...course.directives, { directive, issued: { by, at } }] }
    }
    case 'directive-signed-for':
      return changeDirective(course, happening.directive, { signedFor: { by, at } })
    case 'directive-completed':
      return changeDirective(course, happening.directive, { completed: { by, at, text: happening.text } })
    case 'directive-judged': {
      const { impaired, reason } = happening
      return changeDirective(course, happening.directive, { judged: { by, impaired, reason } })
    }
    case 'directive-withdrawn':
      return changeDirective(course, happening.directive, { withdrawn: { by, at, reason: happening.reason } })
    case 'group-isolation-requested': {
      const { asked, terminals } = happening
      return {
        ...course,
        groupIsolations: [...course.groupIsolations, { ...asked, requested: { by, at, terminals } }],
      }
    }
    case 'group-isolation-decided': {
      const { request, approved, reason } = happening
      const decided = { by, at, approved, reason }
      return {
        ...course,
        groupIsolations: course.groupIsolations.map((one) => (one.id === request ? { ...one, decided } : one)),
      }
    }
    case 'reconnection-requested':
      // Asking anew begins anew: what was decided before was about another state of the terminal.
      return changeReconnection(course, happening.endpoint, () => ({ requestedAt: at }))
    case 'reconnection-proposed':
      return changeReconnection(course, happening.endpoint, ({ requestedAt }) => ({
        requestedAt,
        proposed: { by, at, serial: happening.serial },
      }))
    case 'reconnection-decided': {
      const { approved, reason } = happening
      return changeReconnection(course, happening.endpoint, (known) => ({
        ...known,
        decided: { by, at, approved, reason },
      }))
    }
    case 'result-countersigned':
      return { ...course, countersigned: { by, at } }
    case 'result-registered':
      return { ...course, registered: { by, at, number: happening.number } }
    case 'statement-made':
      return { ...course, statements: [...course.statements, { unit: happening.unit, by, at, text: happening.text }] }
    case 'external-approved': {
      const { form, serial } = happening
      return { ...course, externalApprovals: [...course.externalApprovals, { form, serial, at }] }
    }
    case 'external-delivered': {
      const { kind: _, ...delivery } = happening
      return { ...course, externalDeliveries: [...course.externalDeliveries, delivery] }
    }
    case 'merged-into':
      return { ...course, mergedInto: happening.incident }
    case 'absorbed': {
      const { incident, number, found, endpoints } = happening
      return withEndpoints({ ...course, absorbed: [...course.absorbed, { incident, number, found }] }, endpoints)
    }
    case 'brief-sent':
      return { ...course, briefs: [...course.briefs, { at, by, text: happening.text, to: happening.to }] }
    case 'reminded': {
      const { reminder, dueAt } = happening
      return { ...course, reminded: [...course.reminded, { reminder, dueAt, at }] }
    }
    case 'custody-changed': {
      const { kind: _, ...step } = happening
      return { ...course, custody: [...course.custody, { ...step, at, by, position }] }
    }
    // They change the alerts, the terminals and the incident itself, or stand in the history alone.
    case 'incident-received':
    case 'found-moved':
    case 'alert-updated':
    case 'alert-taken-over':
    case 'alert-closing-proposed':
    case 'alert-closing-rejected':
    case 'alert-closed':
    case 'report-repeated':
    case 'report-annotated':
    case 'report-withdrawn':
    case 'cut-postponed':
    case 'order-issued':
    case 'terminal-key-seen':
    case 'release-code-asked':
    case 'release-code-made':
    case 'release-code-used':
    case 'order-delivered':
    case 'receipt-received':
    case 'records-dropped':
    case 'note-added':
    case 'result-due-recomputed':
    case 'group-isolation-ordered':
      return course
    // What somebody wrote into the file need not be of any kind.
    default:
      return course
  }
}
