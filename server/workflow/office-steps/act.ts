/** Decides a command of the office: first who may, by the one table, then the step itself. */

import type { Actor } from '#shared/domain/actor.ts'
import type { OfficeCommand } from '../office-commands.ts'
import type { Situation } from '../situation.ts'
import { permittedAs } from '../who.ts'
import { officeSteps } from './index.ts'
import { refused } from './office-step.ts'
import type { Asking, OfficeDecision, OfficeStep } from './office-step.ts'

export function decideInOffice(situation: Situation, asking: Asking<OfficeCommand>): OfficeDecision {
  const { command, by, now } = asking
  // Which step belongs to which kind is held by the type of the list.
  const step = officeSteps[command.kind] as OfficeStep<OfficeCommand['kind']>
  if (!mayAct(situation, step, command, by, now)) return refused('not-permitted')
  return step.decide(situation, asking)
}

function mayAct(
  situation: Situation,
  step: OfficeStep<OfficeCommand['kind']>,
  command: OfficeCommand,
  by: Actor,
  now: number,
): boolean {
  if (by.kind === 'server') return true
  if (by.kind !== 'officer' || step.operation === 'server') return false
  if (step.operation === 'oneself') return 'person' in command && command.person === by.id && isThere(situation, by.id)
  const operation = typeof step.operation === 'function' ? step.operation(command) : step.operation
  return permittedAs(situation.office, by, operation, step.about?.(command, situation) ?? {}, now) !== undefined
}

const isThere = ({ office }: Situation, person: string): boolean => {
  const standing = office.people.get(person)
  return standing !== undefined && !standing.disabled
}
