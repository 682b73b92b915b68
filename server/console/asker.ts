/** Who asks, and whether the permission table lets them call: the posts in force at that moment, and whose own the thing is. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Office } from '../workflow/office.ts'
import { reachOf } from '../workflow/permissions.ts'
import type { Operation } from '../workflow/permissions.ts'
import { holds, permittedAs } from '../workflow/who.ts'
import type { About, Held } from '../workflow/who.ts'
import type { Call, Desk, Machine } from './call.ts'
import { ofExternalReports } from './may-be-read.ts'
import type { ConsoleRefusal } from './refusal.ts'

/** A person in a session, or a machine with a token. */
export type Asker =
  | { readonly kind: 'person'; readonly officer: Officer; readonly session: string; readonly locked: boolean }
  | { readonly kind: 'machine'; readonly machine: Machine }

/** What a call asks of the table before its body is read. Nothing: it may be made. */
export function refusalOf(call: Call, asker: Asker | undefined, id: string, desk: Desk): ConsoleRefusal | undefined {
  if (call.operation === 'anyone') return undefined
  if (asker === undefined) return 'not-signed-in'
  if (asker.kind === 'machine')
    return call.machine !== undefined && asker.machine.scopes.includes(call.machine) ? undefined : 'not-permitted'
  if (asker.locked && call.whileLocked !== true) return 'session-locked'
  const { office } = desk.conductor.situation()
  const { operation, about } = call
  if (about === 'in-the-body')
    return mayAtAll(office, asker.officer, operation, desk.now()) ? undefined : 'not-permitted'
  return personMay(office, asker.officer, operation, about?.(id, desk), desk.now()) ? undefined : 'not-permitted'
}

export const personMay = (
  office: Office,
  officer: Pick<Officer, 'id'>,
  operation: Operation,
  about: About | undefined,
  now: number,
): boolean => permittedAs(office, officer, operation, about ?? {}, now) !== undefined

/** What the scope `read` of a machine's token reaches of an incident: what happened, and not who is held to account for it. */
const readByMachines: readonly Operation[] = ['incident.read', 'live.view', 'handling.read', 'registry.read']

export const mayDo = (
  office: Office,
  asker: Asker,
  operation: Operation,
  about: About | undefined,
  now: number,
): boolean =>
  asker.kind === 'person'
    ? personMay(office, asker.officer, operation, about, now)
    : asker.machine.scopes.includes('read') && readByMachines.includes(operation)

/** Some post of the person has a line there, be it for its own only. */
const mayAtAll = (office: Office, { id }: Pick<Officer, 'id'>, operation: Operation, now: number): boolean =>
  personMay(office, { id }, operation, undefined, now) ||
  holds(office, id, now).some(({ role }) => reachOf(operation, role) === 'own')

/** What the live feed shows whom: everything, or what belongs to these units. Nothing: no feed. */
export function sightOf(office: Office, { id }: Pick<Officer, 'id'>, now: number): Sight | undefined {
  const may = (operation: Operation): boolean => personMay(office, { id }, operation, undefined, now)
  if (may('live.view')) return ofExternalReports.some(may) ? 'everything' : 'all-but-outside'
  const units = holds(office, id, now)
    .filter(({ role, unit }) => unit !== undefined && reachOf('live.view', role) === 'own')
    .map(({ unit = '' }) => unit)
  return units.length > 0 ? new Set(units) : undefined
}
/** `all-but-outside`: without what is owed to the outside (国家规定). */
export type Sight = 'everything' | 'all-but-outside' | ReadonlySet<string>

export const rolesOf = (office: Office, asker: Asker | undefined, now: number): readonly Held[] =>
  asker?.kind === 'person' ? holds(office, asker.officer.id, now) : []

/** As whom it acts: a person, or the machine under its token's name. */
export const officerOf = (asker: Asker | undefined): Officer | undefined => {
  if (asker === undefined) return undefined
  if (asker.kind === 'person') return asker.officer
  return { kind: 'officer', id: asker.machine.id, name: asker.machine.name }
}
