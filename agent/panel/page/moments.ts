/** The page's own sense of time: what the agent told, counted on by a clock that nobody can set. */

import { timeOfDay } from '#shared/text/shanghai-time.ts'
import type { PanelState } from '../panel-state.ts'

/** A received state and how long ago it was received, milliseconds. */
export interface Told {
  readonly state: PanelState
  readonly agoMs: number
}

/** A terminal's point in time as the office reads it, so that both screens show the same second. */
export const officeTime = ({ state }: Told, at: number): string => timeOfDay(at + state.officeOffsetMs)

/** Whole seconds that are left of a length that was told with the state; rounded up, so that 0 means over. */
export const secondsLeft = ({ agoMs }: Told, toldMs: number): number => Math.max(0, Math.ceil((toldMs - agoMs) / 1000))

/** Whole seconds since a point in time. */
export const secondsSince = ({ state, agoMs }: Told, at: number): number =>
  Math.max(0, Math.floor((state.now + agoMs - at) / 1000))
