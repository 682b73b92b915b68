/** 任职 (二(一)): one leader and one deputy at a time, and an administrator is nothing else (GB/T 22239-2019 8.1.4.2 管理用户权限分离). */

import type { Office } from '../office.ts'
import type { Post } from '../office-history.ts'
import type { CommandRefusal } from '../ports.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { isAdministrator, needsUnit, overlap } from './people.ts'

export const givePost: OfficeStep<'give-post'> = {
  operation: 'posts.manage',
  decide({ office }, asking) {
    const { person, role, unit, from, to, document } = asking.command
    const standing = office.people.get(person)
    if (!standing) return refused('unknown-person')
    if (standing.disabled) return refused('account-disabled')
    if (document.trim() === '') return refused('document-missing')
    if (to !== undefined && to <= from) return refused('period-wrong')
    if (needsUnit(role) !== (unit !== undefined)) return refused('unit-wrong')
    const post: Post = { id: asking.newId(), person, role, unit, from, to, document: document.trim() }
    const refusal = inTheWay(office, post)
    return refusal ? refused(refusal) : officeEntries(asking, [{ kind: 'post-given', post }], { id: post.id })
  },
}

function inTheWay({ posts }: Office, given: Post): CommandRefusal | undefined {
  const beside = posts.filter((post) => overlap(post, given))
  const same = beside.filter(({ role }) => role === given.role)
  if ((given.role === 'leader' || given.role === 'deputy') && same.length > 0) return 'post-taken'
  if (same.some(({ person, unit }) => person === given.person && unit === given.unit)) return 'post-taken'
  const own = beside.filter(({ person }) => person === given.person)
  if (own.some(({ role }) => isAdministrator(role) || isAdministrator(given.role))) return 'posts-exclude'
  return undefined
}
