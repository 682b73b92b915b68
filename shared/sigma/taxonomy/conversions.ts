/** How native values are written in the taxonomy. Each takes the whole record, since some values are made of two. */

import type { Fields } from '../event.ts'
import { textOfValue } from '../event.ts'

const textOf = (record: Fields, field: string): string | undefined => textOfValue(record[field])

export const conversions = {
  /** `0x1a4` → `420`, as Sysmon writes process ids. */
  decimal: (record: Fields, field: string) => {
    const text = textOf(record, field)
    return text !== undefined && /^0x[0-9a-f]{1,12}$/i.test(text) ? String(Number.parseInt(text, 16)) : text
  },
  /** `DOMAIN\name` of the account that the process runs as; Windows writes `-` where that is the account that started it. */
  account: (record: Fields) => {
    const own = textOf(record, 'TargetUserName') ?? '-'
    const side = own === '-' || own === '' ? 'Subject' : 'Target'
    const [domain, name] = [textOf(record, `${side}DomainName`), textOf(record, `${side}UserName`)]
    return domain === undefined || name === undefined ? name : `${domain}\\${name}`
  },
  /** The well-known labels of mandatory integrity. */
  integrity: (record: Fields, field: string) => {
    const label = textOf(record, field)
    return label === undefined ? undefined : (integrityLevels[label] ?? label)
  },
  /** `\REGISTRY\MACHINE\…` → `HKLM\…`, with the value's name behind it. */
  registryPath: (record: Fields, field: string) => {
    const key = textOf(record, field)
    if (key === undefined) return undefined
    const value = textOf(record, 'ObjectValueName')
    const path = key.replace(/^\\registry\\machine(?=\\|$)/i, 'HKLM').replace(/^\\registry\\user(?=\\|$)/i, 'HKU')
    return value === undefined || value === '' || value === '-' ? path : `${path}\\${value}`
  },
  /** `1` of a DWORD → `DWORD (0x00000001)`. */
  registryValue: (record: Fields, field: string) => {
    const value = textOf(record, field)
    const type = textOf(record, 'NewValueType')
    if (value === undefined || !/^\d{1,15}$/.test(value)) return value
    if (type === '%%1876') return `DWORD (0x${Number(value).toString(16).padStart(8, '0')})`
    if (type === '%%1879') {
      const hex = Number(value).toString(16).padStart(16, '0')
      return `QWORD (0x${hex.slice(0, 8)}-0x${hex.slice(8)})`
    }
    return value
  },
  /** Outbound is what the process itself began. */
  initiated: (record: Fields, field: string) => String(textOf(record, field) === '%%14593'),
  protocol: (record: Fields, field: string) => {
    const number = textOf(record, field) ?? ''
    return { '6': 'tcp', '17': 'udp' }[number] ?? number
  },
  /** The arguments of an auditd EXECVE record, in order. */
  arguments: (record: Fields) => {
    const words: string[] = []
    for (let i = 0; i < argumentsAtMost; i++) {
      const word = textOf(record, `a${i}`)
      if (word === undefined) break
      words.push(word)
    }
    return words.length === 0 ? undefined : words.join(' ')
  },
} satisfies Readonly<Record<string, (record: Fields, field: string) => string | undefined>>

export type Conversion = keyof typeof conversions

const argumentsAtMost = 512

const integrityLevels: Readonly<Record<string, string>> = {
  'S-1-16-0': 'Untrusted',
  'S-1-16-4096': 'Low',
  'S-1-16-8192': 'Medium',
  'S-1-16-8448': 'Medium',
  'S-1-16-12288': 'High',
  'S-1-16-16384': 'System',
}
