/** Which forms are laid out in their own way; every other one is a table. */

import type { FileChild } from 'docx'
import type { Entry } from '../workflow/history.ts'
import type { Form, FormFields, FormId } from '../workflow/forms/form.ts'
import { evaluation } from './evaluation.ts'
import { defaultLayout } from './form-table.ts'
import { minutes } from './minutes.ts'
import type { Printed } from './printed.ts'
import { report } from './report.ts'

/** `entries`: the incident's chain, for layouts with a timeline. */
export type Layout = (printed: Printed, entries?: readonly Entry[]) => readonly FileChild[]

const own: { readonly [Id in FormId]?: Layout } = {
  D06: minutes,
  D14: report('四项时长'),
  // About many incidents: one chain's timeline says nothing.
  D14b: (printed) => report('周期与总数')(printed),
  D17: evaluation,
}

export const layoutOf = (id: FormId): Layout => own[id] ?? defaultLayout

/** What stands above a form whose name depends on what it says. */
export function titleOf({ id, title }: Form, fields: FormFields): string {
  if (id === 'D08') return fields['decision'] === 'decline' ? '不启动预案决定' : '启动预案令'
  if (id !== 'D14b') return title
  const { period } = fields
  const [year, ordinal] = [fields['year'], fields['ordinal']].map((value) =>
    typeof value === 'number' ? String(value) : '',
  )
  const part = period === 'month' ? `${ordinal}月` : period === 'quarter' ? `第${ordinal}季度` : ''
  return `${year}年${part}${title}`
}

/** Who signs on paper beside the one who filed it. */
export const signers: { readonly [Id in FormId]?: readonly string[] } = {
  D03: ['报告单位负责人', '办公室主任'],
  D05: ['研判负责人'],
  D08: ['签发人'],
  D10c: ['移交人', '接收人'],
  D13: ['检查人', '审批人'],
  D14b: ['办公室主任'],
  D15: ['科室负责人', '办公室主任'],
  D16b: ['批准人'],
  D18: ['认定人', '当事人'],
  D22: ['批准人'],
  D23: ['授权人', '被授权人'],
}
