/** The calls that the page may make to the agent on this machine; every outcome is a value. */

import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import type { PanelRefusal, PanelState, PressAnswer } from '../panel-state.ts'

export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: PanelRefusal }
  /** Nobody answered: the agent is not running, or hangs. */
  | { readonly kind: 'silent' }

export interface PanelClient {
  state(after: number | undefined): Promise<Answer<PanelState>>
  report(drill: boolean): Promise<Answer<PressAnswer>>
  annotate(alert: string, annotation: Annotation): Promise<Answer<unknown>>
  withdraw(alert: string): Promise<Answer<unknown>>
  cut(alert: string | undefined): Promise<Answer<unknown>>
  postpone(alert: string, postponement: Postponement): Promise<Answer<unknown>>
  releaseCode(code: string): Promise<Answer<{ readonly action: ReleaseAction }>>
}

// The agent holds a question for a state at most 25 s; a call that changes something is answered after one fsync.
const stateWithinMs = 30_000
const callWithinMs = 8_000

export function panelClient(token: string): PanelClient {
  const headers = { 'x-sentinel-token': token }
  return {
    state: (after) =>
      call(`/api/state${after === undefined ? '' : `?after=${after}`}`, { headers, cache: 'no-store' }, stateWithinMs),
    report: (drill) => post('/api/report', drill ? { drill } : {}, headers),
    annotate: (alert, annotation) => post('/api/annotate', { alert, annotation }, headers),
    withdraw: (alert) => post('/api/withdraw', { alert }, headers),
    cut: (alert) => post('/api/cut', alert === undefined ? {} : { alert }, headers),
    postpone: (alert, postponement) => post('/api/postpone', { alert, postponement }, headers),
    releaseCode: (code) => post('/api/release-code', { code }, headers),
  }
}

export const post = <T>(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer<T>> =>
  call(
    path,
    { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
    callWithinMs,
  )

async function call<T>(path: string, request: RequestInit, withinMs: number): Promise<Answer<T>> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), withinMs)
  try {
    const response = await fetch(path, { ...request, signal: limit.signal })
    const text = await response.text()
    const value: unknown = text === '' ? {} : JSON.parse(text)
    return response.ok ? { kind: 'done', value: value as T } : { kind: 'refused', refusal: value as PanelRefusal }
  } catch {
    return { kind: 'silent' }
  } finally {
    clearTimeout(timer)
  }
}
