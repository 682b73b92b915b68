/** Decides a person's command under the plan, by the step of its kind. */

import type { ActStep, Acting, Asking } from './acting.ts'
import type { PlanCommand } from './commands.ts'
import type { Situation } from './situation.ts'
import { plan } from './plan.ts'

export function act(situation: Situation, asking: Asking<PlanCommand['kind']>): Acting {
  // Which step belongs to which kind is held by the type of the list.
  const step = plan.commands[asking.command.kind] as ActStep<PlanCommand['kind']>
  return step.decide(situation, asking)
}
