// Conditions: how identifiers are joined, and what is refused by name.
import { expect, test } from 'vitest'
import { judge, refusalOf } from '#test/fixtures/sigma-rules.ts'

/** Identifiers that hold are those whose letter is in the event's text. */
const searches = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { 'T|contains': `<${name}>` }]))
const holding = (...names: string[]) => ({ T: names.map((name) => `<${name}>`).join('') })

test.each<[string, unknown, string[], boolean]>([
  ['one', 'a', ['a'], true],
  ['and', 'a and b', ['a'], false],
  ['or', 'a or b', ['b'], true],
  ['and binds more than or', 'a or b and c', ['a'], true],
  ['and binds more than or, on the other side', 'a and b or c', ['c'], true],
  ['not binds more than and', 'not a and b', ['b'], true],
  ['not of brackets', 'not (a or b)', ['b'], false],
  ['not not', 'not not a', ['a'], true],
  ['of binds most', 'not 1 of sel_*', ['a'], true],
  ['case of words', 'a AND NOT b', ['a'], true],
  ['1 of a pattern', '1 of sel_*', ['sel_2'], true],
  ['all of a pattern', 'all of sel_*', ['sel_1'], false],
  ['all of a pattern, all there', 'all of sel_*', ['sel_1', 'sel_2'], true],
  ['a star in the middle', '1 of s*_2', ['sel_2'], true],
  ['1 of them', '1 of them', ['c'], true],
  ['them leaves out the underscore', '1 of them', ['_hidden'], false],
  ['a pattern does not', '1 of _*', ['_hidden'], true],
  ['any of', 'any of sel_*', ['sel_1'], true],
  ['2 of', '2 of them', ['a', 'c'], true],
  ['2 of, one there', '2 of them', ['a'], false],
  ['a list of conditions is or', ['a and b', 'c'], ['c'], true],
  ['without blanks at brackets', '(a)or(b)', ['b'], true],
])('%s', (_, condition, holds, expected) => {
  const names = ['a', 'b', 'c', 'sel_1', 'sel_2', '_hidden']
  expect(judge({ detection: { ...searches(names), condition } }, holding(...holds))).toBe(expected)
})

test('a missing field in a filter leaves the selection standing', () => {
  const detection = { sel: { A: 'x' }, filter: { B: 'y' }, condition: 'sel and not filter' }
  expect(judge({ detection }, { A: 'x' })).toBe(true)
})

test('a map is and, a list of maps is or', () => {
  const detection = { sel: [{ A: 'x', B: 'y' }, { C: 'z' }], condition: 'sel' }
  expect([{ A: 'x' }, { A: 'x', B: 'y' }, { C: 'z' }].map((event) => judge({ detection }, event))).toEqual([
    false,
    true,
    true,
  ])
})

test.each<[string, Record<string, unknown>, string, string]>([
  ['an unknown modifier', { sel: { 'A|bogus': 'x' }, condition: 'sel' }, 'unknown-modifier', 'bogus'],
  ['a placeholder without values', { sel: { 'A|expand': '%x%' }, condition: 'sel' }, 'unresolved-placeholder', '%x%'],
  ['an unknown identifier', { sel: { A: 'x' }, condition: 'other' }, 'unknown-identifier', 'other'],
  ['a pattern of nothing', { sel: { A: 'x' }, condition: '1 of x*' }, 'unknown-identifier', 'x*'],
  ['the aggregation of Sigma 1', { sel: { A: 'x' }, condition: 'sel | count() > 5' }, 'bad-condition', '| in'],
  ['an open bracket', { sel: { A: 'x' }, condition: '(sel' }, 'bad-condition', 'end in'],
  ['an expression that is none', { sel: { 'A|re': '(' }, condition: 'sel' }, 'bad-regex', '('],
  ['an expression of PCRE alone', { sel: { 'A|re': 'a++' }, condition: 'sel' }, 'bad-regex', 'a++'],
  ['an escape that means nothing here', { sel: { 'A|re': '\\Qa' }, condition: 'sel' }, 'bad-regex', '\\Q'],
  ['a network that is none', { sel: { 'A|cidr': '10.0.0.0/33' }, condition: 'sel' }, 'bad-network', '10.0.0.0/33'],
  ['contains of an expression', { sel: { 'A|re|contains': 'x' }, condition: 'sel' }, 'modifier-misused', 'contains'],
  ['base64 with a wildcard', { sel: { 'A|base64': 'x*' }, condition: 'sel' }, 'modifier-misused', 'base64'],
  ['i without re', { sel: { 'A|i': 'x' }, condition: 'sel' }, 'modifier-misused', 'i'],
  ['a comparison with a text', { sel: { 'A|gt': 'x' }, condition: 'sel' }, 'bad-value', 'A|gt'],
  ['a list in a list', { sel: { A: [['x']] }, condition: 'sel' }, 'bad-value', 'A'],
  ['an empty list', { sel: { A: [] }, condition: 'sel' }, 'bad-value', 'A'],
  ['no detection', {}, 'no-detection', 'identifier'],
  ['brackets without end', { sel: { A: 'x' }, condition: `${'('.repeat(99)}sel` }, 'too-large', 'deep'],
  ['too many dashes', { sel: { 'A|windash': '-a -b -c -d -e' }, condition: 'sel' }, 'too-large', 'windash'],
])('%s is refused', (_, detection, reason, what) => {
  expect(refusalOf({ detection })).toMatchObject({ id: 'rule', reason, what: expect.stringContaining(what) })
})

test.each<[string, unknown]>([
  ['null', null],
  ['a text', 'rule'],
  ['a list', []],
  ['without logsource', { id: 'x', detection: { sel: { A: 'x' }, condition: 'sel' } }],
  ['without id and name', { logsource: {}, detection: { sel: { A: 'x' }, condition: 'sel' } }],
])('%s is no rule', (_, document) => {
  const refusal = refusalOf(
    typeof document === 'object' && document !== null ? { id: undefined, logsource: undefined, ...document } : {},
  )
  expect(refusal?.reason).toMatch(/not-a-rule|no-detection/)
})
