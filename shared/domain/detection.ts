/** 检出: one match of a rule, with what it matched and why. */

import type { Moment } from './moment.ts'
import type { Severity } from './severity.ts'

export interface Detection {
  /** UUIDv7, made on the terminal. */
  readonly id: string
  /** Rule id = file name of the detector or rule. */
  readonly rule: string
  readonly severity: Severity
  readonly moment: Moment
  /** One sentence for the duty officer: what was seen, where, how much. */
  readonly because: string
  /** The matched facts, name → value, for the triage screen. */
  readonly facts: Readonly<Record<string, string | number | boolean>>
}
