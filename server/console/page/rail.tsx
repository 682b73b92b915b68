/** The left rail: where one can go. */

import { consolePage } from '#shared/wording/zh-cn.ts'
import { writeRoute } from './route.ts'
import type { Route } from './route.ts'

interface RailProps {
  readonly route: Route
  readonly onHelp: () => void
  readonly onSignOut: () => void
}

const words = consolePage.rail
const places = [
  { route: { screen: 'duty' }, name: words.duty, holds: ['duty', 'incident'] },
  { route: { screen: 'endpoints' }, name: words.endpoints, holds: ['endpoints', 'endpoint'] },
] as const satisfies readonly { route: Route; name: string; holds: readonly Route['screen'][] }[]

export function Rail({ route, onHelp, onSignOut }: RailProps) {
  return (
    <nav className="rail" aria-label={words.label}>
      {places.map(({ route: place, name, holds }) => (
        <a
          key={name}
          href={writeRoute(place)}
          aria-current={(holds as readonly string[]).includes(route.screen) ? 'page' : undefined}
        >
          {name}
        </a>
      ))}
      <span className="rail-rest" />
      <button type="button" onClick={onHelp}>
        {words.help}
      </button>
      <button type="button" onClick={onSignOut}>
        {words.signOut}
      </button>
    </nav>
  )
}
