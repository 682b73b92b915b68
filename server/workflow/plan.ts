/** The bureau's plan: every step with its clause; what terminals bring about, what the duty officer's hand does, and what a person asks of the plan. */

import { remind, sendBrief } from './clocks/brief.ts'
import { deliver } from './steps/deliver.ts'
import { actSteps } from './steps/index.ts'
import { note } from './steps/note.ts'
import { observe } from './steps/observe.ts'
import { order } from './steps/order.ts'
import { receive } from './steps/receive.ts'
import { releaseByPhone } from './steps/release-by-phone.ts'
import { seeKey } from './steps/see-key.ts'
import { takeOver } from './steps/take-over.ts'

export const plan = {
  receive,
  observe,
  takeOver,
  order,
  deliver,
  releaseByPhone,
  seeKey,
  note,
  remind,
  sendBrief,
  commands: actSteps,
} as const
