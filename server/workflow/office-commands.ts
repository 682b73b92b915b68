/** What may be asked of the office itself, one kind a step; who may stands in each step, and nothing takes effect that its chain does not hold. */

import type { Role } from '#shared/domain/role.ts'
import type { OfficeHappening, Person } from './office-history.ts'
import type { OfficeWorkCommand } from './office-work-commands.ts'

type Credentials = Extract<OfficeHappening, { kind: 'credentials-set' }>['what']
type SigningOut = Extract<OfficeHappening, { kind: 'signed-out' }>['because']

export interface Founder {
  readonly name: string
  readonly login: string
  readonly phone: string
}

/** People, posts, delegations, credentials and sessions. */
export type PeopleCommand =
  /** The first-run ceremony: three persons, one for each administrator (GB/T 22239-2019 8.1.5); only while nobody is there. */
  | {
      readonly kind: 'found-office'
      readonly system: Founder
      readonly security: Founder
      readonly audit: Founder
    }
  | { readonly kind: 'add-person'; readonly name: string; readonly login: string; readonly phone: string }
  /** The login stays: it is in the history. */
  | { readonly kind: 'change-person'; readonly person: string; readonly name: string; readonly phone: string }
  | { readonly kind: 'disable-account'; readonly person: string; readonly reason: string }
  | { readonly kind: 'enable-account'; readonly person: string }
  /** Password and authenticator are void; the person sets them anew with a one-time code. */
  | { readonly kind: 'reset-credentials'; readonly person: string }
  /** By the person itself. */
  | { readonly kind: 'set-credentials'; readonly person: string; readonly what: Exclude<Credentials, 'reset'> }
  | {
      readonly kind: 'give-post'
      readonly person: string
      readonly role: Exclude<Role, 'field-team'>
      readonly unit?: string | undefined
      readonly from: number
      readonly to?: number | undefined
      readonly document: string
    }
  | { readonly kind: 'end-post'; readonly post: string; readonly to: number; readonly document: string }
  /** 授权书 D23. */
  | {
      readonly kind: 'grant-delegation'
      readonly to: string
      readonly scope: string
      readonly from: number
      readonly until: number
    }
  | { readonly kind: 'end-delegation'; readonly delegation: string }
  | { readonly kind: 'sign-in'; readonly person: string; readonly address: string }
  | { readonly kind: 'sign-out'; readonly person: string; readonly because: SigningOut }
  /** By the one who keeps the accounts. */
  | { readonly kind: 'revoke-session'; readonly person: string }
  | {
      readonly kind: 'refuse-sign-in'
      readonly person?: string | undefined
      readonly address: string
      readonly why: string
    }
  | { readonly kind: 'lock-account'; readonly person: string; readonly until: number }

/** That the audit was looked at; asked before it is, so that it leaves a trace. */
export type AuditCommand =
  | { readonly kind: 'record-audit-reading'; readonly what: string }
  | { readonly kind: 'record-verification'; readonly findings: number }

export type OfficeCommand = PeopleCommand | AuditCommand | OfficeWorkCommand

/** What the one who asked gets back. */
export interface OfficeActed {
  /** Of what was made: a person, a post, a delegation, … */
  readonly id?: string | undefined
  /** Everybody who was made, in the order in which they were named. */
  readonly people?: readonly Person[] | undefined
  /** Of several that were made, in the order in which they were named. */
  readonly ids?: readonly string[] | undefined
  /** Serial of the form that was filed. */
  readonly serial?: number | undefined
}
