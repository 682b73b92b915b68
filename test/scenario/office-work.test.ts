/** A day of the office's own work, against the server as a process: a list from Excel, another system that reports, a revoked till, the holidays of next year. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal, taken } from '../fixtures/plan-journey.ts'
import { pharmacy } from '../fixtures/one-bureau.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

const day = 86_400_000
let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

// 机构编号,机构名称,类别,联系电话 / ,康宁药店,药店,12345 as Excel in China saves it (GBK).
const fromExcel = Buffer.from(
  'bbfab9b9b1e0bac52cbbfab9b9c3fbb3c62cc0e0b1f02cc1aacfb5b5e7bbb00d0a2cbfb5c4fed2a9b5ea2cd2a9b5ea2c31323334350d0a',
  'hex',
).toString('base64')

test('a list from Excel: seen first, then imported; the codes of its terminals are of its institution', async () => {
  const system = bureau.as('system')
  const preview = taken(await system.post('/api/institutions.csv', { content: fromExcel }))
  expect(preview).toMatchObject({
    applied: false,
    encoding: 'gb18030',
    added: [{ line: 2, institution: { name: '康宁药店' } }],
  })
  taken(await system.post('/api/institutions.csv', { content: fromExcel, apply: true }))
  expect(refusal(await system.post('/api/institutions.csv', { content: fromExcel, apply: true }))).toBe(
    '422 file-refused',
  )
  const tills = Buffer.from('终端编号,机构名称,终端名称\n,康宁药店,收银1号\n,康宁药店,收银2号').toString('base64')
  const made = taken(await system.post('/api/endpoints.csv', { content: tills, apply: true })) as {
    codes?: { command: string }[]
  }
  expect(made.codes?.map(({ command }) => command.split(' ').at(-1))).toEqual(['收银1号', '收银2号'])
  expect(refusal(await bureau.as('office').post('/api/institutions.csv', { content: fromExcel }))).toBe(
    '403 not-permitted',
  )
})

test('another system reports: an incident with its form, in its name; revoked, it is nobody', async () => {
  const wanted = { name: '市医保局平台', scopes: ['intake'], notAfter: Date.now() + day }
  const { id, token } = taken(await bureau.as('system').post('/api/machine-tokens', wanted)) as {
    id: string
    token: string
  }
  const bearer = { authorization: `Bearer ${token}` }
  const notice = {
    source: 'superior',
    institution: pharmacy.name,
    foundAt: Date.now(),
    phenomenon: '通报：该店终端异常外联',
  }
  const report = () => bureau.door.call('POST', '/api/intake/alerts', bearer, notice)
  const { incident } = taken(await report()) as { incident: string }
  const read = taken(await bureau.as('office').get(`/api/incidents/${incident}`))
  expect(read['incident']).toMatchObject({ phase: 'received', institution: bureau.idOf(pharmacy.id), drill: false })
  expect(JSON.stringify(read['timeline'])).toContain('市医保局平台')
  expect((await bureau.door.call('GET', '/api/alerts', bearer)).status).toBe(403)
  await bureau.as('system').post(`/api/machine-tokens/${id}/revocation`)
  expect((await report()).status).toBe(401)
})

test('the holidays of next year count once a second person has agreed', async () => {
  const year = new Date().getFullYear() + 1
  const notice = { year, document: '国办发明电〔2099〕9号', text: `放假 ${year}-01-01/${year}-01-03` }
  const security = bureau.as('security')
  const { months } = taken(await security.post('/api/calendar/preview', notice)) as { months?: unknown[] }
  expect(months).toHaveLength(12)
  const { id } = taken(await security.post('/api/calendar', notice)) as { id: string }
  const decide = { agreed: true, reason: '' }
  expect(refusal(await security.post(`/api/calendar/${id}/decision`, decide))).toBe('403 proposer-cannot-approve')
  expect((await bureau.as('deputy').post(`/api/calendar/${id}/decision`, decide)).status).toBe(204)
  const { years } = taken(await bureau.as('leader').get('/api/calendar')) as {
    years?: { year: number; basis: string }[]
  }
  expect(years?.find((one) => one.year === year)?.basis).toBe('official')
})

test('an exported list is the registry, and what is kept is looked at by the auditor alone', async () => {
  const csv = await bureau.as('office').get('/api/institutions.csv')
  expect(csv.headers['content-disposition']).toContain('institutions.csv')
  expect(String(csv.body)).toContain(pharmacy.name)
  const { records } = taken(await bureau.as('audit').get('/api/audit/retention')) as {
    records?: { kind: string; oldestAt?: number }[]
  }
  expect(records?.find(({ kind }) => kind === 'office-history')?.oldestAt).toBeGreaterThan(Date.now() - day)
  expect(refusal(await bureau.as('office').get('/api/audit/retention'))).toBe('403 not-permitted')
})
