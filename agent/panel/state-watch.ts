/** Numbers the states of the counter and wakes whoever waits for the next one. */

import { every } from '#shared/time/clock.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import type { PanelState } from './panel-state.ts'

export interface StateWatch {
  current(): PanelState
  /** Something may have changed. */
  touch(): void
  /** The current state if its version is not `after`, else the next one; after `withinMs` the same one again. */
  next(after: number, withinMs: number, signal: AbortSignal): Promise<PanelState>
}

/** A counter has one page; more that wait at once are answered at once. */
const waitingAtMost = 16

/** How often what only time changes (a report left alone for a minute) is looked at while a page waits. */
const lookEveryMs = 1_000

/** Last contact moves all the time; a page need not be woken for every beat. */
const heardWithinMs = 10_000

export function stateWatch({
  clock,
  view,
}: {
  readonly clock: Clock
  readonly view: (version: number) => PanelState
}): StateWatch {
  let version = 0
  let seen = ''
  const waiting = new Set<(state: PanelState) => void>()
  let stopLooking: Cancel | undefined

  const current = () => {
    const state = view(version)
    const signature = signatureOf(state)
    if (signature === seen) return state
    seen = signature
    version++
    return { ...state, version }
  }

  const touch = () => {
    if (waiting.size === 0) return
    const before = version
    const state = current()
    if (version !== before) for (const wake of waiting) wake(state)
  }

  return {
    current,
    touch,
    next: (after, withinMs, signal) => {
      const state = current()
      if (state.version !== after || waiting.size >= waitingAtMost || signal.aborted) return Promise.resolve(state)
      return new Promise((resolve) => {
        const finish = (state: PanelState) => {
          waiting.delete(finish)
          cancel()
          signal.removeEventListener('abort', giveUp)
          if (waiting.size === 0) {
            stopLooking?.()
            stopLooking = undefined
          }
          resolve(state)
        }
        const giveUp = () => {
          finish(current())
        }
        const cancel = clock.after(withinMs, giveUp)
        signal.addEventListener('abort', giveUp)
        waiting.add(finish)
        stopLooking ??= every(clock, lookEveryMs, touch)
      })
    },
  }
}

/** The state without what runs on by itself, which the page counts on its own. */
const signatureOf = (state: PanelState): string =>
  JSON.stringify({ ...state, version: 0, now: 0 }, (name, value: unknown) => {
    if (name === 'retryInMs' || name === 'remainingMs' || name === 'forMs' || name === 'nextTryInMs') return undefined
    if (name === 'lastHeardAt' && typeof value === 'number') return Math.floor(value / heardWithinMs)
    return value
  })
