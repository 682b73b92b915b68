/** Names for the ids that stand in forms: a person, an institution, a terminal is printed as people call it. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Role } from '#shared/domain/role.ts'
import { officeSubject } from '../workflow/office.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import type { Reference } from '../workflow/forms/form.ts'
import type { IncidentStanding, Situation } from '../workflow/situation.ts'

export interface Known {
  readonly situation: Pick<Situation, 'office' | 'endpoints'>
  readonly incident?: IncidentStanding | undefined
  readonly institutions: readonly Institution[]
}

export const leadingGroup = '应急领导小组'
/** With the department in which it sits: the plan has two names for that, and the bureau chooses (二(一)). */
const officeName = ({ situation }: Known): string =>
  `应急领导小组办公室（${settingsOf(situation.office).officeUnitName}）`
export const fieldTeam = '现场应急处理工作组'

function institutionName({ situation, institutions }: Known, id: string): string {
  return institutions.find((one) => one.id === id)?.name ?? situation.office.institutions.get(id)?.name ?? id
}

const nameless: Readonly<Record<Reference, (known: Known, id: string) => string>> = {
  institution: institutionName,
  unit: (known, id) =>
    id === officeSubject.id ? officeName(known) : id === 'field-team' ? fieldTeam : institutionName(known, id),
  endpoint: ({ situation }, id) => {
    const standing = situation.endpoints.get(id)?.endpoint
    if (!standing) return id
    return standing.name === '' ? standing.number : `${standing.name}（${standing.number}）`
  },
  person: ({ situation }, id) => situation.office.people.get(id)?.person.name ?? id,
  evidence: (_, id) => id,
}

export const nameOf = (known: Known, of: Reference, id: string): string => nameless[of](known, id)

export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'officer':
      return actor.name
    case 'operator':
      return `终端操作员 ${actor.account}`
    case 'agent':
      return '哨兵'
    case 'server':
      return '系统'
  }
}

/** 填报单位: for whom a person spoke, by the post that was in force. */
export function unitFor(known: Known, by: Actor, as: Role, at: number): string {
  if (as === 'leader' || as === 'deputy' || as === 'member') return leadingGroup
  if (as === 'office') return officeName(known)
  if (as === 'field-team') return fieldTeam
  const post = known.situation.office.posts.find(
    ({ person, role, from, to }) =>
      by.kind === 'officer' && person === by.id && role === as && from <= at && (to === undefined || at < to),
  )
  return post?.unit === undefined ? '' : institutionName(known, post.unit)
}

export const phoneOf = ({ situation }: Known, by: Actor): string =>
  by.kind === 'officer' ? (situation.office.people.get(by.id)?.person.phone ?? '') : ''
