// Reading incidents over real HTTP: whose own is listed to whom, page by page, and what an incident shows to a person and to a machine.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askerOf, ownUnit } from '#test/fakes/askers.ts'
import type { PostRole } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { anEndpoint, anEndpointStanding, anIncident, at, idOf } from '#test/fakes/standings.ts'
import { courseOf } from '../workflow/course.ts'
import type { IncidentStanding } from '../workflow/situation.ts'
import { incidentsAnswer, nextStepsAnswer, wholeIncidentAnswer } from './answers.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'

const anotherUnit = idOf(8)
const other = { ...anEndpoint, id: idOf(2), institution: anotherUnit }

/** Ten incidents, one a minute; every third of another institution, the last one a drill. */
const incidents: readonly IncidentStanding[] = Array.from({ length: 10 }, (_, i) => {
  const endpoint = i % 3 === 2 ? other : anEndpoint
  return anIncident(
    {
      number: `BS-2026-000${i}`,
      institution: endpoint.institution,
      endpoint: endpoint.id,
      course: { ...courseOf(endpoint.id), team: i === 1 ? [askerOf('member').officer.id] : [] },
      receivedAt: at + i * 60_000,
      drill: i === 9,
      phase: i < 5 ? 'received' : 'reported',
      alerts: [],
    },
    idOf(200 + i),
  )
})
const token = 'T'.repeat(43)

let console: OpenConsole
let ask: (who: PostRole | 'machine', path: string) => Promise<{ readonly status: number; readonly body: Read }>
interface Read {
  readonly refusal?: string
  readonly incidents: readonly { readonly number: string }[]
  readonly total: number
  readonly next?: string
  readonly course: { readonly forms: object; readonly statements: readonly object[] }
  readonly clocks: readonly { readonly name: string }[]
  readonly timeline: readonly object[]
  readonly may: readonly string[]
  readonly form: { readonly id: string }
  readonly prefilled: object
}

beforeEach(async () => {
  const fakes = consoleParts()
  fakes.conductor.change({
    incidents: new Map(incidents.map((one) => [one.id, one])),
    endpoints: new Map([
      [anEndpoint.id, anEndpointStanding()],
      [other.id, anEndpointStanding({ endpoint: other })],
    ]),
  })
  fakes.machines.set(token, { id: idOf(800), name: '市级平台', scopes: ['read'] })
  console = openConsole(fakes.parts)
  const port = await console.listen({ host: '127.0.0.1', port: 0 })
  ask = async (who, path) => {
    const headers: Record<string, string> =
      who === 'machine'
        ? { authorization: `Bearer ${token}` }
        : { cookie: (await fakes.signedIn(askerOf(who, ownUnit))).cookie }
    const got = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
    return { status: got.status, body: (await got.json()) as Read }
  }
})
afterEach(() => console.close())

const numbers = ({ incidents: rows }: Read): string => rows.map(({ number }) => number.slice(-1)).join('')

describe('the list', () => {
  test.each([
    ['office', '', '9876543210'],
    ['leader', '', '9876543210'],
    ['machine', '', '9876543210'],
    ['institution', '', '9764310'],
    ['department', '', '9764310'],
    ['office', '?phase=received', '43210'],
    ['office', '?drill=yes', '9'],
    ['office', `?institution=${anotherUnit}`, '852'],
    ['institution', `?institution=${anotherUnit}`, ''],
    ['office', '?drill=no&phase=reported', '8765'],
  ] as const)('%s asks for %s', async (who, query, expected) => {
    const { body } = await ask(who, `/api/incidents${query}`)
    expect(numbers(body)).toBe(expected)
    expect(body.total).toBe(expected.length)
  })

  test.each(['office', 'institution'] as const)('page by page it gives %s each once', async (who) => {
    const whole = numbers((await ask(who, '/api/incidents')).body)
    let read = ''
    let after: string | undefined
    do {
      const { body } = await ask(who, `/api/incidents?limit=3${after === undefined ? '' : `&after=${after}`}`)
      read += numbers(body)
      after = body.next
    } while (after !== undefined)
    expect(read).toBe(whole)
  })

  test.each(['?limit=0', '?limit=201', '?limit=x', '?phase=nothing', '?after=1', '?unknown=1'])(
    '%s is refused',
    async (query) => {
      expect((await ask('office', `/api/incidents${query}`)).status).toBe(400)
    },
  )

  test.each(['system-administrator', 'security-administrator', 'audit-administrator'] as const)(
    '%s has none',
    async (who) => {
      expect((await ask(who, '/api/incidents')).status).toBe(403)
    },
  )
})

describe('one incident', () => {
  const own = `/api/incidents/${idOf(200)}`
  const others = `/api/incidents/${idOf(202)}`
  test('shows its course and its clocks', async () => {
    const { status, body } = await ask('office', own)
    expect(status).toBe(200)
    expect(body.clocks[0]).toMatchObject({ name: 'initial-report', dueAt: at + 7_200_000 })
    expect(body.course.forms).toEqual({})
  })
  test('and the list answer as they are described', async () => {
    for (const who of ['office', 'institution', 'machine'] as const) {
      incidentsAnswer.parse((await ask(who, '/api/incidents')).body)
      wholeIncidentAnswer.parse((await ask(who, own)).body)
    }
    nextStepsAnswer.parse((await ask('office', `${own}/next`)).body)
  })
  test('is shown to its own institution, and another’s is not', async () => {
    expect((await ask('institution', own)).status).toBe(200)
    expect((await ask('institution', others)).status).toBe(403)
    expect((await ask('institution', `${others}/next`)).status).toBe(403)
    expect((await ask('institution', `${others}/forms/D03`)).status).toBe(403)
  })
  test('tells what may be done in it: by post, for one’s own, or in its field team', async () => {
    const may = async (who: PostRole | 'machine', path: string, operation: string) =>
      (await ask(who, path)).body.may.includes(operation)
    const inTeam = `/api/incidents/${idOf(201)}`
    expect(await may('member', own, 'reconnection.propose')).toBe(false)
    expect(await may('member', inTeam, 'reconnection.propose')).toBe(true)
    expect(await may('office', own, 'initial-report.file')).toBe(true)
    expect(await may('institution', own, 'initial-report.file')).toBe(false)
    expect(await may('machine', own, 'initial-report.file')).toBe(false)
  })
  test('is shown to a machine, which does nothing next', async () => {
    expect((await ask('machine', own)).status).toBe(200)
    expect((await ask('machine', `${own}/next`)).status).toBe(403)
  })
  test('that is not there is not there for whoever reads all', async () => {
    expect(await ask('office', `/api/incidents/${idOf(999)}`)).toMatchObject({ status: 404 })
  })
})

describe('a form of an incident', () => {
  const form = (id: string) => `/api/incidents/${idOf(205)}/forms/${id}`
  test('comes with its fields and what is known already', async () => {
    const { status, body } = await ask('office', `/api/incidents/${idOf(200)}/forms/D03`)
    expect([status, body.form.id]).toEqual([200, 'D03'])
    expect(Object.keys(body.prefilled).length).toBeGreaterThan(3)
  })
  test('what only others fill in is empty for those who may read it', async () => {
    expect((await ask('member', form('D03'))).body.prefilled).toEqual({})
  })
  test('is not shown to whom neither fills it in nor reads it', async () => {
    expect((await ask('member', form('D19a'))).body.refusal).toBe('not-permitted')
    expect((await ask('deputy', form('D18'))).body.refusal).toBe('not-permitted')
  })
  test('that there is none of is not found', async () => {
    expect((await ask('office', form('D99'))).status).toBe(404)
  })
})
