/** 授意线索 (五(一)1): which statements somebody may read. The audit administrator all, for the discipline inspection; the leader those that are about somebody else. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Office, ProtectedStatementStanding } from './office.ts'
import { permittedAs } from './who.ts'

/** Newest first; the same for lists and exports, so that neither shows more than the other. */
export function readableStatements(
  office: Office,
  officer: Officer,
  now: number,
): readonly ProtectedStatementStanding[] {
  const as = permittedAs(office, officer, 'protected-statement.read', {}, now)
  if (as === undefined) return []
  return office.protectedStatements
    .filter((statement) => !statement.about.includes(officer.id))
    .filter((statement) => as === 'audit-administrator' || !isAboutLeader(office, statement))
    .toReversed()
}

/** Whoever held the post at any time: nobody reads about a predecessor, or about himself before he was appointed. */
const isAboutLeader = ({ posts }: Office, { about, aboutLeader }: ProtectedStatementStanding): boolean =>
  aboutLeader || posts.some(({ role, person }) => role === 'leader' && about.includes(person))
