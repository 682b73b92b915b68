// Sentences for people: what is printed can be typed in again, and no finding is without words.
import { expect, test } from 'vitest'
import { noSeal } from './checkpoint.ts'
import { dailySentence, findingSentence, readPrinted } from './sentence.ts'

const covered = { last: 1_284, count: 1_284, root: 'a'.repeat(64) }
const printed = dailySentence({
  number: 37,
  kind: 'daily',
  at: Date.UTC(2026, 10, 22, 6),
  day: '2026-11-22',
  entries: covered,
  records: covered,
  previous: noSeal,
  seal: noSeal,
})

test('the line for the duty log', () => {
  expect(printed).toMatch(/^2026-11-22 检查点第 37 号：1 284 条，根 ([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  const root = printed.slice(printed.indexOf('根') + 1).replaceAll(' ', '')
  expect(readPrinted(printed)).toEqual({ number: 37, root })
})

test.each<[string, ReturnType<typeof readPrinted>]>([
  ['37 9F86 d081 884c', { number: 37, root: '9f86d081884c' }],
  ['37：9f86d081', { number: 37, root: '9f86d081' }],
  ['37 9f86', undefined],
  ['9f86d081', undefined],
  ['37 9f86 d081 xyz', undefined],
  ['', undefined],
])('typed in from paper: %s', (text, read) => expect(readPrinted(text)).toEqual(read))

test.each([
  [
    findingSentence({ what: 'tail-cut', table: 'entry', checkpoint: 7, from: 9, to: 12 }),
    '历史末尾被截去第 9–12 条：检查点第 7 号时它们还在。',
  ],
  [findingSentence({ what: 'missing', table: 'record', from: 5, to: 5 }), '终端记录缺少第 5 条。'],
  [findingSentence({ what: 'checkpoint-missing', place: 'file', from: 2, to: 3 }), '检查点文件中缺少检查点第 2–3 号。'],
  [
    findingSentence({ what: 'fell-behind', checkpoint: 4, at: Date.UTC(2026, 10, 22, 6) }),
    '2026-11-22 14:00:00 启动时数据少于以前的检查点，或检查点已全部不见（检查点第 4 号记下了此事）：恢复过旧备份，或被删改。',
  ],
])('%s', (sentence, expected) => expect(sentence).toBe(expected))
