// The description is of the very calls that are served, valid by the standard's own schema, and one line a call.
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { permissions } from '../workflow/permissions.ts'
import { planEvents } from '../workflow/transitions.ts'
import { calls } from './api/index.ts'
import { call, noBody } from './call.ts'
import { openApi } from './openapi.ts'

interface Described {
  readonly operationId: string
  readonly summary: string
  readonly 'x-operation': string
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: { readonly properties?: object } } }
  }
  readonly responses: Readonly<Record<string, unknown>>
}
const described = (document: Readonly<Record<string, unknown>>) =>
  document['paths'] as Readonly<Record<string, Readonly<Record<string, Described>>>>

const document = openApi(calls, '璧山区医疗保障局')
const paths = described(document)
const all = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ name: `${method.toUpperCase()} ${path}`, path, ...one })),
)

test('it is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(document))
  expect(result.errors).toBeUndefined()
  expect(result.valid).toBe(true)
})

test('control: the validator finds what is wrong', async () => {
  const wrong = { ...structuredClone(document), paths: { '/api/x': { get: { responses: { wrong: 1 } } } } }
  expect((await new Validator().validate(wrong)).valid).toBe(false)
})

test('every call is in it, and nothing else', () => {
  const served = calls.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(all.map(({ name }) => name).toSorted()).toEqual(served.toSorted())
})

test('so many calls are of an incident: an event, a form or a command that falls out of the list is missed', () => {
  const ofIncidents = all.filter(({ path }) => path.startsWith('/api/incidents/'))
  const events = new Set<string>(planEvents)
  const last = (path: string): string => path.split('/').at(-1) ?? ''
  expect({
    events: ofIncidents.filter(({ path }) => events.has(last(path))).length,
    forms: ofIncidents.filter(({ name }) => /^POST .*\/forms\/D\d+[a-c]?$/.test(name)).length,
    all: ofIncidents.length,
  }).toEqual({ events: 21, forms: 18, all: 75 })
})

test('ids of operations are unique: machines make names of them', () => {
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length)
})

describe('of every call', () => {
  const names = (wrong: typeof all) => wrong.map(({ name }) => name)
  test('the line of the permission table is named, in words too', () => {
    expect(names(all.filter((one) => one['x-operation'] !== 'anyone' && !(one['x-operation'] in permissions)))).toEqual(
      [],
    )
    expect(names(all.filter(({ summary }) => summary === ''))).toEqual([])
  })
  test('a session is asked for, unless it is open to anyone', () => {
    const open = all.filter(({ security }) => security.length === 0)
    expect(names(open)).toEqual(names(all.filter((one) => one['x-operation'] === 'anyone')))
  })
  test('every name of the path is described', () => {
    const described = ({ parameters }: (typeof all)[number]) =>
      parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name)
    const inPath = ({ path }: { readonly path: string }) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(all.map(described)).toEqual(all.map(inPath))
  })
  test('every status with which it can be refused is said', () => {
    for (const status of ['400', '401', '403', '404', '409', '422', '503'])
      expect(names(all.filter(({ responses }) => !(status in responses)))).toEqual([])
  })
})

test('a body is described as its schema has it, with its limits; a query too', () => {
  const made = call({
    method: 'POST',
    path: '/api/things/:id',
    operation: 'self.use',
    body: z.strictObject({ text: z.string().max(7), drill: z.boolean().default(false) }),
    query: z.strictObject({ limit: z.string().regex(/^\d$/).optional() }),
    perform: () => ({ status: 204 }),
  })
  const one = described(openApi([made], ''))['/api/things/{id}']?.['post']
  expect(one?.requestBody?.content['application/json'].schema).toEqual({
    type: 'object',
    properties: { text: { type: 'string', maxLength: 7 }, drill: { default: false, type: 'boolean' } },
    required: ['text'],
    additionalProperties: false,
  })
  expect(one?.parameters).toContainEqual({
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'string', pattern: '^\\d$' },
  })
})

test('a call that a machine may make says with which scope', () => {
  const made = call({
    method: 'GET',
    path: '/api/things',
    operation: 'self.use',
    machine: 'read',
    body: noBody,
    perform: () => ({ status: 204 }),
  })
  const one = described(openApi([made], ''))['/api/things']?.['get']
  expect(one).toMatchObject({ 'x-machine-scope': 'read', security: [{ session: [] }, { machineToken: [] }] })
  expect(one?.requestBody).toBeUndefined()
})
