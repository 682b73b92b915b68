/** The office's own work: settings and their explanations, the calendar, the roster, the registry, machine tokens, its own forms, and what leaves the house. */

import type { Institution } from '#shared/domain/institution.ts'
import type { TypedNotice } from './calendar/notice-lines.ts'
import type { FormFields, FormId } from './forms/form.ts'
import type { ExportKind, MachineScope, Shift } from './office-history.ts'

export type OfficeWorkCommand =
  /** `value` as it was typed; `settings/settings.ts` reads it. */
  | { readonly kind: 'change-setting'; readonly key: string; readonly value: string; readonly reason: string }
  /** 归口科室 of one institution; an empty department takes it away again (四(三)). */
  | {
      readonly kind: 'set-answering-department'
      readonly institution: string
      readonly department: string
      readonly reason: string
    }
  | {
      readonly kind: 'draft-explanation'
      readonly question: string
      readonly text: string
      readonly settings: readonly string[]
    }
  | { readonly kind: 'sign-explanation'; readonly explanation: string }
  | { readonly kind: 'propose-calendar'; readonly notice: TypedNotice }
  /** By another person than the one who proposed it. */
  | { readonly kind: 'decide-calendar'; readonly calendar: string; readonly agreed: boolean; readonly reason: string }
  /** Replaces every shift between `from` and `to`. */
  | {
      readonly kind: 'set-duty-roster'
      readonly from: number
      readonly to: number
      readonly shifts: readonly Omit<Shift, 'id'>[]
    }
  | {
      readonly kind: 'make-machine-token'
      readonly name: string
      readonly scopes: readonly MachineScope[]
      readonly notAfter: number
    }
  | { readonly kind: 'revoke-machine-token'; readonly token: string }
  /** Without an id it is new; with one it is changed. All of them or none. */
  | {
      readonly kind: 'register-institutions'
      readonly institutions: readonly (Omit<Institution, 'id'> & { readonly id?: string | undefined })[]
    }
  /** What the people there call their terminals; names only, as the number stays for ever. */
  | {
      readonly kind: 'rename-endpoints'
      readonly endpoints: readonly { readonly id: string; readonly name: string }[]
    }
  | {
      readonly kind: 'make-enrollment-codes'
      readonly codes: readonly { readonly institution: string; readonly notAfter: number }[]
    }
  /** By the server: what was done beside it, each act once. */
  | {
      readonly kind: 'adopt-command-line'
      readonly acts: readonly {
        readonly id: number
        readonly at: number
        readonly what: 'enrollment-code' | 'revocation'
        readonly about: string
        readonly detail: string
      }[]
    }
  | { readonly kind: 'revoke-endpoint'; readonly endpoint: string; readonly reason: string }
  | { readonly kind: 'file-office-form'; readonly form: FormId; readonly fields: FormFields }
  /** The newest form D22 makes a new version of the plan; a running incident keeps its own (二(一)1). */
  | { readonly kind: 'approve-plan-version'; readonly serial: number }
  /** 授意线索: by anybody who is signed in (五(一)1). */
  | {
      readonly kind: 'make-protected-statement'
      readonly incident?: string | undefined
      readonly about: readonly string[]
      readonly aboutLeader: boolean
      readonly text: string
    }
  /** Every one that the reader may read; answered with their ids. */
  | { readonly kind: 'read-protected-statements' }
  /** 重要操作: written down before the bytes leave. */
  | {
      readonly kind: 'record-export'
      readonly what: ExportKind
      readonly about?: string | undefined
      readonly sha256: string
      readonly bytes: number
    }
