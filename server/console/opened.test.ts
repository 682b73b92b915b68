// The first look of a person is written down beside the answer: never twice, never for a machine, and the answer waits for nothing.
import { afterEach, expect, test } from 'vitest'
import { askerOf, officeOf } from '#test/fakes/askers.ts'
import type { PostRole } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { anAlert, anEndpoint, anEndpointStanding, anIncident, idOf } from '#test/fakes/standings.ts'
import { courseOf } from '../workflow/course.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'

let console: OpenConsole
afterEach(() => console.close())

const token = 'T'.repeat(43)
const [id, alert] = [idOf(200), idOf(100)]

async function open() {
  const fakes = consoleParts()
  const { conductor } = fakes
  const incident = anIncident({ course: courseOf(anEndpoint.id), alerts: [alert], phase: 'received' }, id)
  conductor.change({
    office: officeOf((['office', 'leader'] as const).map((role) => askerOf(role))),
    incidents: new Map([[id, incident]]),
    alerts: new Map([[alert, anAlert({ incident: id }, alert)]]),
    endpoints: new Map([[anEndpoint.id, anEndpointStanding({ openIncident: id })]]),
  })
  fakes.machines.set(token, { id: idOf(800), name: '市级平台', scopes: ['read'] })
  console = openConsole(fakes.parts)
  const port = await console.listen({ host: '127.0.0.1', port: 0 })
  const read = async (who: PostRole | 'machine'): Promise<number> => {
    const headers: Record<string, string> =
      who === 'machine' ? { authorization: `Bearer ${token}` } : { cookie: (await fakes.signedIn(askerOf(who))).cookie }
    return (await fetch(`http://127.0.0.1:${port}/api/incidents/${id}`, { headers })).status
  }
  const asked = () => conductor.asked.filter(({ what }) => what === 'see-incident')
  return { conductor, read, asked }
}

test.each(['leader', 'machine'] as const)('%s reads, and nothing is written', async (who) => {
  const { read, asked } = await open()
  expect(await read(who)).toBe(200)
  expect(asked()).toEqual([])
})

test('the office reads: asked for once it is new, and not once it is known', async () => {
  const { read, asked, conductor } = await open()
  expect(await read('office')).toBe(200)
  expect(asked()).toMatchObject([{ id, officer: { id: askerOf('office').officer.id } }])
  const by = askerOf('office').officer
  const seeing = { by, as: 'office', at: 0 } as const
  const { incidents } = conductor.situation()
  const incident = incidents.get(id)!
  conductor.change({
    incidents: new Map([[id, { ...incident, course: { ...incident.course, seen: [seeing] } }]]),
    alerts: new Map([[alert, anAlert({ incident: id, seen: [seeing] }, alert)]]),
  })
  expect(await read('office')).toBe(200)
  expect(asked()).toHaveLength(1)
})

test.each<readonly [string, () => Promise<never>]>([
  ['a disk that is full', () => Promise.reject(new Error('disk full'))],
  ['a store that never answers', () => new Promise(() => undefined)],
])('%s keeps nobody from reading', async (_, act) => {
  const { read, conductor } = await open()
  conductor.act = act
  expect(await read('office')).toBe(200)
})
