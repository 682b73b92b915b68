/** When a button that must not be pressed by mistake has been meant: held for 1.5 s, or pressed twice within five. */

export type Hold =
  | { readonly state: 'idle' }
  /** Down since; `armed` where one short press came before. */
  | { readonly state: 'down'; readonly since: number; readonly armed: boolean }
  /** One short press: a second one means it. */
  | { readonly state: 'armed'; readonly since: number }
  | { readonly state: 'meant' }

export const holdMs = 1_500
const secondPressWithinMs = 5_000

export type Touch = 'press' | 'release' | 'leave' | 'tick'

/** `now`: any monotonic clock, milliseconds. A finger that leaves the button has pressed nothing. */
export function hold(before: Hold, touch: Touch, now: number): Hold {
  switch (touch) {
    case 'press': {
      if (before.state === 'down') return before
      const armed = before.state === 'armed' && now - before.since <= secondPressWithinMs
      return { state: 'down', since: now, armed }
    }
    case 'release':
      if (before.state !== 'down') return before
      return before.armed || now - before.since >= holdMs ? { state: 'meant' } : { state: 'armed', since: now }
    case 'leave':
      return before.state === 'down' ? { state: 'idle' } : before
    case 'tick':
      if (before.state === 'down' && now - before.since >= holdMs) return { state: 'meant' }
      if (before.state === 'armed' && now - before.since > secondPressWithinMs) return { state: 'idle' }
      return before
  }
}
