/** The bureau's plan, as far as it is built: every step with its clause. The phases of 四 grow from here. */

import { deliver } from './steps/deliver.ts'
import { note } from './steps/note.ts'
import { observe } from './steps/observe.ts'
import { order } from './steps/order.ts'
import { receive } from './steps/receive.ts'
import { takeOver } from './steps/take-over.ts'

export const plan = { receive, observe, takeOver, order, deliver, note } as const
