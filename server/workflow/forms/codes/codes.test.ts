// 分类与分级: both editions whole, every line mapped, the matrix and the definition of 重大 as the texts have them.
import { describe, expect, test } from 'vitest'
import { choicesOf } from './code-table.ts'
import { gbt20986of2023 } from './gbt-20986-2023.ts'
import { gbz20986of2007 } from './gbz-20986-2007.ts'
import { isMajor, levelOf } from './level.ts'
import type { Boxes, Importance, Level, Loss } from './level.ts'
import { formerCategory, formerName } from './mapping.ts'

test.each([
  [
    gbt20986of2023,
    ['恶意程序事件', 10],
    ['网络攻击事件', 21],
    ['数据安全事件', 12],
    ['信息内容安全事件', 8],
    ['设备设施故障事件', 5],
    ['违规操作事件', 8],
    ['安全隐患事件', 3],
    ['异常行为事件', 3],
    ['不可抗力事件', 5],
    ['其他事件', 1],
  ],
  [
    gbz20986of2007,
    ['有害程序事件', 7],
    ['网络攻击事件', 7],
    ['信息破坏事件', 6],
    ['信息内容安全事件', 1],
    ['设备设施故障', 4],
    ['灾害性事件', 1],
    ['其他事件', 1],
  ],
] as const)('%o', (table, ...counts) => {
  expect(table.categories.map(({ name, kinds }) => [name, Object.keys(kinds).length])).toEqual(counts)
})

test('every line of the new edition was a line of the old one', () => {
  const old = new Set(choicesOf(gbz20986of2007).map(({ value }) => value))
  const lines = choicesOf(gbt20986of2023).map(({ value }) => value)
  expect(lines.filter((line) => !old.has(formerCategory(line)))).toEqual([])
  expect(lines.filter((line) => formerName(line) === '')).toEqual([])
})

test.each([
  ['malicious-program/ransomware', '有害程序事件 · 其他有害程序事件'],
  ['malicious-program/worm', '有害程序事件 · 蠕虫事件'],
  ['data-security/leakage', '信息破坏事件 · 信息泄漏事件'],
  ['hidden-risk/configuration', '其他事件'],
  ['2007-malware/worm', '有害程序事件 · 蠕虫事件'],
  ['control: nothing of ours', '其他事件'],
])('%s was %s', (line, name) => {
  expect(formerName(line)).toBe(name)
})

/** GB/Z 20986-2007 5.2, row by row: 特别严重, 严重, 较大, 较小. */
const losses: readonly Loss[] = ['especially-serious', 'serious', 'larger', 'smaller']
const matrix: readonly (readonly [Importance, Level, Level, Level, Level])[] = [
  ['especially-important', 'especially-major', 'major', 'larger', 'general'],
  ['important', 'major', 'larger', 'general', 'general'],
  ['general', 'larger', 'general', 'general', 'general'],
]

describe.each(matrix)('%s', (importance, ...levels) => {
  test.each(losses.map((loss, index) => [loss, levels[index]] as const))('× %s is %s', (loss, level) => {
    expect(levelOf(importance, loss, 'general')).toBe(level)
  })
  test.each(['especially-major', 'major', 'larger'] as const)('harm to society can only raise it: %s', (harm) => {
    expect(levelOf(importance, 'smaller', harm)).toBe(harm)
    expect(levelOf('especially-important', 'especially-serious', harm)).toBe('especially-major')
  })
})

const whole: Boxes = {
  causes: ['virus'],
  seriouslyAffected: true,
  phenomena: ['interruption'],
  hostile: [],
  harms: ['public-interest'],
}
test.each<readonly [string, Partial<Boxes>, boolean]>([
  ['cause, serious effect, phenomenon and harm', {}, true],
  ['economic loss is harm enough', { harms: ['economic-loss'] }, true],
  ['no cause', { causes: [] }, false],
  ['not seriously affected', { seriouslyAffected: false }, false],
  ['no phenomenon', { phenomena: [] }, false],
  ['no harm', { harms: [] }, false],
  [
    'hostile acts need no effect on operation',
    { causes: [], seriouslyAffected: false, phenomena: [], hostile: ['agitation'] },
    true,
  ],
  ['hostile acts without harm', { hostile: ['agitation'], harms: [] }, false],
])('六(一): %s', (_, change, major) => {
  expect(isMajor({ ...whole, ...change })).toBe(major)
})
