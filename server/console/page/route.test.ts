// Addresses of the console's screens, there and back.
import { expect, test } from 'vitest'
import { readRoute, writeRoute } from './route.ts'
import type { Route } from './route.ts'

const id = '0192f4a0-0000-7000-8000-000000000001'

test.each<[string, Route]>([
  ['#/', { screen: 'duty' }],
  ['#/incidents', { screen: 'incidents' }],
  ['#/endpoints', { screen: 'endpoints' }],
  [`#/incidents/${id}`, { screen: 'incident', id }],
  [`#/incidents/${id}/directives`, { screen: 'incident', id, part: 'directives' }],
  [`#/incidents/${id}/forms`, { screen: 'incident', id, part: 'forms' }],
  [`#/incidents/${id}/forms/D16a`, { screen: 'incident', id, form: 'D16a' }],
  [`#/incidents/${id}/do/begin-recovery`, { screen: 'incident', id, event: 'begin-recovery' }],
  ['#/endpoints/0192f4a0', { screen: 'endpoint', id: '0192f4a0' }],
  ['#/people', { screen: 'office', place: 'people' }],
  ['#/office-forms/D21', { screen: 'office', place: 'office-forms', form: 'D21' }],
])('%s', (fragment, route) => {
  expect(readRoute(fragment)).toEqual(route)
  expect(writeRoute(route)).toBe(fragment)
})

test('an unknown part of an incident is its first', () => {
  expect(readRoute(`#/incidents/${id}/other`)).toEqual({ screen: 'incident', id })
})

test.each(['', '#', '#/other/1', '#/incidents/../x', '#/incidents/a b'])('%s is the duty screen', (fragment) => {
  expect(readRoute(fragment)).toEqual({ screen: 'duty' })
})
