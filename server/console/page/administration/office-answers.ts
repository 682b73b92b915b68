/** What the console answers about the office itself: people, posts, settings, the calendar, the registry, the audit. */

import type { Role } from '#shared/domain/role.ts'
import type { FormFields, FormId } from '../../../workflow/forms/form.ts'
import type { Entry } from '../../../workflow/history.ts'
import type { MachineScope } from '../../../workflow/office-history.ts'
import type { Basis } from '../../../workflow/settings/setting.ts'
import { get, post } from '../ask.ts'

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly phone: string
  readonly disabled?: { readonly at: number; readonly reason: string } | undefined
  /** Only for those who keep accounts and posts. */
  readonly login?: string | undefined
  readonly credentialsSetAt?: number | undefined
  readonly lastSignedInAt?: number | undefined
  readonly lockedUntil?: number | undefined
}

export interface PostRow {
  readonly id: string
  readonly person: string
  readonly role: Role
  readonly unit?: string | undefined
  readonly from: number
  readonly to?: number | undefined
  readonly document: string
}

export interface DelegationRow {
  readonly id: string
  readonly to: string
  readonly scope: string
  readonly from: number
  readonly until: number
}

export interface SettingRow {
  readonly key: string
  readonly label: string
  readonly kind: 'whole' | 'choice' | 'yes-no' | 'text'
  readonly unit?: string | undefined
  readonly value: string | number | boolean
  readonly default: string | number | boolean
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly direction: 'either' | 'lower' | 'higher' | 'fixed'
  readonly choices?: Readonly<Record<string, string>> | undefined
  readonly basis: Basis
  readonly basisLabel: string
  readonly clause: string
  readonly hint: string
  readonly changed?: { readonly by: string; readonly at: number } | undefined
  readonly explanation?: { readonly text: string; readonly signedAt?: number | undefined } | undefined
}

interface ByAt {
  readonly by: string
  readonly at: number
}

export interface ExplanationRow {
  readonly id: string
  readonly question: string
  readonly text: string
  readonly settings: readonly string[]
  readonly drafted: ByAt
  readonly signed?: ByAt | undefined
}

export interface CalendarAnswer {
  /** The next year, from 1 November on, while its notice is not there. */
  readonly missing?: number | undefined
  readonly years: readonly {
    readonly year: number
    readonly basis: 'official' | 'provisional'
    readonly document: string
  }[]
  readonly proposals: readonly {
    readonly id: string
    readonly year: number
    readonly document: string
    readonly text: string
    readonly proposed: ByAt
    readonly decided?: (ByAt & { readonly agreed: boolean }) | undefined
  }[]
}

export interface CalendarPreview {
  readonly refusals: readonly { readonly line: number; readonly why: string }[]
  readonly doubts: readonly string[]
  readonly months: readonly { readonly month: string; readonly before?: number | undefined; readonly after: number }[]
  readonly changes: readonly { readonly day: string; readonly working: boolean }[]
}

export interface RosterAnswer {
  readonly shifts: readonly {
    readonly id: string
    readonly person: string
    readonly name: string
    readonly from: number
    readonly to: number
  }[]
  /** Hours of the next two weeks that nobody has. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

export interface TokenRow {
  readonly id: string
  readonly name: string
  readonly scopes: readonly MachineScope[]
  readonly notAfter: number
  readonly revokedAt?: number | undefined
}

export interface LineRefusal {
  readonly line: number
  readonly column: string
  readonly why: string
}

export interface ImportAnswer {
  readonly applied: boolean
  readonly unchanged: number
  readonly refusals: readonly LineRefusal[]
  /** Of institutions. */
  readonly added?: readonly unknown[] | undefined
  readonly changed?: readonly unknown[] | undefined
  /** Of terminals. */
  readonly renamed?: readonly unknown[] | undefined
  readonly toEnroll?: readonly unknown[] | undefined
  /** Shown now and never again. */
  readonly codes?:
    | readonly { readonly name: string; readonly institution: string; readonly command: string }[]
    | undefined
}

export interface AuditAnswer {
  readonly entries: readonly Entry[]
  readonly before?: number | undefined
}

export interface OfficeFormRow {
  readonly form: FormId
  readonly serial: number
  readonly by: string
  readonly at: number
  readonly fields: FormFields
  readonly document?: { readonly sha256: string; readonly bytes: number } | undefined
}

export interface Verification {
  readonly total: number
  readonly findings: readonly string[]
  readonly printed?: string | undefined
}

export interface RetentionAnswer {
  readonly retentionDays: number
  readonly records: readonly {
    readonly kind: 'histories' | 'office-history' | 'terminal-records' | 'notices' | 'operating-log'
    readonly oldestAt?: number | undefined
    readonly days?: number | undefined
    readonly keptForEver: boolean
  }[]
}

export const readRetention = () => get<RetentionAnswer>('/api/audit/retention')
export const listPeople = () => get<{ readonly people: readonly PersonRow[] }>('/api/people')
export const listPosts = () =>
  get<{ readonly posts: readonly PostRow[]; readonly vacancies: readonly Role[] }>('/api/posts')
export const listDelegations = () => get<{ readonly delegations: readonly DelegationRow[] }>('/api/delegations')
export const readSettings = () =>
  get<{
    readonly settings: readonly SettingRow[]
    readonly answeringDepartments: readonly { readonly institution: string; readonly department: string }[]
  }>('/api/settings')
export const listExplanations = () => get<{ readonly explanations: readonly ExplanationRow[] }>('/api/explanations')
export const readCalendar = () => get<CalendarAnswer>('/api/calendar')
export const previewCalendar = (notice: object) => post<CalendarPreview>('/api/calendar/preview', notice)
export const readRoster = () => get<RosterAnswer>('/api/duty-roster')
export const listTokens = () => get<{ readonly tokens: readonly TokenRow[] }>('/api/machine-tokens')
export const readAudit = (query: string) => get<AuditAnswer>(`/api/audit/entries${query}`)
export const verifyHistories = () => get<Verification>('/api/histories/verification')
export const listOfficeForms = () =>
  get<{ readonly forms: readonly OfficeFormRow[]; readonly planVersion: number }>('/api/office-forms')
export const importFile = (what: 'institutions' | 'endpoints', content: string, apply: boolean, partial: boolean) =>
  post<ImportAnswer>(`/api/${what}.csv`, { content, apply, partial })
