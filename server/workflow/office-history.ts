/** What can happen in the office itself: people, posts, settings, the calendar, its own forms, sign-ins, exports. One chain, subject `office`. */

import type { Role } from '#shared/domain/role.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { FormFields, FormId } from './forms/form.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** What is typed to sign in; unique among all who ever were. */
  readonly login: string
  readonly phone: string
}

/** 任职 (二(一)): a role for a time, with the document that gave it. */
export interface Post {
  readonly id: string
  readonly person: string
  readonly role: Exclude<Role, 'field-team'>
  /** For `department` and `institution`: which. */
  readonly unit?: string | undefined
  readonly from: number
  readonly to?: number | undefined
  /** 文号 of the appointment. */
  readonly document: string
}

/** 授权书 D23: the deputy decides in the leader's place, for a time. */
export interface Delegation {
  readonly id: string
  readonly to: string
  readonly scope: string
  readonly from: number
  readonly until: number
}

/** A shift of the duty roster: who is woken first. */
export interface Shift {
  readonly id: string
  readonly person: string
  readonly from: number
  readonly to: number
}

export const machineScopes = ['read', 'intake'] as const
export type MachineScope = (typeof machineScopes)[number]

/** 授意线索 (五(一)1): what a person hands in about somebody who told others to conceal or to delay; never computed, and no fact. */
export interface ProtectedStatement {
  readonly id: string
  readonly incident?: string | undefined
  /** Persons whom it is about, as far as the author names them. */
  readonly about: readonly string[]
  /** It is about the leader: then the leader does not read it. */
  readonly aboutLeader: boolean
  readonly text: string
}

/** 重要操作 that leave the office. */
export const exportKinds = [
  'incident-archive',
  'evidence',
  'audit',
  'registry',
  'statistics',
  'document',
  'protected-statement',
] as const
export type ExportKind = (typeof exportKinds)[number]

export type OfficeHappening =
  | { readonly kind: 'person-added'; readonly person: Person }
  | { readonly kind: 'person-changed'; readonly person: Person }
  | { readonly kind: 'account-disabled'; readonly person: string; readonly reason: string }
  | { readonly kind: 'account-enabled'; readonly person: string }
  /** Only that it happened: no secret is ever in a history. */
  | { readonly kind: 'credentials-set'; readonly person: string; readonly what: 'password' | 'totp' | 'both' | 'reset' }
  | { readonly kind: 'post-given'; readonly post: Post }
  | { readonly kind: 'post-ended'; readonly post: string; readonly to: number; readonly document: string }
  | { readonly kind: 'signed-in'; readonly person: string; readonly address: string }
  | {
      readonly kind: 'signed-out'
      readonly person: string
      readonly because: 'asked' | 'idle' | 'revoked' | 'disabled'
    }
  /** What was typed as the login is kept only where it is a login that exists: people type passwords there. */
  | {
      readonly kind: 'sign-in-refused'
      readonly person?: string | undefined
      readonly address: string
      readonly why: string
    }
  | { readonly kind: 'account-locked'; readonly person: string; readonly until: number }
  | { readonly kind: 'delegation-granted'; readonly delegation: Delegation }
  | { readonly kind: 'delegation-ended'; readonly delegation: string }
  | { readonly kind: 'setting-changed'; readonly key: string; readonly value: string; readonly reason: string }
  | {
      readonly kind: 'explanation-drafted'
      readonly id: string
      readonly question: string
      readonly text: string
      readonly settings: readonly string[]
    }
  | { readonly kind: 'explanation-signed'; readonly id: string }
  | {
      readonly kind: 'calendar-proposed'
      readonly id: string
      readonly year: number
      readonly document: string
      readonly text: string
    }
  | { readonly kind: 'calendar-decided'; readonly id: string; readonly agreed: boolean; readonly reason: string }
  | { readonly kind: 'duty-roster-set'; readonly from: number; readonly to: number; readonly shifts: readonly Shift[] }
  | {
      readonly kind: 'machine-token-made'
      readonly id: string
      readonly name: string
      readonly scopes: readonly MachineScope[]
      readonly notAfter: number
    }
  | { readonly kind: 'machine-token-revoked'; readonly id: string }
  | { readonly kind: 'institution-registered'; readonly institution: Institution }
  | {
      readonly kind: 'enrollment-code-made'
      readonly institution: string
      readonly notAfter: number
      /** Number of the act on the command line, where it was made beside the server; taken in once. */
      readonly commandLine?: number | undefined
    }
  /** What the people there call it; its number stays. */
  | { readonly kind: 'endpoint-renamed'; readonly endpoint: string; readonly name: string }
  | {
      readonly kind: 'endpoint-revoked'
      readonly endpoint: string
      readonly reason: string
      readonly commandLine?: number | undefined
    }
  | {
      readonly kind: 'office-form-filed'
      readonly form: FormId
      readonly serial: number
      readonly as: Role
      readonly fields: FormFields
    }
  | {
      readonly kind: 'office-document-released'
      readonly form: FormId
      readonly serial: number
      readonly sha256: string
      readonly bytes: number
      readonly head: string
    }
  | { readonly kind: 'plan-version-approved'; readonly version: number; readonly serial: number }
  | {
      readonly kind: 'exported'
      readonly what: ExportKind
      readonly about?: string | undefined
      readonly sha256: string
      readonly bytes: number
    }
  | { readonly kind: 'protected-statement-made'; readonly statement: ProtectedStatement }
  /** Before they are shown. */
  | { readonly kind: 'protected-statements-read'; readonly statements: readonly string[] }
  | { readonly kind: 'audit-read'; readonly what: string }
  | { readonly kind: 'audit-verified'; readonly findings: number }

/** Every kind, so that what happens in the office can be told from what happens to an incident; one left out does not compile. */
const ofOffice: Readonly<Record<OfficeHappening['kind'], true>> = {
  'person-added': true,
  'person-changed': true,
  'account-disabled': true,
  'account-enabled': true,
  'credentials-set': true,
  'post-given': true,
  'post-ended': true,
  'signed-in': true,
  'signed-out': true,
  'sign-in-refused': true,
  'account-locked': true,
  'delegation-granted': true,
  'delegation-ended': true,
  'setting-changed': true,
  'explanation-drafted': true,
  'explanation-signed': true,
  'calendar-proposed': true,
  'calendar-decided': true,
  'duty-roster-set': true,
  'machine-token-made': true,
  'machine-token-revoked': true,
  'institution-registered': true,
  'enrollment-code-made': true,
  'endpoint-renamed': true,
  'endpoint-revoked': true,
  'office-form-filed': true,
  'office-document-released': true,
  'plan-version-approved': true,
  exported: true,
  'protected-statement-made': true,
  'protected-statements-read': true,
  'audit-read': true,
  'audit-verified': true,
}

export const isOfOffice = (happening: { readonly kind: string }): happening is OfficeHappening =>
  Object.hasOwn(ofOffice, happening.kind)
