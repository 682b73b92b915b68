/** The API described for machines (OpenAPI 3.1), made of the very list of calls that the door serves: what is described is served, and the other way round. Pure. */

import * as z from 'zod'
import { roles } from '#shared/domain/role.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { reachOf } from '../workflow/permissions.ts'
import type { Call } from './call.ts'
import { refusalStatus } from './refusal.ts'
import type { ConsoleRefusal } from './refusal.ts'

type Json = Readonly<Record<string, unknown>>

/** What a `:name` of a path may be. */
const uuidSchema: Json = { type: 'string', format: 'uuid' }

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}

const namesIn = (path: string): readonly string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

const parametersOf = ({ path, params = {}, query }: Call): readonly Json[] => [
  ...namesIn(path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: params[name] ? schemaOf(params[name], 'input') : uuidSchema,
  })),
  ...queryOf(query),
]

function queryOf(query: Call['query']): readonly Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

/** Nothing where the call takes an empty object or none at all. */
function bodyOf({ method, body }: Call): Json | undefined {
  if (method === 'GET') return undefined
  const schema = schemaOf(body, 'input') as Json & { readonly properties?: Json; readonly required?: readonly string[] }
  const empty = schema.properties !== undefined && Object.keys(schema.properties).length === 0
  return { required: !empty, content: { 'application/json': { schema } } }
}

/** `/api/incidents/:id/forms/D03` → `post-incidents-id-forms-D03` */
const operationId = ({ method, path }: Call): string =>
  [method.toLowerCase(), ...path.split('/').slice(2)].join('-').replaceAll(':', '').replaceAll('.', '-')

const statuses = [...new Set(Object.values(refusalStatus))].toSorted((one, other) => one - other)
const refusals = Object.entries(refusalStatus) as readonly (readonly [ConsoleRefusal, number])[]
const withStatus = (status: number): readonly ConsoleRefusal[] =>
  refusals.filter(([, own]) => own === status).map(([refusal]) => refusal)

/** Every refusal with its sentence, under the status that it comes with. */
const refusalResponses: Json = Object.fromEntries(
  statuses.map((status) => [
    `Refused${status}`,
    {
      description: withStatus(status)
        .map((refusal) => `- \`${refusal}\`: ${zhCn.consoleRefusals[refusal]}`)
        .join('\n'),
      content: {
        'application/json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Refusal' },
              { properties: { refusal: { enum: withStatus(status) } } },
            ],
          },
        },
      },
    },
  ]),
)

const refusedAs = Object.fromEntries(
  statuses.map((status) => [String(status), { $ref: `#/components/responses/Refused${status}` }]),
)

const json = (schema: Json): Json => ({ 'application/json': { schema } })

/** A call that does not say what it answers gives nothing, a file, or an object that only our own page reads. */
const answers = ({ answer }: Call): Json =>
  answer
    ? { '200': { description: '完成', content: json(schemaOf(answer, 'output')) } }
    : {
        '200': {
          description: '完成',
          content: {
            ...json({ type: 'object' }),
            'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
          },
        },
        '204': { description: '完成，没有内容' },
      }

function securityOf({ operation, machine }: Call): readonly Json[] {
  if (operation === 'anyone') return []
  return machine ? [{ session: [] }, { machineToken: [] }] : [{ session: [] }]
}

function operationOf(call: Call): Json {
  const { operation, machine, path } = call
  const body = bodyOf(call)
  return {
    operationId: operationId(call),
    tags: [path.split('/')[2] ?? ''],
    summary: operation === 'anyone' ? '无需登录' : zhCn.operations[operation],
    'x-operation': operation,
    ...(operation === 'anyone' ? {} : { 'x-roles': reaches(operation) }),
    ...(machine ? { 'x-machine-scope': machine } : {}),
    security: securityOf(call),
    parameters: parametersOf(call),
    ...(body ? { requestBody: body } : {}),
    responses: { ...answers(call), ...refusedAs },
  }
}

/** Which role reaches how far: the line of the permission table. */
const reaches = (operation: Exclude<Call['operation'], 'anyone'>): Json =>
  Object.fromEntries(
    roles.flatMap((role) => {
      const reach = reachOf(operation, role)
      return reach === undefined ? [] : [[role, reach]]
    }),
  )

export function openApi(calls: readonly Call[], office: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const call of calls) {
    const path = call.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: operationOf(call) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `医保网络安全哨兵（${office}）`,
      version: '1',
      description:
        '每个接口写明权限表中的一行（x-operation）；拒绝一律为 {refusal, message}，message 是给人看的一句话。',
    },
    paths,
    components: {
      schemas: {
        Refusal: {
          type: 'object',
          required: ['refusal', 'message'],
          properties: {
            refusal: { type: 'string' },
            message: { type: 'string' },
            details: {},
          },
        },
      },
      responses: refusalResponses,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sentinel-session' },
        machineToken: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
