/** What a password must be (GB/T 22239-2019 8.1.4.1 a). Pure. */

/** How many former passwords a new one is compared with, the one of now included. */
export const rememberedPasswords = 5

const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{N}\s]/u] as const

export interface Owner {
  readonly login: string
  readonly name: string
}

/** Long enough, of all four kinds, of more than a handful of signs, and neither login nor name is part of it. */
export function isStrong(password: string, { login, name }: Owner, minLength: number): boolean {
  const signs = [...password.normalize('NFC')]
  if (signs.length < minLength || kinds.some((kind) => !kind.test(password))) return false
  if (new Set(signs).size < 6) return false
  const plain = password.normalize('NFKC').toLowerCase()
  return [login, name].every((part) => part.trim() === '' || !plain.includes(part.trim().toLowerCase()))
}
