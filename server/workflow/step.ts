/** The port of a step: one thing that the plan lets happen, decided from the situation alone. */

import type { Decision } from './ports.ts'
import type { Situation } from './situation.ts'

export interface Step<Input, Answer> {
  /** Where the plan (璧医保发〔2019〕54号) asks for it; empty where it is our own way of working. */
  readonly clause: string
  /** As on screen. */
  readonly title: string
  /** Pure: times, ids and signatures come in with the input. */
  decide(situation: Situation, input: Input): Decision<Answer>
}
