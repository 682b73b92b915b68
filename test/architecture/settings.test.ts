// A setting that nothing reads would be a promise on paper: somebody changes it and nothing happens.
import { expect, test } from 'vitest'
import { settingKeys } from '#server/workflow/settings/register.ts'
import { isTest, sourceFiles, textOf } from './source-files.ts'

/** Fixed by the plan and counted by constants; `settings.test.ts` holds both to the same number. */
const fixed = ['initialReportHours', 'resultReportWorkingDays']

const readers = sourceFiles().filter(
  (path) => path.startsWith('server/') && !isTest(path) && path !== 'server/workflow/settings/register.ts',
)
const code = readers.map(textOf).join('\n')
const unread = (keys: readonly string[]) => keys.filter((key) => !new RegExp(String.raw`\b${key}\b`).test(code))

test('every setting has an effect', () => {
  expect(unread(settingKeys.filter((key) => !fixed.includes(key)))).toEqual([])
})

test('control: one that nothing reads is found', () => {
  expect(unread(['coffeeBreakMinutes'])).toEqual(['coffeeBreakMinutes'])
})
