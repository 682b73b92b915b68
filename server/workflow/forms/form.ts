/** 表单: what a form of the plan is made of. The forms' labels are part of them: they are official Chinese documents, not wording of screens. */

import type { Phase } from '#shared/domain/incident.ts'
import type { Operation } from '../permissions.ts'

/** D01–D23; the office's own forms (about no incident) are `officeForms`. */
export const formIds = [
  'D01',
  'D02',
  'D03',
  'D04',
  'D05',
  'D06',
  'D07',
  'D08',
  'D09',
  'D10',
  'D10b',
  'D10c',
  'D11',
  'D12',
  'D13',
  'D14',
  'D14b',
  'D15',
  'D16a',
  'D16b',
  'D17',
  'D18',
  'D19a',
  'D19b',
  'D20',
  'D21',
  'D22',
  'D23',
] as const
export type FormId = (typeof formIds)[number]

export type Cell = string | number | boolean
/** A point in time is milliseconds since 1970 UTC; what is not known yet is the text `pending` where the field allows it. */
export type FieldValue = Cell | readonly string[] | readonly Readonly<Record<string, Cell>>[]
export type FormFields = Readonly<Record<string, FieldValue>>

/** The one word for what is still to be found out; allowed where a field says so (三(一)2: a report must not wait for it). */
export const pending = '待核实'

interface FieldOf {
  readonly key: string
  readonly label: string
  /** Left out: required. */
  readonly optional?: boolean | undefined
  /** The answer may be 待核实. */
  readonly mayBePending?: boolean | undefined
  /** Shown under the field: what is meant, or why something is not offered. */
  readonly hint?: string | undefined
  /** Filled by the server and printed; never accepted from a person. */
  readonly bySystem?: boolean | undefined
  /** Asked for only while another field stands so. */
  readonly requiredWhen?: Condition | undefined
  /** Not accepted while another field stands so; `why` is shown in its place. */
  readonly blockedWhen?: (Condition & { readonly why: string }) | undefined
}

/** How another field of the same form stands; `empty`: nothing was filled in there. */
export type Condition = { readonly key: string; readonly is: Cell } | { readonly key: string; readonly empty: true }

export interface Choice {
  readonly value: string
  readonly label: string
  /** Shown greyed with this reason and never accepted (四(二)2 反击). */
  readonly refused?: string | undefined
  /** Offered only while another field stands so. */
  readonly offeredWhen?: Condition | undefined
}

/** Whose id a text is: pages offer a list, documents print the name. */
export type Reference = 'institution' | 'unit' | 'endpoint' | 'person' | 'evidence'

export type Column = FieldOf &
  (
    | { readonly kind: 'text'; readonly max: number; readonly of?: Reference | undefined }
    /** `past`: it lies before the moment of filing. */
    | { readonly kind: 'time'; readonly past?: boolean | undefined }
    | { readonly kind: 'number'; readonly min: number; readonly max: number }
    | { readonly kind: 'yes-no' }
    | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  )

export type Field =
  | Column
  | (FieldOf & { readonly kind: 'long-text'; readonly max: number })
  | (FieldOf & { readonly kind: 'choices'; readonly choices: readonly Choice[] })
  | (FieldOf & { readonly kind: 'table'; readonly columns: readonly Column[]; readonly maxRows: number })

export interface Form {
  readonly id: FormId
  /** 表单名称. */
  readonly title: string
  readonly clause: string
  /** The line of the permission table that holds for filing it by itself. */
  readonly operation: Operation
  /** In which phases it may be filed by itself; empty where only an event of the plan files it. */
  readonly phases: readonly Phase[]
  /** It may be filed more than once; the newest counts. */
  readonly repeatable: boolean
  /** About the office's own work and no incident: it stands in the office's chain. */
  readonly ofOffice?: boolean | undefined
  readonly fields: readonly Field[]
}

/** Fields that are filled wrongly, each with the reason in words; empty is good. */
export type FieldRefusals = readonly { readonly key: string; readonly why: string }[]
