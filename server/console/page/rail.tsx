/** The left rail: where one can go, by what one's posts let do. */

import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Operation } from '../../workflow/permissions.ts'
import type { Reader } from './plan/reader.ts'
import { writeRoute } from './route.ts'
import type { Route } from './route.ts'

interface RailProps {
  readonly route: Route
  readonly reader: Reader
  readonly onHelp: () => void
  readonly onSignOut: () => void
}

interface Place {
  readonly route: Route
  readonly name: string
  /** Any one of these is enough. */
  readonly may: readonly Operation[]
  readonly holds?: readonly Route['screen'][]
}

const words = consolePage.rail
const places: readonly Place[] = [
  { route: { screen: 'duty' }, name: words.duty, may: ['live.view'] },
  {
    route: { screen: 'incidents' },
    name: words.incidents,
    may: ['incident.read'],
    holds: ['incident'],
  },
  { route: { screen: 'endpoints' }, name: words.endpoints, may: ['live.view'], holds: ['endpoint'] },
  { route: { screen: 'office', place: 'roster' }, name: words.roster, may: ['duty-roster.set'] },
  {
    route: { screen: 'office', place: 'office-forms' },
    name: words.officeForms,
    may: ['office.record', 'plan-version.approve'],
  },
  { route: { screen: 'office', place: 'people' }, name: words.people, may: ['people.manage'] },
  { route: { screen: 'office', place: 'posts' }, name: words.posts, may: ['posts.manage', 'delegation.grant'] },
  { route: { screen: 'office', place: 'settings' }, name: words.settings, may: ['settings.read'] },
  {
    route: { screen: 'office', place: 'calendar' },
    name: words.calendar,
    may: ['calendar.propose', 'calendar.confirm'],
  },
  { route: { screen: 'office', place: 'registry' }, name: words.registry, may: ['registry.manage'] },
  { route: { screen: 'office', place: 'tokens' }, name: words.tokens, may: ['machine-token.manage'] },
  { route: { screen: 'office', place: 'audit' }, name: words.audit, may: ['audit.read', 'audit.verify'] },
  { route: { screen: 'office', place: 'account' }, name: words.account, may: ['self.use'] },
]

const placesOf = (reader: Reader): readonly Place[] =>
  places.filter(({ may }) => may.some((operation) => reader.may(operation)))

/** What a person sees first: the duty screen, or for an administrator the first screen there is. */
const homeOf = (reader: Reader): Route => placesOf(reader)[0]?.route ?? { screen: 'office', place: 'account' }

/** Where the address leads this person: what the posts do not let see is left for the first screen that they do. */
export const routeFor = (route: Route, reader: Reader): Route =>
  isRegister(route) && reader.may('incident.register')
    ? route
    : placesOf(reader).some((place) => isHere(place, route))
      ? route
      : homeOf(reader)

/** Registering a report is begun from the list of incidents and has no place of its own. */
const isRegister = (route: Route): boolean => route.screen === 'office' && route.place === 'register'

export function Rail({ route, reader, onHelp, onSignOut }: RailProps) {
  return (
    <nav className="rail" aria-label={words.label}>
      {placesOf(reader).map((place) => (
        <a key={place.name} href={writeRoute(place.route)} aria-current={isHere(place, route) ? 'page' : undefined}>
          {place.name}
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

function isHere({ route: place, holds = [] }: Place, route: Route): boolean {
  if (place.screen === 'office') return route.screen === 'office' && route.place === place.place
  return place.screen === route.screen || holds.includes(route.screen)
}
