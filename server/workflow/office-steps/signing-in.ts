/** 登录与凭据: only that it happened stands in the history (GB/T 22239-2019 8.1.4.3); what was typed never does. */

import type { CommandRefusal } from '../ports.ts'
import type { Situation } from '../situation.ts'
import { holds } from '../who.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

const missing = ({ office }: Situation, person: string): CommandRefusal | undefined =>
  office.people.has(person) ? undefined : 'unknown-person'

export const signIn: OfficeStep<'sign-in'> = {
  operation: 'oneself',
  decide(situation, asking) {
    const { person, address } = asking.command
    // Whoever holds no post may do nothing here, and that is said at the door.
    if (holds(situation.office, person, asking.now).length === 0) return refused('no-post')
    return officeEntries(asking, [{ kind: 'signed-in', person, address }])
  },
}

export const signOut: OfficeStep<'sign-out'> = {
  operation: 'oneself',
  decide(situation, asking) {
    const { person, because } = asking.command
    const refusal = missing(situation, person)
    return refusal ? refused(refusal) : officeEntries(asking, [{ kind: 'signed-out', person, because }])
  },
}

export const revokeSession: OfficeStep<'revoke-session'> = {
  operation: 'people.manage',
  decide(situation, asking) {
    const { person } = asking.command
    const refusal = missing(situation, person)
    return refusal ? refused(refusal) : officeEntries(asking, [{ kind: 'signed-out', person, because: 'revoked' }])
  },
}

export const refuseSignIn: OfficeStep<'refuse-sign-in'> = {
  operation: 'server',
  decide(_, asking) {
    const { person, address, why } = asking.command
    return officeEntries(asking, [{ kind: 'sign-in-refused', person, address, why }])
  },
}

export const lockAccount: OfficeStep<'lock-account'> = {
  operation: 'server',
  decide(situation, asking) {
    const { person, until } = asking.command
    const refusal = missing(situation, person)
    return refusal ? refused(refusal) : officeEntries(asking, [{ kind: 'account-locked', person, until }])
  },
}

export const setCredentials: OfficeStep<'set-credentials'> = {
  operation: 'oneself',
  decide(situation, asking) {
    const { person, what } = asking.command
    const refusal = missing(situation, person)
    return refusal ? refused(refusal) : officeEntries(asking, [{ kind: 'credentials-set', person, what }])
  },
}

export const resetCredentials: OfficeStep<'reset-credentials'> = {
  operation: 'people.manage',
  decide(situation, asking) {
    const { person } = asking.command
    const refusal = missing(situation, person)
    return refusal ? refused(refusal) : officeEntries(asking, [{ kind: 'credentials-set', person, what: 'reset' }])
  },
}
