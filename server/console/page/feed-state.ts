/** What the page knows of the office's situation: a pure fold over the frames of the live feed. */

import type { AlertRow, EndpointRow, FeedFrame, IncidentRow } from '../feed-frame.ts'

export interface FeedState {
  readonly alerts: ReadonlyMap<string, AlertRow>
  readonly incidents: ReadonlyMap<string, IncidentRow>
  readonly endpoints: ReadonlyMap<string, EndpointRow>
  readonly office: { readonly name: string; readonly phone: string } | undefined
  readonly officer: { readonly id: string; readonly name: string } | undefined
  /** Chains of the history that no longer verify (篡改). */
  readonly brokenChains: number
  /** The place in the office's one order up to which this is true; undefined until the first snapshot. */
  readonly position: number | undefined
  /** The last frame: the server's clock, and this page's monotonic clock when it came. */
  readonly heard: { readonly serverTime: number; readonly at: number } | undefined
  /** Tries to connect since the feed was last open; 0 while it is. */
  readonly tries: number
}

export type FeedEvent =
  | { readonly kind: 'frame'; readonly frame: FeedFrame; readonly at: number }
  | { readonly kind: 'lost' }

export const unheard: FeedState = {
  alerts: new Map(),
  incidents: new Map(),
  endpoints: new Map(),
  office: undefined,
  officer: undefined,
  brokenChains: 0,
  position: undefined,
  heard: undefined,
  tries: 0,
}

export function feedReducer(state: FeedState, event: FeedEvent): FeedState {
  switch (event.kind) {
    case 'lost':
      return { ...state, tries: state.tries + 1 }
    case 'frame':
      return heard(state, event.frame, event.at)
  }
}

function heard(state: FeedState, frame: FeedFrame, at: number): FeedState {
  const alive: FeedState = { ...state, tries: 0, heard: { serverTime: frame.serverTime, at } }
  switch (frame.frame) {
    case 'snapshot':
      // Whole, and true even where it is older than what was known: the office may have been restored from a backup.
      return {
        ...alive,
        position: frame.position,
        office: frame.office,
        officer: frame.officer,
        brokenChains: frame.brokenChains ?? 0,
        alerts: byId(frame.alerts),
        incidents: byId(frame.incidents),
        endpoints: byId(frame.endpoints),
      }
    case 'change':
      // Without a snapshot there is nothing to change; rows from before what is known would take it back.
      if (state.position === undefined || frame.position < state.position) return alive
      return {
        ...alive,
        position: frame.position,
        alerts: replaced(state.alerts, frame.alerts),
        incidents: replaced(state.incidents, frame.incidents),
        endpoints: replaced(state.endpoints, frame.endpoints),
      }
    case 'beat':
      return alive
  }
}

interface Row {
  readonly id: string
}

const byId = <R extends Row>(rows: readonly R[]): ReadonlyMap<string, R> => new Map(rows.map((row) => [row.id, row]))

/** The same map where nothing changed, so that what shows it need not be drawn again. */
function replaced<R extends Row>(before: ReadonlyMap<string, R>, rows: readonly R[]): ReadonlyMap<string, R> {
  if (rows.length === 0) return before
  const after = new Map(before)
  for (const row of rows) after.set(row.id, row)
  return after
}

// Two beats lost and a little more: a slow line is not yet a dead one.
const staleAfterMs = 5_000

export type Standing =
  /** Nothing has come yet. */
  | 'connecting'
  | 'live'
  /** What is shown may be over: say since when, and never "all clear". */
  | 'stale'

/** `now`: this page's monotonic clock. */
export function standing(state: FeedState, now: number): Standing {
  if (state.position === undefined || state.heard === undefined) return 'connecting'
  return now - state.heard.at > staleAfterMs ? 'stale' : 'live'
}

/** The server's clock, counted on by the page's own; the browser's wall clock is never asked. */
export const serverNow = ({ heard }: FeedState, now: number): number | undefined =>
  heard && heard.serverTime + (now - heard.at)

/** A frame of the feed, or nothing where the text is none; the server is ours, so only its kind is looked at. */
export function readFrame(text: string): FeedFrame | undefined {
  try {
    const value = JSON.parse(text) as FeedFrame
    const known = value.frame === 'snapshot' || value.frame === 'change' || value.frame === 'beat'
    return known && typeof value.serverTime === 'number' ? value : undefined
  } catch {
    return undefined
  }
}
