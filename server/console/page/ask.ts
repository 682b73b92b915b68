/** One call of the console's API; every outcome is a value, and a refusal comes with its sentence. */

import { consolePage } from '#shared/wording/zh-cn.ts'
import type { FieldRefusals } from '../../workflow/forms/form.ts'

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly message: string
      readonly signedOut: boolean
      /** Fields of a form that were refused, each with its reason. */
      readonly fields: FieldRefusals
    }

const withinMs = 10_000

/** `locked`: nobody used the session for a while, and the password is asked for; `signed-out`: there is no session any more. */
export type SessionNews = 'locked' | 'signed-out'

const watchers = new Set<(news: SessionNews) => void>()

/** Tells whenever a call is refused for the session's sake, whoever made it. */
export function watchSession(tell: (news: SessionNews) => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

const newsOf: Readonly<Record<number, SessionNews>> = { 401: 'signed-out', 423: 'locked' }

export const get = <T>(path: string) => call<T>('GET', path)
export const post = <T = undefined>(path: string, body: object = {}) => call<T>('POST', path, body)

async function call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<T>> {
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
    const news = newsOf[response.status]
    if (news) for (const tell of watchers) tell(news)
    const { message = consolePage.unreachable, details } = (value ?? {}) as {
      readonly message?: string
      readonly details?: { readonly fields?: FieldRefusals; readonly why?: string }
    }
    const said = details?.why === undefined ? message : `${message}：${details.why}`
    return { ok: false, message: said, fields: details?.fields ?? [], signedOut: news === 'signed-out' }
  } catch {
    // No answer in time, or none that can be read: whether it was done is seen in the feed.
    return { ok: false, message: consolePage.unreachable, fields: [], signedOut: false }
  } finally {
    clearTimeout(timer)
  }
}
