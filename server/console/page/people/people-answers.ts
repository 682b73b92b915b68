/** What the console answers about signing in, accounts and posts. */

import type { Role } from '#shared/domain/role.ts'
import type { Operation } from '../../../workflow/permissions.ts'
import { get, post } from '../ask.ts'

export interface Me {
  readonly officer: { readonly id: string; readonly name: string }
  readonly roles: readonly { readonly role: Role; readonly unit?: string | undefined }[]
  /** What the posts let do, everywhere or for one's own. */
  readonly operations: readonly Operation[]
  /** The session was not used for a while: everything but the live feed asks for the password first. */
  readonly locked: boolean
  readonly passwordDueAt?: number | undefined
  readonly vacancies: readonly Role[]
  readonly office: { readonly name: string; readonly phone: string }
}

export interface Setup {
  /** Nobody is here yet. */
  readonly due: boolean
  readonly passwordLength: number
}

export interface NewCredentials {
  readonly password: string
  readonly secret: string
  readonly totp: string
}

export interface Founder extends NewCredentials {
  readonly name: string
  readonly login: string
  readonly phone: string
}

export const founders = ['system', 'security', 'audit'] as const
export type FounderRole = (typeof founders)[number]

export interface Authenticator {
  readonly secret: string
  /** What the QR code holds, `otpauth://totp/…`. */
  readonly uri: string
}

export const readMe = () => get<Me>('/api/me')
export const readSetup = () => get<Setup>('/api/setup')
export const setUp = (code: string, people: Readonly<Record<FounderRole, Founder>>) =>
  post('/api/setup', { code, ...people })
export const makeAuthenticator = (login: string) => post<Authenticator>('/api/authenticators', { login })
export const activate = (login: string, code: string, credentials: NewCredentials) =>
  post('/api/activate', { login, code, ...credentials })
export const signIn = (login: string, password: string, totp: string) => post('/api/sign-in', { login, password, totp })
export const signOut = () => post('/api/sign-out')
export const unlock = (password: string) => post('/api/me/unlock', { password })
export const stayActive = () => post('/api/me/active')
export const changePassword = (password: string, next: string) => post('/api/me/password', { password, next })
export const changeAuthenticator = (password: string, secret: string, totp: string) =>
  post('/api/me/authenticator', { password, secret, totp })
