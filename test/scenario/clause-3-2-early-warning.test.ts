/** 三(二): verified first, told to the leading group, discussed if need be, and its instructions given out and followed. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { department } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

test('nothing is reported from verification before its result stands', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('verifying')
  const report = { fields: bureau.filled('D03') }
  expect(refusal(await journey.tries('office', 'report', report))).toBe('409 not-verified-as-real')
  await journey.files('office', 'D02', { conclusion: 'suspected' })
  await journey.does('office', 'report', report)
})

test('a false alarm of what may be grave needs a second person, and can be opened again', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('verifying')
  expect(refusal(await journey.tries('office', 'close-false'))).toBe('409 not-verified-as-false')
  await journey.files('office', 'D02', { conclusion: 'false-positive' })
  expect(refusal(await journey.tries('office', 'close-false'))).toBe('403 second-person-needed')
  await journey.does('technician', 'close-false')
  expect(await journey.phase()).toBe('false-alarm')
  expect(refusal(await journey.tries('member', 'reopen', { reason: '' }))).toBe('422 reason-missing')
  await journey.does('member', 'reopen', { reason: '药店再次来电' })
  expect(await journey.phase()).toBe('verifying')
})

test('two reports of one thing are merged, and the two hours run from the earlier', async () => {
  const foundAt = Date.now() - 50 * 60_000
  const earlier = await (
    await PlanJourney.register(bureau, { foundAt, calledAt: foundAt + 1_000 })
  ).reaches('verifying')
  const target = await PlanJourney.register(bureau)
  await earlier.does('office', 'merge', { into: target.incident })
  const [gone, kept] = [await earlier.read(), await target.read()]
  expect(gone.incident.phase).toBe('merged')
  expect(kept.incident.found.at).toBe(foundAt)
  expect((await earlier.tries('office', 'forms/D02', { fields: bureau.filled('D02') })).status).toBe(409)
})

test('what a meeting resolves becomes a directive that is signed for and completed', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('assessing')
  const dueAt = Date.now() + 3_600_000
  await journey.files('deputy', 'D06', {
    resolutions: [
      { text: '对安装同一软件的机构逐一电话排查', unit: bureau.idOf(department.id), dueAt },
      { text: '向药店说明手工登记办法', unit: 'office', dueAt },
    ],
  })
  const { directives } = (await journey.read()).course
  expect(directives).toHaveLength(2)
  const [first] = directives
  const directive = first?.directive.id
  // A resolution binds once the leader has signed it as an instruction.
  if (first?.issued === undefined) {
    const { text = '', unit = '' } = first?.directive ?? {}
    await journey.does('leader', 'issue-directive', { directive, text, unit, dueAt })
  }
  expect(refusal(await journey.tries('pharmacy', 'sign-for-directive', { directive }))).toBe('403 not-permitted')
  await journey.does('department', 'sign-for-directive', { directive })
  await journey.does('department', 'complete-directive', { directive, text: '已逐一电话排查，清单附后' })
  const after = (await journey.read()).course.directives.find((one) => one.directive.id === directive)
  expect(after).toMatchObject({ signedFor: {}, completed: { text: '已逐一电话排查，清单附后' } })
})
