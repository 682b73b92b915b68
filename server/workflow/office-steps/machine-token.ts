/** 接口令牌: another system may read, or hand in notices; for a year at most, and revoked at once. The secret itself is in no history. */

import { machineScopes } from '../office-history.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { words } from './words.ts'

export const longestTokenMs = 366 * 24 * 3_600_000

export const makeMachineToken: OfficeStep<'make-machine-token'> = {
  operation: 'machine-token.manage',
  decide({ office }, asking) {
    const { command, now, newId } = asking
    const { notAfter } = command
    const name = words(command.name, 64)
    const scopes = machineScopes.filter((scope) => command.scopes.includes(scope))
    if (name === '' || scopes.length === 0) return refused('reason-missing')
    if (notAfter <= now || notAfter > now + longestTokenMs) return refused('period-wrong')
    // Two tokens of one name could not be told apart in the history.
    if (office.tokens.some((one) => one.name === name && one.revokedAt === undefined && now < one.notAfter))
      return refused('name-taken')
    const id = newId()
    return officeEntries(asking, [{ kind: 'machine-token-made', id, name, scopes, notAfter }], { id })
  },
}

export const revokeMachineToken: OfficeStep<'revoke-machine-token'> = {
  operation: 'machine-token.manage',
  decide({ office }, asking) {
    const { token: id } = asking.command
    const token = office.tokens.find((one) => one.id === id)
    if (token === undefined) return refused('unknown-token')
    // Revoking again changes nothing and is no mistake.
    return officeEntries(asking, token.revokedAt === undefined ? [{ kind: 'machine-token-revoked', id }] : [])
  },
}
