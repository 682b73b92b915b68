/** 三(一)2, 五(二): what leaves the office over the real server: documents, the archive, the audit; each with its trace, and the histories verified afterwards. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entry } from '#server/workflow/history.ts'
import { PlanJourney, refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const audited = async (query: string): Promise<readonly Entry[]> => {
  const page = taken(await bureau.as('audit').get(`/api/audit/entries?${query}`), query)
  return page['entries'] as readonly Entry[]
}
/** Newest first. */
const actsOn = async (incident: string): Promise<readonly string[]> =>
  (await audited(`subject=incident&id=${incident}&kind=custody-changed`)).map(({ happening }) =>
    happening.kind === 'custody-changed' ? happening.act : '',
  )

test('a document is released once, read by who may, and its reading stands in the audit', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('reported')
  const released = await journey.does('office', 'documents', { form: 'D03', serial: 1 })
  expect(await journey.does('leader', 'documents', { form: 'D03', serial: 1 })).toEqual(released)
  const got = await bureau.as('member').get(`/api/documents/${String(released['sha256'])}`)
  expect([got.status, got.headers['content-disposition']]).toEqual([200, expect.stringContaining('.docx')])
  expect(await actsOn(journey.incident)).toEqual(['accessed'])
  expect(refusal(await bureau.as('audit').get(`/api/documents/${String(released['sha256'])}`))).toBe(
    '403 not-permitted',
  )
})

test('the archive of a whole incident has everything, and only the office takes it out', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('archived')
  expect(refusal(await journey.tries('leader', 'archive-package'))).toBe('403 not-permitted')
  const archive = await journey.does('office', 'archive-package')
  const got = await bureau.as('office').get(`/api/documents/${String(archive['sha256'])}`)
  expect([got.status, got.headers['content-type']]).toEqual([200, 'application/zip'])
  const exported = await audited('subject=office&kind=exported')
  expect(exported[0]?.happening).toMatchObject({ what: 'incident-archive', sha256: archive['sha256'] })
})

test('only the audit administrator reads and exports the audit, and each time it is written down', async () => {
  for (const who of ['leader', 'deputy', 'office', 'system', 'security'] as const) {
    expect(refusal(await bureau.as(who).get('/api/audit/entries'))).toBe('403 not-permitted')
    expect(refusal(await bureau.as(who).get(`/api/audit/export?from=0&to=${Date.now()}`))).toBe('403 not-permitted')
  }
  const got = await bureau.as('audit').get(`/api/audit/export?from=0&to=${Date.now()}`)
  expect([got.status, got.headers['content-type']]).toEqual([200, expect.stringContaining('jsonl')])
  expect((await audited('kind=exported'))[0]?.happening).toMatchObject({ what: 'audit' })
  expect((await audited('kind=audit-read')).length).toBeGreaterThan(3)
})

test('after all of it the histories are as they were written, and that this was looked at stands in them', async () => {
  const verified = taken(await bureau.as('audit').get('/api/histories/verification'))
  expect(verified).toMatchObject({ total: 0, findings: [] })
  expect((await audited('kind=audit-verified'))[0]?.happening).toEqual({ kind: 'audit-verified', findings: 0 })
})

test('the API describes itself to who is signed in, call by call', async () => {
  const description = taken(await bureau.as('office').get('/api/openapi.json'))
  expect(Object.keys(description['paths'] as object)).toContain('/api/incidents/{id}/archive-package')
  expect(refusal(await bureau.door.call('GET', '/api/openapi.json'))).toBe('401 not-signed-in')
})
