/** 一(二)3, 三(三): training, drills and inspections are the office's own records, outside every incident. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

test.each(['D20', 'D21'] as const)('the office files %s; a department does not', async (form) => {
  const path = `/api/office-forms/${form}`
  const body = { fields: bureau.filled(form) }
  expect(refusal(await bureau.as('department').post(path, body))).toBe('403 not-permitted')
  expect(taken(await bureau.as('office').post(path, body))).toMatchObject({ serial: 1 })
  const listed = taken(await bureau.as('office').get('/api/office-forms'))
  expect(JSON.stringify(listed)).toContain(form)
})
