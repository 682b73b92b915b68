/** Turns records of Linux' own logs into events of Sigma's taxonomy: auditd, and what programs say to syslog. */

import type { EventOrigin, Fields, SigmaEvent } from '../event.ts'
import { textOfValue } from '../event.ts'
import { conversions } from './conversions.ts'

const auditd: EventOrigin = { product: 'linux', service: 'auditd', categories: [] }
const execve: EventOrigin = { product: 'linux', service: 'auditd', categories: ['process_creation'] }

/** `record`: `type` and the fields of one audit record; of the same event's SYSCALL record `exe`, where the source joined them. */
export function auditdEvent(record: Fields, at: number): SigmaEvent {
  if (textOfValue(record['type'])?.toUpperCase() !== 'EXECVE') return { origin: auditd, fields: record, at }
  const fields: Record<string, unknown> = { ...record }
  const commandLine = conversions.arguments(record)
  const image = textOfValue(record['exe']) ?? textOfValue(record['a0'])
  if (commandLine !== undefined) fields['CommandLine'] ??= commandLine
  if (image !== undefined) fields['Image'] ??= image
  return { origin: execve, fields, at }
}

/** Program, as syslog names it → service of Sigma. What is not here is `syslog`. */
const services: Readonly<Record<string, string>> = {
  sshd: 'sshd',
  'sshd-session': 'sshd',
  sudo: 'sudo',
  su: 'auth',
  login: 'auth',
  'systemd-logind': 'auth',
  cron: 'cron',
  crond: 'cron',
  crontab: 'cron',
  vsftpd: 'vsftpd',
  clamd: 'clamav',
  clamscan: 'clamav',
  freshclam: 'clamav',
  guacd: 'guacamole',
}

const origins = new Map<string, EventOrigin>(
  ['syslog', ...Object.values(services)].map((service) => [service, { product: 'linux', service, categories: [] }]),
)
const syslog: EventOrigin = { product: 'linux', service: 'syslog', categories: [] }

/** `record`: `program` and `message`, and whatever else the journal says of the line. */
export function syslogEvent(record: Fields, at: number): SigmaEvent {
  const program = textOfValue(record['program'])?.toLowerCase() ?? ''
  const service = Object.hasOwn(services, program) ? services[program] : undefined
  return { origin: origins.get(service ?? 'syslog') ?? syslog, fields: record, at }
}
