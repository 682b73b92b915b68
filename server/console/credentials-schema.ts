/** What people type to prove who they are, as calls take it; its bounds only: the rules are looked at in `server/people`. */

import * as z from 'zod'
import { name, text } from '#shared/protocol/limits.ts'

export const loginSchema = z.string().trim().min(1).max(32)
/** Any signs at all; a bound, so that hashing cannot be made to take long. */
export const passwordSchema = z.string().min(1).max(128)
export const authenticatorCode = z.string().max(16)
/** Base32, 160 bits. */
export const authenticatorSecret = z.string().regex(/^[A-Z2-7]{32}$/)
export const phone = text(32).trim()
export const personName = name.trim().min(1).max(32)
/** As logins are made: letters that every keyboard has. */
export const newLogin = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{1,31}$/)

/** A password and an authenticator that are set together. */
export const newCredentials = {
  password: passwordSchema,
  secret: authenticatorSecret,
  /** The code that the app shows now: proof that it holds the secret. */
  totp: authenticatorCode,
}
