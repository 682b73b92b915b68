// Addresses of the console's screens, there and back.
import { expect, test } from 'vitest'
import { readRoute, writeRoute } from './route.ts'
import type { Route } from './route.ts'

test.each<[string, Route]>([
  ['#/', { screen: 'duty' }],
  ['#/endpoints', { screen: 'endpoints' }],
  [
    '#/incidents/0192f4a0-0000-7000-8000-000000000001',
    { screen: 'incident', id: '0192f4a0-0000-7000-8000-000000000001' },
  ],
  ['#/endpoints/0192f4a0', { screen: 'endpoint', id: '0192f4a0' }],
])('%s', (fragment, route) => {
  expect(readRoute(fragment)).toEqual(route)
  expect(writeRoute(route)).toBe(fragment)
})

test.each(['', '#', '#/other/1', '#/incidents', '#/incidents/../x'])('%s is the duty screen', (fragment) => {
  expect(readRoute(fragment)).toEqual({ screen: 'duty' })
})
