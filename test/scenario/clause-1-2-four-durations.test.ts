/** 一(二)2: “及时发现、及时报告、及时救治、及时控制”: four durations under these four names, measured and never typed. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { PlanJourney, refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const four = ['discoveryMinutes', 'reportMinutes', 'rescueMinutes', 'controlMinutes']

test('they are in the team’s report under their names, measured, and nobody can type others', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('recovering')
  await journey.files('technician', 'D12')
  const path = `/api/incidents/${journey.incident}/forms/D14`
  const { form } = taken(await bureau.as('technician').get(path)) as {
    readonly form: { readonly fields: readonly { readonly key: string; readonly label: string }[] }
  }
  const labels = four.map((key) => form.fields.find((field) => field.key === key)?.label)
  expect(labels).toEqual(['发现时长（分钟）', '报告时长（分钟）', '救治时长（分钟）', '控制时长（分钟）'])

  const typed = { fields: { ...bureau.filled('D14'), reportMinutes: 0 } }
  expect(refusal(await journey.tries('technician', 'handle', typed))).toBe('422 form-incomplete')
  await journey.advances('technician', 'handle', 'D14')
  const stored = (await journey.read()).course.forms.D14?.[0]?.fields ?? {}
  for (const key of four) expect(stored[key], key).toBeTypeOf('number')
})
