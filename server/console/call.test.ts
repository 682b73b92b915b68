// A call must say everything about itself: each of these lines lacks one thing, and would compile if that were allowed.
import { expect, test } from 'vitest'
import * as z from 'zod'
import { operations } from '../workflow/permissions.ts'
import { calls } from './api/index.ts'
import { call, done, noBody } from './call.ts'
import { liveOperation } from './live-socket.ts'

const whole = { method: 'GET', path: '/api/x', operation: 'self.use', body: noBody, perform: () => done } as const

test('what a call declares is checked by the compiler', () => {
  const { operation: _operation, ...withoutOperation } = whole
  const { body: _body, ...withoutBody } = whole
  const { method: _method, ...withoutMethod } = whole
  call(whole)
  call({ ...whole, path: '/api/x/:id' })
  call({ ...whole, path: '/api/x/:form', params: { form: z.enum(['D01']) } })
  // @ts-expect-error who may call it is not said
  call(withoutOperation)
  // @ts-expect-error the permission table has no such line
  call({ ...whole, operation: 'self.everything' })
  // @ts-expect-error what it takes is not said
  call(withoutBody)
  // @ts-expect-error how it is called is not said
  call(withoutMethod)
  // @ts-expect-error outside the API
  call({ ...whole, path: '/x' })
  // @ts-expect-error what may stand in a place of the path is not said
  call({ ...whole, path: '/api/x/:id/:form' })
  // @ts-expect-error where anyone may call there may be no officer
  call({ ...whole, operation: 'anyone', perform: ({ officer }) => ({ status: 200, body: officer.name }) })
})

test('every route and the live feed name a line of the permission table, and those open to anyone are few', () => {
  const names = calls.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(names).size).toBe(names.length)
  const lines = [...operations, 'anyone']
  expect(calls.filter(({ operation }) => !lines.includes(operation)).map(({ path }) => path)).toEqual([])
  expect(operations).toContain(liveOperation)
  expect(calls.filter(({ operation }) => operation === 'anyone').map(({ path }) => path)).toEqual([
    '/api/setup',
    '/api/authenticators',
    '/api/setup',
    '/api/sign-in',
    '/api/activate',
  ])
})

test('every place of a path has its schema', () => {
  const places = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const without = calls.filter(({ path, params = {} }) =>
    places(path).some((name) => name !== 'id' && !Object.hasOwn(params, name)),
  )
  expect(without.map(({ path }) => path)).toEqual([])
})
