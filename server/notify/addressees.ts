/** Who gets a notice on which channel: people by their role, machines always. */

import type { ChannelName } from './channels/channel.ts'
import type { NotifySettings, Role } from './settings.ts'

export interface Addressee {
  /** The person's name in the settings, or the channel's where a machine receives. */
  readonly recipient: string
  readonly channel: ChannelName
  /** Mail address or number; empty where the channel knows its one receiver. Never stored. */
  readonly to: string
}

type Known = Pick<NotifySettings, 'recipients' | 'mail' | 'sms' | 'webhook' | 'syslog'>

export function addresseesOf(settings: Known, roles: readonly Role[]): readonly Addressee[] {
  const people = settings.recipients
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ name: recipient, mail, mobile }): readonly Addressee[] => [
      ...(settings.mail && mail !== undefined ? [{ recipient, channel: 'mail', to: mail } as const] : []),
      ...(settings.sms && mobile !== undefined ? [{ recipient, channel: 'sms', to: mobile } as const] : []),
    ])
  const machines = (['webhook', 'syslog'] as const)
    .filter((channel) => settings[channel] !== undefined)
    .map((channel): Addressee => ({ recipient: channel, channel, to: '' }))
  return [...people, ...machines]
}

/** Roles that nobody would hear: told once at start. */
export const unheard = (settings: Known, roles: readonly Role[]): readonly Role[] =>
  roles.filter((role) => addresseesOf(settings, [role]).every(({ channel, recipient }) => channel === recipient))
