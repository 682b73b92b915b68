/** Which screen the address names. The fragment is used, so that a reload or a bookmark asks the server for nothing new. */

/** Parts of an incident's screen; the first is shown by its bare address. */
export const incidentParts = ['handling', 'forms', 'directives', 'reconnections', 'accountability', 'evidence'] as const
export type IncidentPart = (typeof incidentParts)[number]

/** The screens of the office and of the three administrators. */
export const officePlaces = [
  'register',
  'roster',
  'office-forms',
  'people',
  'posts',
  'settings',
  'calendar',
  'registry',
  'tokens',
  'audit',
  'account',
] as const
export type OfficePlace = (typeof officePlaces)[number]

export type Route =
  | { readonly screen: 'duty' }
  | { readonly screen: 'incidents' }
  | {
      readonly screen: 'incident'
      readonly id: string
      readonly part?: IncidentPart | undefined
      /** A form that is open, by its number. */
      readonly form?: string | undefined
      /** An event of the plan that is being decided. */
      readonly event?: string | undefined
    }
  | { readonly screen: 'endpoints' }
  | { readonly screen: 'endpoint'; readonly id: string }
  | { readonly screen: 'office'; readonly place: OfficePlace; readonly form?: string | undefined }

const isPart = (text: string): text is IncidentPart => (incidentParts as readonly string[]).includes(text)
const isOfficePlace = (text: string): text is OfficePlace => (officePlaces as readonly string[]).includes(text)

/** What is not understood is the duty screen: nobody on duty is left before an empty page. */
export function readRoute(fragment: string): Route {
  const [place = '', one = '', two = '', three = ''] = fragment.replace(/^#\//, '').split('/')
  if ([place, one, two, three].some((part) => !/^[\w-]*$/.test(part))) return { screen: 'duty' }
  if (place === 'incidents') return one === '' ? { screen: 'incidents' } : incidentRoute(one, two, three)
  if (place === 'endpoints') return one === '' ? { screen: 'endpoints' } : { screen: 'endpoint', id: one }
  if (isOfficePlace(place)) return { screen: 'office', place, form: one === '' ? undefined : one }
  return { screen: 'duty' }
}

function incidentRoute(id: string, part: string, name: string): Route {
  if (part === 'forms' && name !== '') return { screen: 'incident', id, form: name }
  if (part === 'do' && name !== '') return { screen: 'incident', id, event: name }
  return { screen: 'incident', id, part: isPart(part) ? part : undefined }
}

export function writeRoute(route: Route): string {
  switch (route.screen) {
    case 'duty':
      return '#/'
    case 'incidents':
      return '#/incidents'
    case 'endpoints':
      return '#/endpoints'
    case 'incident': {
      const { id, part, form, event } = route
      if (form !== undefined) return `#/incidents/${id}/forms/${form}`
      if (event !== undefined) return `#/incidents/${id}/do/${event}`
      return part === undefined || part === 'handling' ? `#/incidents/${id}` : `#/incidents/${id}/${part}`
    }
    case 'endpoint':
      return `#/endpoints/${route.id}`
    case 'office':
      return route.form === undefined ? `#/${route.place}` : `#/${route.place}/${route.form}`
  }
}
