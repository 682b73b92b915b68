/** Looks at once when somebody may have undone a cut, for as long as there is one; the turn every ten seconds stays beside it. */

import type { Isolation } from '#shared/domain/isolation.ts'
import type { Isolator } from './isolator.ts'

/** Tells that the layers of a cut may have been changed, sooner than the next turn would; never what. */
export interface LayerNotices {
  /** Runs until the signal. */
  start(onChange: () => void, signal: AbortSignal): void
}

/** Connected, there is nothing to guard and nothing runs. Ends by the signal. */
export function watchLayers(
  isolator: Pick<Isolator, 'current' | 'onChange' | 'lookAgain'>,
  notices: LayerNotices,
  signal: AbortSignal,
): void {
  let watching: AbortController | undefined
  const follow = ({ state, rehearsal }: Isolation) => {
    const guards = state !== 'connected' && !rehearsal && !signal.aborted
    if (guards === (watching !== undefined)) return
    watching?.abort()
    watching = guards ? new AbortController() : undefined
    if (watching) notices.start(() => void isolator.lookAgain(), watching.signal)
  }
  const forget = isolator.onChange(follow)
  signal.addEventListener(
    'abort',
    () => {
      forget()
      watching?.abort()
    },
    { once: true },
  )
  follow(isolator.current())
}
