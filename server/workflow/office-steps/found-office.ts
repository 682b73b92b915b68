/** 首次启动: the three administrators, three different persons; there is no account before them (GB/T 22239-2019 8.1.4.2, 8.1.5). */

import type { Post, Person } from '../office-history.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { loginKey } from './people.ts'

/** What stands as the 文号 of posts that no document gave. */
const document = '首次启动'

export const foundOffice: OfficeStep<'found-office'> = {
  operation: 'server',
  decide(situation, asking) {
    const { command, now: from, newId } = asking
    if (situation.office.people.size > 0) return refused('already-set-up')
    const founders = [
      { ...command.system, role: 'system-administrator' },
      { ...command.security, role: 'security-administrator' },
      { ...command.audit, role: 'audit-administrator' },
    ] as const
    const different = (of: readonly string[]) => new Set(of).size === founders.length
    if (!different(founders.map(({ login }) => loginKey(login)))) return refused('login-taken')
    if (!different(founders.map(({ name }) => name.trim()))) return refused('persons-not-different')
    const made = founders.map(({ name, login, phone, role }) => {
      const person: Person = { id: newId(), name: name.trim(), login: loginKey(login), phone }
      const post: Post = { id: newId(), person: person.id, role, from, document }
      return { person, post }
    })
    return officeEntries(
      asking,
      [
        ...made.map(({ person }) => ({ kind: 'person-added', person }) as const),
        ...made.map(({ person }) => ({ kind: 'credentials-set', person: person.id, what: 'both' }) as const),
        ...made.map(({ post }) => ({ kind: 'post-given', post }) as const),
      ],
      { people: made.map(({ person }) => person) },
    )
  },
}
