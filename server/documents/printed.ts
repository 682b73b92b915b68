/** What is printed: one filed form of an incident or of the office, with everything its paper names. */

import { createHash } from 'node:crypto'
import type { Actor } from '#shared/domain/actor.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Form, FormFields } from '../workflow/forms/form.ts'
import type { Known } from './names.ts'

export interface FiledOnce {
  readonly serial: number
  readonly fields: FormFields
  readonly by: Actor
  readonly as: Role
  readonly at: number
}

export interface Printed {
  readonly form: Form
  readonly filed: FiledOnce
  readonly known: Known
  /** Hash of the newest link of the chain that it is made from. */
  readonly head: string
  readonly planVersion: number
  /** Server time at which the paper is made. */
  readonly now: number
}

/** 璧医保事〔2026〕137号 of `BS-2026-0137`; a drill keeps its own series so that nobody takes it for the real thing. */
export function officialNumber(number: string): string {
  const [, series, year, serial] = /^(BS|YL)-(\d{4})-(\d+)$/.exec(number) ?? []
  return series === 'BS' ? `璧医保事〔${year}〕${Number(serial)}号` : series === 'YL' ? `${number}（演练）` : number
}

/** D03-BS-2026-0137-1, as on the file and in the footer. */
export const formNumber = ({ form, filed, known: { incident } }: Pick<Printed, 'form' | 'filed' | 'known'>): string =>
  [form.id, ...(incident ? [incident.number] : []), filed.serial].join('-')

/** 1 is the plan itself; later ones carry the document that the leader approved (D22). */
export function planName({ known: { situation }, planVersion }: Pick<Printed, 'known' | 'planVersion'>): string {
  const approved = situation.office.forms.D22?.findLast(({ fields }) => fields['version'] === planVersion)
  const document =
    typeof approved?.fields['document'] === 'string' ? approved.fields['document'] : '璧医保发〔2019〕54号'
  return `${document}（第${planVersion}版）`
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
