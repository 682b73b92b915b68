/** The office itself, folded from its own chain: who holds which post, what is set, who is on duty. Rights are decided from it. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Placed } from './fold.ts'
import type { FormFields, FormId } from './forms/form.ts'
import type { Subject } from './history.ts'
import { isOfOffice } from './office-history.ts'
import type { Delegation, MachineScope, Person, Post, ProtectedStatement, Shift } from './office-history.ts'
import { OrderedMap } from './ordered-map.ts'
import { PersistentMap } from './persistent-map.ts'

/** The one chain of what belongs to no incident and no terminal. */
export const officeSubject: Subject = { kind: 'office', id: 'office' }

export interface PersonStanding {
  readonly person: Person
  readonly addedAt: number
  readonly disabled?: { readonly at: number; readonly reason: string } | undefined
  readonly credentialsSetAt?: number | undefined
  readonly lastSignedInAt?: number | undefined
  readonly lockedUntil?: number | undefined
}

export interface Explanation {
  readonly id: string
  readonly question: string
  readonly text: string
  /** Keys of the settings that it explains (六(二)). */
  readonly settings: readonly string[]
  readonly drafted: { readonly by: Actor; readonly at: number }
  readonly signed?: { readonly by: Actor; readonly at: number } | undefined
}

export interface CalendarYear {
  readonly id: string
  readonly year: number
  readonly document: string
  /** The State Council's notice as it was read in; `calendar/notice.ts` reads it. */
  readonly text: string
  readonly proposed: { readonly by: Actor; readonly at: number }
  readonly decided?: { readonly by: Actor; readonly at: number; readonly agreed: boolean } | undefined
}

export interface MachineToken {
  readonly id: string
  readonly name: string
  readonly scopes: readonly MachineScope[]
  readonly notAfter: number
  readonly revokedAt?: number | undefined
}

export interface OfficeForm {
  readonly form: FormId
  readonly serial: number
  readonly as: Role
  readonly fields: FormFields
  readonly by: Actor
  readonly at: number
  readonly position: number
  readonly document?: { readonly sha256: string; readonly bytes: number; readonly head: string } | undefined
}

export interface ProtectedStatementStanding extends ProtectedStatement {
  readonly by: Actor
  readonly at: number
}

export interface Office {
  readonly people: ReadonlyMap<string, PersonStanding>
  readonly posts: readonly Post[]
  readonly delegations: readonly Delegation[]
  readonly settings: ReadonlyMap<string, { readonly value: string; readonly by: Actor; readonly at: number }>
  readonly explanations: readonly Explanation[]
  readonly calendar: readonly CalendarYear[]
  readonly shifts: readonly Shift[]
  readonly tokens: readonly MachineToken[]
  readonly institutions: ReadonlyMap<string, Institution>
  readonly forms: { readonly [Id in FormId]?: readonly OfficeForm[] }
  /** Number of the last act on the command line that this chain holds. */
  readonly commandLineUpTo: number
  /** 授意线索: who may read which stands in `protected-statements.ts`, and nothing else looks at them. */
  readonly protectedStatements: readonly ProtectedStatementStanding[]
  /** The newest version of the plan that the leader approved; 1 is 璧医保发〔2019〕54号 itself. */
  readonly planVersion: number
}

export const emptyOffice: Office = {
  people: OrderedMap.empty(),
  posts: [],
  delegations: [],
  settings: PersistentMap.empty(),
  explanations: [],
  calendar: [],
  shifts: [],
  tokens: [],
  institutions: PersistentMap.empty(),
  forms: {},
  commandLineUpTo: 0,
  protectedStatements: [],
  planVersion: 1,
}

/** Thousands come in one import, and thousands sign in each day: a copy for each would be felt at every start. */
const withKey = <V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> =>
  PersistentMap.of(map).with(key, value)

/** The office after one more entry of its chain. */
export function officeAfter(office: Office, { happening, actor: by, at, position }: Placed): Office {
  if (!isOfOffice(happening)) return office
  switch (happening.kind) {
    case 'person-added':
      return changePerson(office, happening.person.id, () => ({ person: happening.person, addedAt: at }))
    case 'person-changed':
      return changePerson(office, happening.person.id, (known) => known && { ...known, person: happening.person })
    case 'account-disabled':
      return changePerson(
        office,
        happening.person,
        (known) => known && { ...known, disabled: { at, reason: happening.reason } },
      )
    case 'account-enabled':
      return changePerson(
        office,
        happening.person,
        (known) => known && { ...known, disabled: undefined, lockedUntil: undefined },
      )
    case 'account-locked':
      return changePerson(office, happening.person, (known) => known && { ...known, lockedUntil: happening.until })
    case 'credentials-set':
      return changePerson(
        office,
        happening.person,
        (known) => known && { ...known, credentialsSetAt: happening.what === 'reset' ? undefined : at },
      )
    case 'signed-in':
      return changePerson(
        office,
        happening.person,
        (known) => known && { ...known, lastSignedInAt: at, lockedUntil: undefined },
      )
    case 'post-given':
      return { ...office, posts: [...office.posts, happening.post] }
    case 'post-ended':
      return {
        ...office,
        posts: office.posts.map((post) => (post.id === happening.post ? { ...post, to: happening.to } : post)),
      }
    case 'delegation-granted':
      return { ...office, delegations: [...office.delegations, happening.delegation] }
    case 'delegation-ended':
      return {
        ...office,
        delegations: office.delegations.map((one) =>
          one.id === happening.delegation ? { ...one, until: Math.min(one.until, at) } : one,
        ),
      }
    case 'setting-changed':
      return { ...office, settings: withKey(office.settings, happening.key, { value: happening.value, by, at }) }
    case 'explanation-drafted': {
      const { id, question, text, settings } = happening
      return {
        ...office,
        explanations: [...office.explanations, { id, question, text, settings, drafted: { by, at } }],
      }
    }
    case 'explanation-signed':
      return {
        ...office,
        explanations: office.explanations.map((one) =>
          one.id === happening.id ? { ...one, signed: { by, at } } : one,
        ),
      }
    case 'calendar-proposed': {
      const { id, year, document, text } = happening
      return { ...office, calendar: [...office.calendar, { id, year, document, text, proposed: { by, at } }] }
    }
    case 'calendar-decided':
      return {
        ...office,
        calendar: office.calendar.map((one) =>
          one.id === happening.id ? { ...one, decided: { by, at, agreed: happening.agreed } } : one,
        ),
      }
    case 'duty-roster-set': {
      const outside = office.shifts.filter(({ from, to }) => to <= happening.from || from >= happening.to)
      const shifts = [...outside, ...happening.shifts].toSorted((one, other) => one.from - other.from)
      return { ...office, shifts }
    }
    case 'machine-token-made': {
      const { id, name, scopes, notAfter } = happening
      return { ...office, tokens: [...office.tokens, { id, name, scopes, notAfter }] }
    }
    case 'machine-token-revoked':
      return {
        ...office,
        tokens: office.tokens.map((one) =>
          one.id === happening.id ? { ...one, revokedAt: one.revokedAt ?? at } : one,
        ),
      }
    case 'institution-registered': {
      const { institution } = happening
      return { ...office, institutions: withKey(office.institutions, institution.id, institution) }
    }
    case 'office-form-filed': {
      const { form, serial, as, fields } = happening
      const filed: OfficeForm = { form, serial, as, fields, by, at, position }
      return { ...office, forms: { ...office.forms, [form]: [...(office.forms[form] ?? []), filed] } }
    }
    case 'office-document-released': {
      const { form, serial, sha256, bytes, head } = happening
      const released = (office.forms[form] ?? []).map((filed) =>
        filed.serial === serial ? { ...filed, document: { sha256, bytes, head } } : filed,
      )
      return { ...office, forms: { ...office.forms, [form]: released } }
    }
    case 'protected-statement-made': {
      const standing = { ...happening.statement, by, at }
      return { ...office, protectedStatements: [...office.protectedStatements, standing] }
    }
    case 'plan-version-approved':
      return { ...office, planVersion: Math.max(office.planVersion, happening.version) }
    case 'enrollment-code-made':
    case 'endpoint-revoked':
      return { ...office, commandLineUpTo: Math.max(office.commandLineUpTo, happening.commandLine ?? 0) }
    // They stand in the history; nothing is decided from them.
    case 'signed-out':
    case 'sign-in-refused':
    case 'endpoint-renamed':
    case 'exported':
    case 'protected-statements-read':
    case 'audit-read':
    case 'audit-verified':
      return office
    // What somebody wrote into the file need not be of any kind.
    default:
      return office
  }
}

function changePerson(
  office: Office,
  id: string,
  change: (known: PersonStanding | undefined) => PersonStanding | undefined,
): Office {
  const next = change(office.people.get(id))
  return next ? { ...office, people: OrderedMap.of(office.people).with(id, next) } : office
}
