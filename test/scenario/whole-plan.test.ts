/** From 接报 to 归档 over the real API: one incident, every document of it, the package that leaves the house, and what the auditor finds afterwards. */

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FormId } from '#server/workflow/forms/form.ts'
import { PlanJourney, refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
let journey: PlanJourney
beforeAll(async () => {
  bureau = await StaffedBureau.open()
  journey = await (await PlanJourney.register(bureau)).reaches('archived')
}, 90_000)
afterAll(() => bureau[Symbol.asyncDispose]())

test('it went the straight way, each step by who must take it', async () => {
  const { course } = await journey.read()
  expect(course.moves.map(({ to, as }) => [to, as])).toEqual([
    ['verifying', 'office'],
    ['reported', 'office'],
    ['assessing', 'office'],
    ['proposed', 'office'],
    ['activated', 'leader'],
    ['responding', 'office'],
    ['recovering', expect.stringMatching(/office|field-team/)],
    ['handled', 'field-team'],
    ['end-proposed', 'office'],
    ['ended', 'leader'],
    ['evaluated', 'office'],
    ['archived', 'office'],
  ])
})

test('archived it takes nothing more', async () => {
  expect((await journey.tries('office', 'forms/D12', { fields: bureau.filled('D12') })).status).toBeGreaterThanOrEqual(
    400,
  )
  expect((await journey.tries('office', 'reopen', { reason: '…' })).status).toBeGreaterThanOrEqual(400)
})

test('every form of it is a Word document, made once and kept by its SHA-256', async () => {
  const { course } = await journey.read()
  const filed = Object.entries(course.forms) as [FormId, readonly { readonly serial: number }[]][]
  expect(filed.length).toBeGreaterThanOrEqual(13)
  for (const [form, list] of filed) {
    const body = { form, serial: list.length }
    const { sha256 } = await journey.does('office', 'documents', body)
    expect((await journey.does('office', 'documents', body))['sha256'], form).toBe(sha256)
    const bytes = await bureau.as('office').bytes(`/api/documents/${String(sha256)}`)
    expect(createHash('sha256').update(bytes).digest('hex'), form).toBe(sha256)
    expect(bytes.subarray(0, 2).toString(), form).toBe('PK')
  }
}, 60_000)

test('a document is for those who may read its form', async () => {
  const { course } = await journey.read()
  const sha256 = course.forms.D03?.[0]?.document?.sha256
  expect(sha256).toBeDefined()
  expect(refusal(await bureau.as('system').get(`/api/documents/${sha256}`))).toMatch(/^40[34] /)
})

test('the archive package leaves the house signed, and its leaving stands in the chain before', async () => {
  const answer = await bureau.as('office').post(`/api/incidents/${journey.incident}/archive-package`)
  expect(answer.status).toBe(200)
  const audit = JSON.stringify(taken(await bureau.as('audit').get('/api/audit/entries')))
  expect(audit).toContain('exported')
})

test('and everything that was written still is what was written', async () => {
  const verified = taken(await bureau.as('audit').get('/api/histories/verification'))
  expect(verified).toMatchObject({ total: 0, findings: [] })
})
