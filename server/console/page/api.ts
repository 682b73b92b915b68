/** The calls of the console's API; every outcome is a value, and a refusal comes with its sentence. */

import type { Institution } from '#shared/domain/institution.ts'
import type { OrderAction } from '#shared/domain/order.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Entry } from '../../workflow/history.ts'
import type { AlertRow, EndpointRow, IncidentRow } from '../feed-frame.ts'

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly signedOut: boolean }

export interface Me {
  readonly officer: { readonly id: string; readonly name: string }
  readonly office: { readonly name: string; readonly phone: string }
}

export interface IncidentDetail {
  readonly incident: IncidentRow
  readonly alerts: readonly AlertRow[]
  readonly timeline: readonly Entry[]
}

export interface EndpointDetail {
  readonly endpoint: EndpointRow
  readonly timeline: readonly Entry[]
}

export interface EnrollmentCode {
  readonly code: string
  readonly command: string
}

export interface WantedCode {
  readonly institution: string
  readonly kind?: Institution['kind'] | undefined
  readonly phone?: string | undefined
}

const withinMs = 10_000

export const readMe = () => call<Me>('GET', '/api/me')
export const signIn = (code: string, name: string) => call('POST', '/api/sign-in', { code, name })
export const signOut = () => call('POST', '/api/sign-out', {})
export const takeOver = (alert: string) => call('POST', `/api/alerts/${alert}/take-over`, {})
export const giveOrder = (endpoint: string, action: OrderAction, reason: string) =>
  call<{ readonly order: string }>('POST', `/api/endpoints/${endpoint}/orders`, { action, reason })
export const addNote = (incident: string, text: string) => call('POST', `/api/incidents/${incident}/notes`, { text })
export const readIncident = (incident: string) => call<IncidentDetail>('GET', `/api/incidents/${incident}`)
export const readEndpoint = (endpoint: string) => call<EndpointDetail>('GET', `/api/endpoints/${endpoint}`)
export const listInstitutions = () =>
  call<{ readonly institutions: readonly Institution[] }>('GET', '/api/institutions')
export const makeCode = (wanted: WantedCode) => call<EnrollmentCode>('POST', '/api/enrollment-codes', wanted)

async function call<T = undefined>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<T>> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), withinMs)
  try {
    const response = await fetch(path, {
      method,
      signal: limit.signal,
      cache: 'no-store',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const value: unknown = text === '' ? undefined : JSON.parse(text)
    if (response.ok) return { ok: true, value: value as T }
    const { message = consolePage.unreachable } = (value ?? {}) as { readonly message?: string }
    return { ok: false, message, signedOut: response.status === 401 }
  } catch {
    // No answer in time, or none that can be read: whether it was done is seen in the feed.
    return { ok: false, message: consolePage.unreachable, signedOut: false }
  } finally {
    clearTimeout(timer)
  }
}
