/** What the console answers about forms and documents. */

import type { FiledForm } from '../../../workflow/course.ts'
import type { Form, FormFields, FormId, Reference } from '../../../workflow/forms/form.ts'
import { get, post } from '../ask.ts'

export interface Named {
  readonly id: string
  readonly name: string
  /** Of a person. */
  readonly phone?: string | undefined
}

/** Whom and what the ids of a form can mean. */
export type References = { readonly [R in Reference]?: readonly Named[] | undefined }

export interface FormAnswer {
  readonly form: Form
  readonly prefilled: FormFields
  /** Oldest first. */
  readonly filed: readonly FiledForm[]
}

export const readForm = (incident: string, form: string) => get<FormAnswer>(`/api/incidents/${incident}/forms/${form}`)
export const fileForm = (incident: string, form: FormId, fields: FormFields) =>
  post(`/api/incidents/${incident}/forms/${form}`, { fields })
export const releaseDocument = (incident: string, form: FormId, serial: number) =>
  post<{ readonly sha256: string }>(`/api/incidents/${incident}/documents`, { form, serial })
export const documentPlace = (sha256: string): string => `/api/documents/${sha256}`
