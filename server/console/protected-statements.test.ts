// 授意线索 over the real door: anybody hands in, only the audit administrator and the leader read, the leader nothing about himself; reading and taking out leave a trace.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aSealer } from '#test/fakes/a-sealer.ts'
import { askerOf, officeOf, postRoles } from '#test/fakes/askers.ts'
import type { PostRole } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { Happening } from '../workflow/history.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'

let console: OpenConsole
let url: string
let happened: Happening[]
let fakes: ReturnType<typeof consoleParts>
const cookies = new Map<PostRole, string>()

beforeEach(async () => {
  fakes = consoleParts({ clock: new ManualClock() })
  fakes.conductor.change({ office: officeOf(postRoles.map((role) => askerOf(role))) })
  happened = []
  fakes.conductor.onChange(({ entries }) => happened.push(...entries.map(({ happening }) => happening)))
  const { desk } = fakes.parts
  console = openConsole({ ...fakes.parts, desk: { ...desk, plan: { ...desk.plan, sealer: aSealer } } })
  url = `http://127.0.0.1:${await console.listen({ host: '127.0.0.1', port: 0 })}`
  for (const role of postRoles) cookies.set(role, (await fakes.signedIn(askerOf(role))).cookie)
})
afterEach(() => console.close())

async function call(who: PostRole, path: string, body?: object) {
  const answer = await fetch(`${url}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', cookie: cookies.get(who) ?? '' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: answer.status, text: await answer.text() }
}
const secret = '他让我把报告压到明天'
const handIn = async (who: PostRole, more: object = {}): Promise<string> => {
  const { status, text } = await call(who, 'protected-statements', { text: secret, ...more })
  expect(status).toBe(200)
  return (JSON.parse(text) as { id: string }).id
}
const readBy = async (who: PostRole): Promise<readonly string[]> => {
  const { text } = await call(who, 'protected-statements')
  return (JSON.parse(text) as { statements: readonly { id: string }[] }).statements.map(({ id }) => id)
}
const traces = () => happened.filter(({ kind }) => kind === 'protected-statements-read' || kind === 'exported')

test.each(postRoles)('%s hands one in', async (who) => {
  const id = await handIn(who)
  expect(await readBy('audit-administrator')).toEqual([id])
})

test('read by the audit administrator and the leader, and by nobody else', async () => {
  await handIn('institution')
  const statuses = await Promise.all(
    postRoles.map(async (who) => [who, (await call(who, 'protected-statements')).status]),
  )
  expect(statuses.filter(([, status]) => status === 200).map(([who]) => who)).toEqual(['leader', 'audit-administrator'])
})

test.each([
  ['it says so', () => ({ aboutLeader: true })],
  ['it names the person', () => ({ about: [askerOf('leader').officer.id] })],
] as const)('about the leader, where %s: the audit administrator alone reads it and takes it out', async (_, more) => {
  const other = await handIn('office')
  const about = await handIn('office', more())
  expect(await readBy('leader')).toEqual([other])
  expect(await readBy('audit-administrator')).toEqual([about, other])
  expect((await call('leader', `protected-statements/${about}/export`, { receiver: '纪检组' })).status).toBe(404)
  expect((await call('leader', `protected-statements/${other}/export`, { receiver: '纪检组' })).status).toBe(200)
  const taken = await call('audit-administrator', `protected-statements/${about}/export`, { receiver: '纪检组' })
  expect([taken.status, taken.text.includes(secret)]).toEqual([200, true])
})

test('reading and taking out are written down before, and say whose statement, not what is in it', async () => {
  await readBy('leader')
  expect(traces()).toEqual([])
  const id = await handIn('office')
  await readBy('leader')
  await call('leader', `protected-statements/${id}/export`, { receiver: '纪检组' })
  expect(traces()).toMatchObject([
    { kind: 'protected-statements-read', statements: [id] },
    { kind: 'exported', what: 'protected-statement', about: `${id} 纪检组` },
  ])
  expect(JSON.stringify(traces())).not.toContain(secret)
})

test('where the trace cannot be written, nothing is shown', async () => {
  await handIn('office')
  const { actInOffice } = fakes.conductor
  fakes.conductor.actInOffice = async (command, by) => {
    if (command.kind === 'read-protected-statements' || command.kind === 'record-export') throw new Error('disk full')
    return actInOffice.call(fakes.conductor, command, by)
  }
  const { status, text } = await call('leader', 'protected-statements')
  expect([status, text.includes(secret)]).toEqual([500, false])
})

test('nothing that others read holds it', async () => {
  await handIn('office')
  for (const who of ['office', 'deputy', 'member', 'leader', 'security-administrator'] as const)
    for (const path of [
      'me',
      'incidents',
      'people',
      'posts',
      'settings',
      'explanations',
      'me/inbox',
      'alerts',
      'office-forms',
    ])
      expect((await call(who, path)).text).not.toContain(secret)
})
