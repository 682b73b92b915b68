/** 免职: the post ends at a time; the last administrator of a kind stays until there is another. */

import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { isAdministrator, othersRemain } from './people.ts'

export const endPost: OfficeStep<'end-post'> = {
  operation: 'posts.manage',
  decide({ office }, asking) {
    const { now } = asking
    const { post: id, document } = asking.command
    // Never in the past: what was done in the post was done in it.
    const to = Math.max(asking.command.to, now)
    const post = office.posts.find((one) => one.id === id)
    if (!post) return refused('unknown-post')
    if (document.trim() === '') return refused('document-missing')
    if (post.to !== undefined && post.to <= to) return refused('period-wrong')
    if (isAdministrator(post.role) && !othersRemain(office, post.role, (one) => one.id === id, now))
      return refused('last-administrator')
    const happening = { kind: 'post-ended', post: id, to, document: document.trim() } as const
    return officeEntries(asking, [happening], { id })
  },
}
