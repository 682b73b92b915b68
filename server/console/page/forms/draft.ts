/** 草稿: what a person has typed into a form and not submitted, kept in the browser tab; the server never sees it. */

import type { FormFields } from '../../../workflow/forms/form.ts'

const prefix = 'sentinel.draft.'

/** Another person at the same desk does not find it. */
export const draftKey = (officer: string, about: string, form: string): string => `${prefix}${officer}.${about}.${form}`

export function readDraft(store: Storage, key: string): FormFields | undefined {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? 'null')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FormFields) : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(store: Storage, key: string, fields: FormFields): void {
  try {
    store.setItem(key, JSON.stringify(fields))
  } catch {
    // A full or forbidden storage takes no draft: what stands in the fields is still there.
  }
}

export const dropDraft = (store: Storage, key: string): void => store.removeItem(key)

/** On signing out: nothing of an incident stays in the browser. */
export function dropDrafts(store: Storage): void {
  for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key)
}
