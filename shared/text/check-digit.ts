/** Check digits for what is read over the phone: Damm's scheme finds every single wrong sign and every adjacent swap. */

// Damm, "Total anti-symmetrische Quasigruppen", 2004, the order-10 table in common use.
const dammTable = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const

/** The check digit of a string of decimal digits. */
export function dammDigit(digits: string): string {
  let interim = 0
  for (const digit of digits) {
    const next = dammTable[interim]?.[Number(digit)]
    if (!/^\d$/.test(digit) || next === undefined) throw new RangeError(`not a decimal digit: ${digit}`)
    interim = Number(next)
  }
  return String(interim)
}

/** Whether a string of digits that ends with its check digit is intact. */
export const dammHolds = (digits: string): boolean => /^\d{2,}$/.test(digits) && dammDigit(digits) === '0'

/** Crockford's base 32: no I, L, O, U, so that nothing is misread or misheard. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

// Doubling in GF(2^5), x^5+x^2+1. `2·a + b` is totally anti-symmetric, which is Damm's condition, for 32 signs instead of 10.
const double = (value: number) => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31

/** The check character of a string of Crockford base 32 signs. */
export function crockfordCheck(text: string): string {
  let interim = 0
  for (const sign of text) {
    const value = crockford.indexOf(sign)
    if (value < 0) throw new RangeError(`not a sign of Crockford's base 32: ${sign}`)
    interim = double(interim) ^ value
  }
  return crockford.charAt(double(interim))
}

/** Makes of what a person typed or heard what was meant: upper case, O→0, I and L→1, no blanks. */
export const readCrockford = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
