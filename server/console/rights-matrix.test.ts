// Every call × every role × own, another's or nobody's thing × signed in or not, over real HTTP with real sessions; what should happen is computed from the permission table alone.
import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Role } from '#shared/domain/role.ts'
import { roles } from '#shared/domain/role.ts'
import { askerOf, officeOf, ownUnit, postRoles } from '#test/fakes/askers.ts'
import type { Asker } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { anAlert, anEndpoint, anEndpointStanding, anIncident, idOf } from '#test/fakes/standings.ts'
import { operationsOfCalls } from '#test/fixtures/operations-of-calls.ts'
import { courseOf } from '../workflow/course.ts'
import { reachOf } from '../workflow/permissions.ts'
import type { Operation } from '../workflow/permissions.ts'
import { calls } from './api/index.ts'
import type { Call } from './call.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'

const whose = ['own', 'another’s', 'nobody’s'] as const
type Whose = (typeof whose)[number]

const anotherUnit = idOf(8)
const nobodysUnit = idOf(7)

/** Who asks. A field team is of an incident and no post, so its member holds a post that reaches nothing here but what everybody may. */
interface Row {
  readonly name: string
  readonly role: Role
  readonly asker: Asker
  readonly authorised?: boolean
}
const teamMember: Asker = {
  ...askerOf('institution', nobodysUnit),
  officer: { kind: 'officer', id: idOf(990), name: '组员' },
}
const rows: readonly Row[] = [
  ...postRoles.map((role): Row => ({ name: role, role, asker: askerOf(role) })),
  { name: 'field-team', role: 'field-team', asker: teamMember },
  {
    name: 'deputy, authorised',
    role: 'deputy',
    authorised: true,
    asker: { ...askerOf('deputy'), officer: { kind: 'officer', id: idOf(991), name: '副组长（有授权书）' } },
  },
]

const things = {
  incidents: { own: idOf(200), 'another’s': idOf(201), 'nobody’s': idOf(299) },
  alerts: { own: idOf(100), 'another’s': idOf(101), 'nobody’s': idOf(199) },
  endpoints: { own: idOf(1), 'another’s': idOf(2), 'nobody’s': idOf(99) },
} as const

/** Calls about one incident, alert or terminal: there it matters whose it is. */
const ownedIn = ({ path }: Pick<Call, 'path'>): keyof typeof things | undefined => {
  const [, kind] = /^\/api\/(incidents|alerts|endpoints)\/:id(\/|$)/.exec(path) ?? []
  return kind as keyof typeof things | undefined
}

const expectedOperation = (call: Call): Operation | 'anyone' =>
  operationsOfCalls[`${call.method} ${call.path}`] ?? 'anyone'

/** The rule, out of the table alone: which line a call has stands in the list of the fixture and not in the call. */
function shouldBeLetIn(call: Call, { role, authorised }: Row, thing: Whose): boolean {
  const operation = expectedOperation(call)
  if (operation === 'anyone') return true
  const owned = ownedIn(call) !== undefined
  if (role === 'field-team') {
    // What the post that its member holds lets everybody do.
    if (reachOf(operation, 'institution') === 'all') return true
    if (!owned) return reachOf(operation, 'institution') !== undefined
    return thing === 'own' && reachOf(operation, role) !== undefined
  }
  switch (reachOf(operation, role)) {
    case undefined:
      return false
    case 'all':
      return true
    case 'delegated':
      return authorised === true
    case 'own':
      // Where the path names nothing, the call looks at the owner of what it is given.
      return !owned || thing === 'own'
  }
}

const tokens = { read: 'R'.repeat(43), intake: 'I'.repeat(43) } as const

/** A door in front of calls that only say that they were reached; whom it lets in is not touched. */
const reached = (call: Call): Call => ({
  ...call,
  body: z.unknown(),
  query: undefined,
  params: undefined,
  perform: () => ({ status: 200, body: { reached: `${call.method} ${call.path}` } }),
})

async function open(served: readonly Call[]) {
  const clock = new ManualClock()
  const fakes = consoleParts({ clock })
  const { conductor } = fakes
  const other = { ...anEndpoint, id: things.endpoints['another’s'], institution: anotherUnit }
  const own = anIncident(
    { course: { ...courseOf(anEndpoint.id), team: [teamMember.officer.id] } },
    things.incidents.own,
  )
  const others = anIncident(
    { institution: anotherUnit, endpoint: other.id, course: courseOf(other.id) },
    things.incidents['another’s'],
  )
  const office = officeOf(rows.map(({ asker }) => asker))
  conductor.change({
    office: {
      ...office,
      delegations: [{ id: 'd', to: idOf(991), scope: '启动与结束', from: 0, until: clock.now() + 86_400_000 }],
    },
    incidents: new Map([
      [own.id, own],
      [others.id, others],
    ]),
    alerts: new Map([
      [things.alerts.own, anAlert({ incident: own.id }, things.alerts.own)],
      [things.alerts['another’s'], anAlert({ incident: others.id, endpoint: other.id }, things.alerts['another’s'])],
    ]),
    endpoints: new Map([
      [anEndpoint.id, anEndpointStanding({ openIncident: own.id })],
      [other.id, anEndpointStanding({ endpoint: other, openIncident: others.id })],
    ]),
  })
  const opened = openConsole({ ...fakes.parts, calls: served })
  const port = await opened.listen({ host: '127.0.0.1', port: 0 })
  const cookies = new Map<Row, { readonly cookie: string }>()
  for (const row of rows) {
    const { cookie } = await fakes.signedIn(row.asker)
    cookies.set(row, { cookie })
  }
  fakes.machines.set(tokens.read, { id: idOf(800), name: '市级平台', scopes: ['read'] })
  fakes.machines.set(tokens.intake, { id: idOf(801), name: '告警来源', scopes: ['intake'] })
  return { opened, port, cookies }
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
afterAll(() => agent.destroy())

const send = (
  port: number,
  method: string,
  path: string,
  who: Readonly<Record<string, string>> = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...who }
    // What is turned away unread may end the connection; only what is served keeps it.
    const reused = method === 'GET' || method === 'POST' ? agent : false
    const asked = request({ host: '127.0.0.1', port, method, path, agent: reused, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    asked.on('error', reject)
    asked.end(method === 'GET' || method === 'HEAD' ? undefined : '{}')
  })

/** A path with its names filled; what else it names is nobody's. */
const pathOf = (call: Pick<Call, 'path'>, thing: Whose): string => {
  const kind = ownedIn(call)
  return call.path.replace(':id', kind ? things[kind][thing] : idOf(299)).replaceAll(/:\w+/g, 'D03')
}

interface Wrong {
  readonly cell: string
  readonly status: number
}

/** Tries every cell and returns those that went otherwise than the table says. */
async function matrix(served: readonly Call[]): Promise<{ readonly wrong: readonly Wrong[]; readonly cells: number }> {
  const { opened, port, cookies } = await open(served.map(reached))
  const wrong: Wrong[] = []
  let cells = 0
  const tryCell = async (
    name: string,
    call: Call,
    thing: Whose,
    who: { readonly cookie: string } | undefined,
    should: number,
  ) => {
    cells++
    const status = await send(port, call.method, pathOf(call, thing), who)
    if (status !== should) wrong.push({ cell: `${name} × ${call.method} ${call.path} × ${thing}`, status })
  }
  const tries = served.flatMap((call) =>
    whose.flatMap((thing) => {
      const open = expectedOperation(call) === 'anyone'
      return [
        () => tryCell('nobody', call, thing, undefined, open ? 200 : 401),
        ...rows.map(
          (row) => () => tryCell(row.name, call, thing, cookies.get(row), shouldBeLetIn(call, row, thing) ? 200 : 403),
        ),
      ]
    }),
  )
  try {
    while (tries.length > 0) await Promise.all(tries.splice(0, 16).map((tryOne) => tryOne()))
  } finally {
    await opened.close()
  }
  return { wrong, cells }
}

describe('route × role × owner × signed in', { timeout: 120_000 }, () => {
  test('every call has its line in the list that the table is read by, and no other', () => {
    const declared = Object.fromEntries(calls.map(({ method, path, operation }) => [`${method} ${path}`, operation]))
    expect(declared).toEqual(operationsOfCalls)
  })

  test('every cell is as the permission table says', async () => {
    const { wrong, cells } = await matrix(calls)
    expect(wrong).toEqual([])
    expect(rows.map(({ role }) => role)).toEqual(expect.arrayContaining([...roles]))
    // All of them, so that an empty matrix cannot pass for a green one.
    expect(cells).toBe(calls.length * whose.length * (rows.length + 1))
  })

  const changed = (path: string, change: Partial<Call>): readonly Call[] => {
    const before = calls.filter((call) => call.path === path)
    expect(before).toHaveLength(1)
    return before.map((call) => ({ ...call, ...change }))
  }
  test.each([
    ['a wider operation', changed('/api/incidents/:id/archive', { operation: 'incident.read' }), 'member'],
    ['a narrower operation', changed('/api/incidents/:id/report', { operation: 'initial-report.return' }), 'office'],
    ['no owner', changed('/api/incidents/:id/next', { about: undefined }), 'institution'],
    ['everybody’s', changed('/api/incidents/:id/next', { about: 'in-the-body' }), 'institution'],
    [
      'another owner',
      changed('/api/incidents/:id/next', { about: () => ({ units: [ownUnit, anotherUnit] }) }),
      'department',
    ],
    ['open to anyone', changed('/api/audit/entries', { operation: 'anyone' }), 'nobody'],
    [
      'one’s own unit for the team',
      changed('/api/incidents/:id/handle', { about: () => ({ units: [ownUnit] }) }),
      'field-team',
    ],
  ])('control: a call with %s is found', async (_, served, who) => {
    const { wrong } = await matrix(served)
    expect(wrong.map(({ cell }) => cell.split(' × ')[0])).toContain(who)
  })
})

describe('machines', () => {
  let console: OpenConsole
  let port: number
  let cookie: string
  beforeAll(async () => {
    const desk = await open(calls.map(reached))
    console = desk.opened
    port = desk.port
    cookie = desk.cookies.get(rows[0]!)?.cookie ?? ''
  })
  afterAll(() => console.close())

  const letIn = async (token: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
    const found: string[] = []
    for (const call of calls) {
      if (expectedOperation(call) === 'anyone') continue
      const status = await send(port, call.method, pathOf(call, 'own'), { authorization: `Bearer ${token}`, ...more })
      if (status === 200) found.push(`${call.method} ${call.path}`)
      else expect([call.path, status]).toEqual([call.path, Object.values<string>(tokens).includes(token) ? 403 : 401])
    }
    return found
  }

  test('with the scope “read” looks at incidents, alerts and terminals, and changes nothing', async () => {
    expect(new Set(await letIn(tokens.read))).toEqual(
      new Set([
        'GET /api/alerts',
        'GET /api/endpoints',
        'GET /api/incidents',
        'GET /api/incidents/:id',
        'GET /api/openapi.json',
      ]),
    )
  })
  test('with the scope “intake” hands alerts in, and sees nothing', async () => {
    expect(await letIn(tokens.intake)).toEqual(['POST /api/intake/alerts'])
  })
  test('with a token that is none of ours is nobody, also in a browser that is signed in', async () => {
    expect(await letIn('X'.repeat(43), { cookie })).toEqual([])
  })
})

describe('nothing is served beside the list', () => {
  let console: OpenConsole
  let port: number
  let who: { readonly cookie: string } | undefined
  beforeAll(async () => {
    const desk = await open(calls.map(reached))
    console = desk.opened
    port = desk.port
    who = desk.cookies.get(rows[0]!)
  })
  afterAll(() => console.close())

  test('no other method of any path', { timeout: 60_000 }, async () => {
    const served = new Set(calls.map(({ method, path }) => `${method} ${path}`))
    const reachedAnyway: string[] = []
    for (const path of new Set(calls.map((call) => call.path)))
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']) {
        if (served.has(`${method} ${path}`)) continue
        const status = await send(port, method, pathOf({ path }, 'own'), who)
        if (status < 400) reachedAnyway.push(`${method} ${path} ${status}`)
      }
    // A parameter may stand for the name of another call: only what no declared path matches counts.
    expect(reachedAnyway.filter((one) => !matchesDeclared(one))).toEqual([])
  })

  test.each(['/api', '/api/', '/api/other', '/api/incidents/', '/api/incidents/x/y/z', '/api/../api/me/', '/API/me'])(
    '%s',
    async (path) => {
      expect(await send(port, 'POST', path, who)).toBeGreaterThanOrEqual(400)
    },
  )
})

/** `GET /api/incidents/:id/forms/D03 200`: the call of `forms/:form` was reached, and that one is declared. */
function matchesDeclared(tried: string): boolean {
  const [method, path = ''] = tried.split(' ')
  return calls.some(
    (call) => call.method === method && new RegExp(`^${call.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path),
  )
}
