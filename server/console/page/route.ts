/** Which screen the address names. The fragment is used, so that a reload or a bookmark asks the server for nothing new. */

export type Route =
  | { readonly screen: 'duty' }
  | { readonly screen: 'incident'; readonly id: string }
  | { readonly screen: 'endpoints' }
  | { readonly screen: 'endpoint'; readonly id: string }

const singles = { incidents: 'incident', endpoints: 'endpoint' } as const

/** What is not understood is the duty screen: nobody on duty is left before an empty page. */
export function readRoute(fragment: string): Route {
  const [, place = '', id = ''] = /^#\/([a-z]+)(?:\/([\w-]+))?$/.exec(fragment) ?? []
  if (place === 'endpoints' && id === '') return { screen: 'endpoints' }
  if ((place === 'incidents' || place === 'endpoints') && id !== '') return { screen: singles[place], id }
  return { screen: 'duty' }
}

export function writeRoute(route: Route): string {
  switch (route.screen) {
    case 'duty':
      return '#/'
    case 'endpoints':
      return '#/endpoints'
    case 'incident':
      return `#/incidents/${route.id}`
    case 'endpoint':
      return `#/endpoints/${route.id}`
  }
}
