/** 事件类别: every line of both editions, as forms offer them, and which one an alert suggests. */

import { choicesOf } from './code-table.ts'
import { gbt20986of2023 } from './gbt-20986-2023.ts'
import { gbz20986of2007 } from './gbz-20986-2007.ts'

/** The edition in force. */
export const categoryChoices = choicesOf(gbt20986of2023)

/** Both editions, each beside its `standard`. */
export const categoryChoicesByStandard = [
  ...choicesOf(gbt20986of2023, 'standard'),
  ...choicesOf(gbz20986of2007, 'standard'),
]

/** What our own rules look for; an alert of another rule suggests nothing. */
const suggested: Readonly<Record<string, string>> = {
  'canary-touched': 'malicious-program/ransomware',
  'mass-rewrite': 'malicious-program/ransomware',
  'dual-homing': 'hidden-risk/configuration',
}

export const categoryOfRule = (rule: string): string | undefined => suggested[rule]
