/** 上报编号: the short code of a report, made on the terminal and used on both screens, on the phone and in the log. */

import { crockford, crockfordCheck, readCrockford } from './check-digit.ts'

const pattern = /^BS-?(\d{4})-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z])$/

/** `BS-1122-7F3K-2`: month and day in Shanghai, four random signs, a check sign over all eight. `random` yields [0, 1). */
export function reportCode(at: number, random: () => number): string {
  const day = monthAndDay(at)
  const signs = Array.from({ length: 4 }, () => crockford.charAt(Math.floor(random() * crockford.length))).join('')
  return `BS-${day}-${signs}-${crockfordCheck(day + signs)}`
}

/** The code that was meant by what a person typed, or nothing where its check sign does not hold. */
export function readReportCode(typed: string): string | undefined {
  const parts = pattern.exec(readCrockford(typed))
  if (!parts) return undefined
  const [, day = '', signs = '', check = ''] = parts
  return crockfordCheck(day + signs) === check ? `BS-${day}-${signs}-${check}` : undefined
}

// China has one zone and no summer time since 1991: UTC+8, computed so that no process time zone can change a code.
const shanghaiOffsetMs = 8 * 3_600_000

function monthAndDay(at: number): string {
  const shifted = new Date(at + shanghaiOffsetMs)
  return String(shifted.getUTCMonth() + 1).padStart(2, '0') + String(shifted.getUTCDate()).padStart(2, '0')
}
