/** The forms as the steps ask for them: definition, refusals, and what is stored. */

import type { FormRules } from './acting.ts'
import { completed } from './forms/completed.ts'
import { formOf } from './forms/index.ts'
import { prefill } from './forms/prefill.ts'
import { refusalsOf } from './forms/refusals.ts'

/** What was known at the moment of filing is stored with the answers: later it can no longer be told apart (三(一)2). */
export const forms: FormRules = {
  formOf,
  refusalsOf,
  completed: (form, answers, about) => completed(form, answers, prefill(form, about)),
}
