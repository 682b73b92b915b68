/** 解释 (六(二)): the office says in writing what a number or a phrase means; it holds once the deputy has signed it. */

import { isSettingKey } from '../settings/register.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { longReason, longText, words } from './words.ts'

export const draftExplanation: OfficeStep<'draft-explanation'> = {
  operation: 'explanation.draft',
  decide(_, asking) {
    const { command, newId } = asking
    if (!command.settings.every(isSettingKey)) return refused('unknown-setting')
    const question = words(command.question, longReason)
    const text = words(command.text, longText)
    if (question === '' || text === '') return refused('reason-missing')
    const id = newId()
    const settings = [...new Set(command.settings)]
    return officeEntries(asking, [{ kind: 'explanation-drafted', id, question, text, settings }], { id })
  },
}

export const signExplanation: OfficeStep<'sign-explanation'> = {
  operation: 'explanation.sign',
  decide({ office }, asking) {
    const { explanation: id } = asking.command
    const drafted = office.explanations.find((one) => one.id === id)
    if (drafted === undefined) return refused('unknown-explanation')
    if (drafted.signed) return refused('already-done')
    return officeEntries(asking, [{ kind: 'explanation-signed', id }], { id })
  },
}
