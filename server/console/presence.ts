/** What the console needs to know of who is connected; the gateway fills it. */

import type { Posture } from '#shared/protocol/frame.ts'

export interface TerminalPresence {
  readonly endpoint: string
  readonly online: boolean
  /** Server time, milliseconds since 1970 UTC. */
  readonly lastHeardAt: number
  readonly agent: string
  readonly posture: Posture
  /** Terminal wall clock minus server clock. */
  readonly clockOffsetMs: number
}

export interface Presences {
  presence(endpoint: string): TerminalPresence | undefined
  onPresence(listener: (presence: TerminalPresence) => void): () => void
}

/** A heartbeat that says nothing new is told this seldom; pages count "last heard" on by themselves. */
const tellAgainAfterMs = 10_000

/** Whether a presence is worth a row to every page. */
export function isNews(next: TerminalPresence, told: TerminalPresence | undefined): boolean {
  if (told === undefined || next.online !== told.online || next.agent !== told.agent) return true
  if (JSON.stringify(next.posture) !== JSON.stringify(told.posture)) return true
  return next.lastHeardAt - told.lastHeardAt >= tellAgainAfterMs
}
