// The office's own work over the real door: settings, calendar, files, tokens of other systems, retention.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askerOf, officeOf } from '#test/fakes/askers.ts'
import type { PostRole } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { anAlert, anEndpoint, idOf } from '#test/fakes/standings.ts'
import type { Happening } from '../workflow/history.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'

const day = 86_400_000
const roles = [
  'leader',
  'deputy',
  'office',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const

let console: OpenConsole
let office: ReturnType<typeof consoleParts>
let url: string
let happened: Happening[]
const cookies = new Map<PostRole, string>()

beforeEach(async () => {
  office = consoleParts({ clock: new ManualClock() })
  office.conductor.change({ office: officeOf(roles.map((role) => askerOf(role))) })
  happened = []
  office.conductor.onChange(({ entries }) => happened.push(...entries.map(({ happening }) => happening)))
  console = openConsole(office.parts)
  url = `http://127.0.0.1:${await console.listen({ host: '127.0.0.1', port: 0 })}`
  for (const role of roles) cookies.set(role, (await office.signedIn(askerOf(role))).cookie)
})
afterEach(() => console.close())

interface Told {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks at whatever came
  readonly json: any
}

async function call(who: PostRole | { token: string }, path: string, body?: unknown): Promise<Told> {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(typeof who === 'string' ? { cookie: cookies.get(who) ?? '' } : { authorization: `Bearer ${who.token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    json: isJson ? JSON.parse(new TextDecoder().decode(bytes)) : undefined,
  }
}

describe('settings', () => {
  test('each says who fixed it, and a signed explanation goes before a newer draft', async () => {
    const of = async (key: string) =>
      (await call('leader', '/api/settings')).json.settings.find((one: { key: string }) => one.key === key)
    expect(await of('verifyMinutes')).toMatchObject({ value: 30, basisLabel: '本局内部要求', direction: 'either' })
    expect(await of('initialReportHours')).toMatchObject({ value: 2, basisLabel: '预案规定', direction: 'fixed' })
    const change = { key: 'verifyMinutes', value: '20', reason: '办公会议定' }
    expect((await call('security-administrator', '/api/settings', change)).status).toBe(204)
    const draft = { question: '立即', text: '20 分钟内', settings: ['verifyMinutes'] }
    const { json } = await call('office', '/api/explanations', draft)
    expect((await call('deputy', `/api/explanations/${json.id}/sign`, {})).status).toBe(204)
    await call('office', '/api/explanations', { ...draft, text: '另拟' })
    expect(await of('verifyMinutes')).toMatchObject({
      value: 20,
      changed: { by: askerOf('security-administrator').officer.name },
      explanation: { text: '20 分钟内', signedAt: office.clock.now() },
    })
  })

  test.each([
    [
      'below the law',
      'security-administrator',
      { key: 'logRetentionDays', value: '179', reason: 'x' },
      422,
      'below-legal-floor',
    ],
    ['by the office', 'office', { key: 'verifyMinutes', value: '20', reason: 'x' }, 403, 'not-permitted'],
    [
      'a number for a text',
      'security-administrator',
      { key: 'verifyMinutes', value: 20, reason: 'x' },
      400,
      'bad-request',
    ],
  ] as const)('refused: %s', async (_, who, body, status, refusal) => {
    expect(await call(who, '/api/settings', body)).toMatchObject({ status, json: { refusal } })
  })
})

describe('the calendar', () => {
  const notice = { year: 2027, document: '国办发明电〔2026〕9号', text: '放假 2027-01-01/2027-01-03\n上班 2027-01-09' }

  test('preview, proposal, another person’s decision', async () => {
    expect((await call('leader', '/api/calendar')).json).toMatchObject({ missing: 2027, proposals: [] })
    const preview = await call('security-administrator', '/api/calendar/preview', notice)
    expect(preview.json.refusals).toEqual([])
    expect(preview.json.months).toHaveLength(12)
    expect(preview.json.changes).toContainEqual({ day: '2027-01-09', working: true })
    expect(preview.json.doubts.length).toBeGreaterThan(0)
    const { json } = await call('security-administrator', '/api/calendar', notice)
    const decide = (who: PostRole) => call(who, `/api/calendar/${json.id}/decision`, { agreed: true, reason: '' })
    expect(await decide('security-administrator')).toMatchObject({
      status: 403,
      json: { refusal: 'proposer-cannot-approve' },
    })
    expect((await decide('deputy')).status).toBe(204)
    const read = (await call('leader', '/api/calendar')).json
    expect(read.missing).toBeUndefined()
    expect(read.years.find(({ year }: { year: number }) => year === 2027)).toMatchObject({ basis: 'official' })
  })

  test('each slip with its line, and nothing is proposed', async () => {
    const wrong = { ...notice, text: '放假 2027-01-01\n放假 2027-02-30' }
    expect((await call('deputy', '/api/calendar/preview', wrong)).json.refusals).toEqual([
      { line: 2, refusal: 'no-such-day', why: expect.stringContaining('日') },
    ])
    expect(await call('security-administrator', '/api/calendar', wrong)).toMatchObject({
      status: 422,
      json: { refusal: 'notice-wrong' },
    })
  })
})

describe('files', () => {
  const file = (...lines: readonly string[]) => ({
    content: Buffer.from(['机构编号,机构名称,类别,联系电话', ...lines].join('\r\n')).toString('base64'),
  })
  const send = (body: object) => call('system-administrator', '/api/institutions.csv', body)
  const names = async () =>
    (await call('office', '/api/institutions')).json.institutions.map((one: { name: string }) => one.name)

  test('a preview stores nothing; applied it does; exported and sent again it changes nothing', async () => {
    const body = file(',百草堂,药店,1', ',康民诊所,诊所,')
    expect((await send(body)).json).toMatchObject({
      applied: false,
      encoding: 'utf-8',
      added: [{ line: 2 }, { line: 3 }],
    })
    expect(await names()).toEqual([])
    expect((await send({ ...body, apply: true })).json).toMatchObject({ applied: true })
    expect(await names()).toEqual(['百草堂', '康民诊所'])
    const { bytes, headers } = await call('office', '/api/institutions.csv')
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(headers.get('content-type')).toContain('text/csv')
    const again = await send({ content: Buffer.from(bytes).toString('base64'), apply: true })
    expect(again.json).toMatchObject({ applied: false, added: [], changed: [], unchanged: 2, refusals: [] })
  })

  test('one wrong line and nothing is imported, unless the rest is asked for', async () => {
    const body = { ...file(',百草堂,药店,1', ',康民诊所,医院,'), apply: true }
    expect(await send(body)).toMatchObject({
      status: 422,
      json: {
        refusal: 'file-refused',
        details: { lines: [{ line: 3, column: '类别', why: expect.stringContaining('药店') }] },
      },
    })
    expect(await names()).toEqual([])
    expect((await send({ ...body, partial: true })).json).toMatchObject({ applied: true, refusals: [{ line: 3 }] })
    expect(await names()).toEqual(['百草堂'])
  })

  test('what leaves is written down first, with its hash', async () => {
    const { bytes } = await call('office', '/api/institutions.csv')
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(bytes))).toString('hex')
    const exported = {
      kind: 'exported',
      what: 'registry',
      about: 'institutions.csv',
      sha256: digest,
      bytes: bytes.length,
    }
    expect(happened).toContainEqual(exported)
    expect((await call('audit-administrator', '/api/institutions.csv')).status).toBe(403)
  })

  test('what is no CSV is refused as a whole', async () => {
    const body = { content: Buffer.from('504b0304140006', 'hex').toString('base64') }
    expect(await send(body)).toMatchObject({ status: 422, json: { details: { why: expect.any(String) } } })
  })

  test('terminals: a code for each that is to come', async () => {
    await send({ ...file(',百草堂,药店,1'), apply: true })
    const lines = ['终端编号,机构名称,终端名称', ',百草堂,收银1号', ',百草堂,收银2号'].join('\n')
    const body = { content: Buffer.from(lines).toString('base64'), apply: true }
    const { json } = await call('system-administrator', '/api/endpoints.csv', body)
    expect(json).toMatchObject({ applied: true, renamed: [], toEnroll: [{ name: '收银1号' }, { name: '收银2号' }] })
    expect(new Set(json.codes.map(({ code }: { code: string }) => code)).size).toBe(2)
    expect(json.codes[1].command).toContain('收银2号')
  })

  test('a megabyte is taken, and more is not read', async () => {
    const big = file(...Array.from({ length: 4_900 }, (_, i) => `,${'店'.repeat(50)}${i},药店,`))
    expect((await send(big)).json.added).toHaveLength(4_900)
    expect((await send({ content: Buffer.alloc(2 * 1024 * 1024).toString('base64') })).status).toBe(413)
  })
})

describe('other systems', () => {
  const make = async (...scopes: readonly ('read' | 'intake')[]) => {
    const wanted = { name: `平台 ${scopes.join()}`, scopes, notAfter: office.clock.now() + day }
    return (await call('system-administrator', '/api/machine-tokens', wanted)).json as { id: string; token: string }
  }
  const notice = () => ({ institution: idOf(9), foundAt: office.clock.now(), phenomenon: '上级通报异常外联' })

  beforeEach(async () => {
    await office.registry.putInstitution({ id: idOf(9), kind: 'pharmacy', name: '百草堂', phone: '' })
    await office.directory.refresh()
    office.conductor.change({ alerts: new Map([[idOf(100), anAlert()]]), endpoints: new Map() })
  })

  test('read: alerts, incidents, terminals, and nothing else', async () => {
    const token = await make('read')
    const { receivedAt } = anAlert()
    expect((await call(token, `/api/alerts?since=${receivedAt}`)).json).toMatchObject({
      alerts: [{ id: idOf(100) }],
    })
    expect((await call(token, `/api/alerts?since=${receivedAt + 1}`)).json).toMatchObject({ alerts: [] })
    expect((await call(token, '/api/alerts?since=yesterday')).status).toBe(400)
    for (const path of ['/api/incidents', '/api/endpoints']) expect((await call(token, path)).status).toBe(200)
    for (const path of ['/api/settings', '/api/people', '/api/machine-tokens', '/api/institutions.csv'])
      expect((await call(token, path)).status).toBe(403)
    expect((await call(token, '/api/intake/alerts', notice())).status).toBe(403)
    expect((await call(token, '/api/alerts/take-over', {})).status).toBe(404)
  })

  test('page by page, and none is lost between two that came in together', async () => {
    const token = await make('read')
    const ids = Array.from({ length: 1_200 }, (_, i) => idOf(1_000 + i))
    const receivedAt = (i: number) => Math.floor(i / 7)
    const standing = (id: string, i: number) => ({ ...anAlert({ receivedAt: receivedAt(i) }, id) })
    office.conductor.change({ alerts: new Map(ids.map((id, i) => [id, standing(id, i)])) })
    const got: string[] = []
    for (let next: number | undefined = 0, pages = 0; next !== undefined && pages < 9; pages++) {
      const { json } = await call(token, `/api/alerts?since=${next}`)
      got.push(...json.alerts.map(({ id }: { id: string }) => id))
      next = json.next
    }
    expect(got).toEqual(ids)
  })

  test('intake: a notice becomes a registered report by that machine', async () => {
    const token = await make('intake')
    expect((await call(token, '/api/alerts')).status).toBe(403)
    expect((await call(token, '/api/intake/alerts', notice())).status).toBe(200)
    expect(office.conductor.asked.at(-1)).toMatchObject({
      what: 'register',
      officer: { id: token.id, name: '平台 intake' },
    })
    expect((await call(token, '/api/intake/alerts', { ...notice(), institution: '没有' })).status).toBe(404)
    expect((await call(token, '/api/intake/alerts', { ...notice(), endpoint: anEndpoint.number })).status).toBe(404)
    expect((await call(token, '/api/intake/alerts', { ...notice(), source: 'telephone' })).status).toBe(400)
  })

  test('revoked at once; unknown and malformed ones are nobody', async () => {
    const token = await make('read')
    await call('system-administrator', `/api/machine-tokens/${token.id}/revocation`, {})
    expect((await call(token, '/api/alerts')).status).toBe(401)
    expect((await call({ token: `sentinel_${'A'.repeat(43)}` }, '/api/alerts')).status).toBe(401)
    expect((await call({ token: 'x' }, '/api/alerts')).status).toBe(401)
  })

  test('a list of tokens never holds one', async () => {
    const { token } = await make('read')
    const { json } = await call('system-administrator', '/api/machine-tokens')
    expect(json.tokens).toMatchObject([{ name: '平台 read', scopes: ['read'] }])
    expect(JSON.stringify(json)).not.toContain(token)
  })
})

describe('retention', () => {
  test('the oldest of each kind in days, and that it was looked at', async () => {
    office.oldest.entry = office.clock.now() - 200.5 * day
    const { json } = await call('audit-administrator', '/api/audit/retention')
    expect(json.retentionDays).toBe(200)
    expect(json.records[0]).toEqual({ kind: 'histories', oldestAt: office.oldest.entry, days: 200, keptForEver: true })
    expect(json.records.at(-1)).toEqual({ kind: 'operating-log', keptForEver: false })
    expect(office.conductor.asked.at(-1)).toMatchObject({ what: 'record-audit-reading' })
    expect((await call('office', '/api/audit/retention')).status).toBe(403)
  })
})

describe('the roster', () => {
  test('hours without anybody come back as a warning', async () => {
    const from = office.clock.now()
    const shift = { person: askerOf('office').officer.id, from, to: from + day / 2 }
    const { json } = await call('office', '/api/duty-roster', { from, to: from + day, shifts: [shift] })
    expect(json.gaps).toEqual([{ from: from + day / 2, to: from + day }])
    expect((await call('leader', '/api/duty-roster')).json.shifts).toMatchObject([
      { name: askerOf('office').officer.name },
    ])
  })
})

describe('forms of the office', () => {
  test('what the server knows is there for those who file, and what it alone says cannot be sent', async () => {
    const path = '/api/office-forms/D14b'
    const { json } = await call('office', `${path}?period=year&year=2026`)
    expect(json).toMatchObject({
      form: { id: 'D14b' },
      prefilled: { period: 'year', year: 2026, incidents: 0 },
      filed: [],
    })
    expect((await call('leader', path)).json.prefilled).toEqual({})
    expect((await call('leader', '/api/office-forms/D02')).status).toBe(404)
    const fields = { period: 'year', year: 2026, suggestions: '加强培训' }
    const lied = await call('office', path, { fields: { ...fields, incidents: 7 } })
    expect(lied).toMatchObject({
      status: 422,
      json: { refusal: 'form-incomplete', details: { fields: [{ key: 'incidents' }] } },
    })
    expect((await call('office', path, { fields })).json).toEqual({ serial: 1 })
    expect((await call('office', path)).json.filed).toMatchObject([
      { fields: { incidents: 0, suggestions: '加强培训' } },
    ])
    expect((await call('system-administrator', path, { fields })).status).toBe(403)
  })
})
