/** A notice as one line of syslog (RFC 5424) that carries CEF, safe against everything that a field may hold. */

import type { Severity } from '#shared/domain/severity.ts'
import { printable } from '#shared/protocol/limits.ts'
import type { Message } from './channel.ts'

/** Facility 13, log audit. */
const facility = 13
// Severities of syslog and of CEF (0–10).
const grades: Record<Severity, { readonly syslog: number; readonly cef: number }> = {
  info: { syslog: 6, cef: 1 },
  low: { syslog: 5, cef: 3 },
  medium: { syslog: 4, cef: 5 },
  high: { syslog: 3, cef: 8 },
  critical: { syslog: 2, cef: 10 },
}

const oneLine = (value: string, max: number): string => printable(value.replaceAll(/\s+/g, ' '), max)
/** Between the bars: backslash and bar. */
const inHeader = (value: string, max: number): string => oneLine(value, max).replaceAll(/[\\|]/g, '\\$&')
/** Behind an equals sign: backslash and equals sign. */
const inExtension = (value: string, max: number): string => oneLine(value, max).replaceAll(/[\\=]/g, '\\$&')
/** Less than RFC 5424's PRINTUSASCII, so that no reader takes a name for the beginning of CEF; nothing left is the nil value. */
const inAscii = (value: string, max: number): string => value.replaceAll(/[^A-Za-z0-9._-]/g, '').slice(0, max) || '-'

export function cefLine(message: Message, host: string): string {
  const { id, at, step, subject, text, severity, incident, code } = message
  const { syslog, cef } = grades[severity]
  const stamp = new Date(at).toISOString()
  const extension = {
    externalId: id,
    rt: String(at),
    cs1Label: 'incident',
    cs1: incident,
    cs2Label: 'reportCode',
    cs2: code,
    msg: text,
  }
  const fields = Object.entries(extension).map(([name, value]) => `${name}=${inExtension(value, 600)}`)
  const head = ['CEF:0', 'Yibao', 'Sentinel', '1', inHeader(step, 60), inHeader(subject, 200), String(cef)].join('|')
  const header = `<${facility * 8 + syslog}>1 ${stamp} ${inAscii(host, 255)} yibao-sentinel - ${inAscii(step, 32)} -`
  return `${header} ${head}|${fields.join(' ')}`
}
