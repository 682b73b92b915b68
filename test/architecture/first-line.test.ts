// The first line of every source file says what the file is for, so that a folder can be read by its first lines.
import { expect, test } from 'vitest'
import { sourceFiles, textOf } from './source-files.ts'

/** A sentence, not a licence, a directive or a path. Twelve letters or six ideographs are less than any true sentence. */
function saysWhatItIsFor(text: string): boolean {
  const line = text.split('\n', 1)[0]!
  const words = /^\/\/ (.+)$/.exec(line)?.[1] ?? /^\/\*\*? (.+?)(?: ?\*\/)?$/.exec(line)?.[1]
  if (words === undefined || /^(eslint|oxlint|@ts|copyright|spdx)/i.test(words)) return false
  return words.length >= 12 || (words.match(/\p{Script=Han}/gu) ?? []).length >= 6
}

test('every source file opens with its responsibility', () => {
  expect(sourceFiles().filter((path) => !saysWhatItIsFor(textOf(path)))).toEqual([])
})

test.each([
  ['a line comment', '// Folds a history into a state.\n', true],
  ['a doc comment', '/** Folds a history into a state. */\n', true],
  ['a doc comment that goes on', '/** Folds a history into a state,\n * event by event. */\n', true],
  ['in Chinese', '// 把处置历史折叠为状态\n', true],
  ['control: code', "import { x } from './x.ts'\n// Folds a history\n", false],
  ['control: an empty line first', '\n// Folds a history into a state.\n', false],
  ['control: a directive', '// oxlint-disable-next-line no-console\n', false],
  ['control: a word', '// fold\n', false],
])('%s', (_, text, accepted) => {
  expect(saysWhatItIsFor(text)).toBe(accepted)
})
