/** Who gets a notice on which channel: persons by their posts and shifts, in the console and on their telephone; contacts of the settings; machines always. */

import type { Role as Post } from '#shared/domain/role.ts'
import type { Office } from '../workflow/office.ts'
import { holders, holds } from '../workflow/who.ts'
import type { ChannelName } from './channels/channel.ts'
import { roles as everybody } from './settings.ts'
import type { NotifySettings, Role } from './settings.ts'

export interface Addressee {
  /** The id of a person who holds a post, a contact's name in the settings, or the channel's name where a machine receives. */
  readonly recipient: string
  readonly channel: ChannelName | 'inbox'
  /** Mail address or number; empty in the inbox, and where the channel knows its one receiver. Never stored. */
  readonly to: string
}

export type Known = Pick<NotifySettings, 'recipients' | 'mail' | 'sms' | 'webhook' | 'syslog'>

const postOf: Readonly<Record<Role, Post>> = {
  duty: 'office',
  backup: 'office',
  deputy: 'deputy',
  leader: 'leader',
  member: 'member',
}

/** 值班: who has the shift and still holds the post; without a roster everybody of the office. */
export function personsIn(office: Office, role: Role, now: number): readonly string[] {
  const all = holders(office, postOf[role], now)
  if (role !== 'duty') return all
  const onShift = all.filter((person) =>
    office.shifts.some((shift) => shift.person === person && shift.from <= now && now < shift.to),
  )
  return onShift.length > 0 ? onShift : all
}

/** Who holds a post of one of these departments. */
const personsOf = (office: Office, units: readonly string[], now: number): readonly string[] =>
  office.posts.flatMap(({ role, unit, person }) =>
    role === 'department' &&
    unit !== undefined &&
    units.includes(unit) &&
    holds(office, person, now).some((held) => held.role === role && held.unit === unit)
      ? [person]
      : [],
  )

/** A number as it can be dialled; a landline with its blanks and dashes too. */
const dialled = (phone: string): string | undefined => {
  const digits = phone.replaceAll(/[\s-]/g, '')
  return /^\+?\d{5,15}$/.test(digits) ? digits : undefined
}

export function addresseesOf(
  settings: Known,
  office: Office,
  roles: readonly Role[],
  now: number,
  units: readonly string[] = [],
): readonly Addressee[] {
  const wanted = peopleOf(settings, office, roles, now, units)
  // Nobody is the deputy, or the leader: the office is told in their place, since a reminder must not go nowhere.
  const people = wanted.length > 0 ? wanted : peopleOf(settings, office, ['backup'], now)
  const machines = (['webhook', 'syslog'] as const)
    .filter((channel) => settings[channel] !== undefined)
    .map((channel): Addressee => ({ recipient: channel, channel, to: '' }))
  return [...people, ...machines]
}

function peopleOf(
  settings: Known,
  office: Office,
  roles: readonly Role[],
  now: number,
  units: readonly string[] = [],
): readonly Addressee[] {
  const contacts = settings.recipients
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ name: recipient, mail, mobile }): readonly Addressee[] => [
      ...(settings.mail && mail !== undefined ? [{ recipient, channel: 'mail', to: mail } as const] : []),
      ...(settings.sms && mobile !== undefined ? [{ recipient, channel: 'sms', to: mobile } as const] : []),
    ])
  const told = [...roles.flatMap((role) => personsIn(office, role, now)), ...personsOf(office, units, now)]
  const persons = [...new Set(told)].flatMap((recipient): readonly Addressee[] => {
    const number = settings.sms && dialled(office.people.get(recipient)?.person.phone ?? '')
    // Who is a contact of the settings as well has one telephone.
    const known = contacts.some(({ channel, to }) => channel === 'sms' && to === number)
    return [
      { recipient, channel: 'inbox', to: '' },
      ...(number === undefined || known ? [] : [{ recipient, channel: 'sms', to: number } as const]),
    ]
  })
  return [...contacts, ...persons]
}

/** How a row that waits reaches its recipient now; nothing where the recipient, or the channel, is gone. */
export const reached = (
  settings: Known,
  office: Office,
  { recipient, channel }: { readonly recipient: string; readonly channel: string },
  now: number,
): Addressee | undefined =>
  addresseesOf(
    settings,
    office,
    everybody,
    now,
    office.posts.flatMap(({ unit }) => unit ?? []),
  ).find((one) => one.recipient === recipient && one.channel === channel)

/** Roles that nobody would hear outside the console: told once at start. */
export const unheard = (settings: Known, office: Office, roles: readonly Role[], now: number): readonly Role[] =>
  roles.filter((role) => peopleOf(settings, office, [role], now).every(({ channel }) => channel === 'inbox'))
