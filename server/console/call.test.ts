// A call must say everything about itself: each of these lines lacks one thing, and would compile if that were allowed.
import { expect, test } from 'vitest'
import { calls } from './api/index.ts'
import { call, done, noBody } from './call.ts'

const whole = { method: 'GET', path: '/api/x', access: 'signed-in', body: noBody, perform: () => done } as const

test('what a call declares is checked by the compiler', () => {
  const { access: _access, ...withoutAccess } = whole
  const { body: _body, ...withoutBody } = whole
  const { method: _method, ...withoutMethod } = whole
  call(whole)
  // @ts-expect-error who may call it is not said
  call(withoutAccess)
  // @ts-expect-error what it takes is not said
  call(withoutBody)
  // @ts-expect-error how it is called is not said
  call(withoutMethod)
  // @ts-expect-error outside the API
  call({ ...whole, path: '/x' })
  // @ts-expect-error where anyone may call there may be no officer
  call({ ...whole, access: 'anyone', perform: ({ officer }) => ({ status: 200, body: officer.name }) })
})

test('no two calls are one, and only signing in is open to anyone', () => {
  const names = calls.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(names).size).toBe(names.length)
  expect(calls.filter(({ access }) => access === 'anyone').map(({ path }) => path)).toEqual(['/api/sign-in'])
})
