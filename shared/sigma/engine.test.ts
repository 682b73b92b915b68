// The engine: who is asked, what a filter hides, what a match can show, and that index and brute force say the same.
import { describe, expect, test } from 'vitest'
import { fuzz } from '#test/fixtures/random-sigma.ts'
import { eventOf, ruleOf, setOf } from '#test/fixtures/sigma-rules.ts'
import { Baseline } from './baseline.ts'
import { costRefusal, measureCost } from './cost.ts'
import { buildEngine } from './engine.ts'
import { linkRules } from './link-rules.ts'
import { parseFilter } from './parse-filter.ts'
import { previewFilter } from './preview-filter.ts'
import { withWitness } from './witness.ts'

const selecting = (sel: unknown, more: Record<string, unknown> = {}) =>
  ruleOf({ detection: { sel, condition: 'sel' }, ...more })

test('random rules and events: nothing throws, and the index is brute force', () => {
  expect(fuzz(6_000).matched).toBeGreaterThan(500)
})

describe('a rule is asked about the events of its logsource', () => {
  test.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ product: 'windows' }, true],
    [{ category: 'process_creation' }, true],
    [{ product: 'Windows', service: 'sysmon', category: 'process_creation' }, true],
    [{ product: 'linux', category: 'process_creation' }, false],
    [{ product: 'windows', service: 'security' }, false],
    [{ category: 'file_event' }, false],
  ])('%j: %s', (logsource, asked) => {
    const engine = buildEngine(setOf([selecting({ A: 'x' }, { logsource })]))
    expect(engine.judge(eventOf({ A: 'x' })).matches.length > 0).toBe(asked)
  })
})

test('only rules whose signs are there are asked', () => {
  const rules = [
    selecting({ 'C|contains': 'mimikatz' }, { id: 'contains' }),
    selecting({ 'I|endswith': '\\a.exe' }, { id: 'ends' }),
    selecting({ 'C|re': 'foo.{1,3}barbaz' }, { id: 'regex' }),
    selecting({ U: 'li' }, { id: 'equals' }),
  ]
  const engine = buildEngine(setOf(rules))
  engine.judge(eventOf({ C: 'foo mimi katz bar', I: 'C:\\b.exe', U: 'wang' }))
  expect([...engine.asked]).toEqual([0, 0, 0, 0])
  engine.judge(eventOf({ C: 'xmimikatz barbaz', I: 'C:\\a.exe', U: 'LI' }))
  expect([...engine.asked]).toEqual([1, 1, 1, 1])
  expect([...engine.matched]).toEqual([1, 1, 0, 1])
})

test('a baseline makes the rarer sign the witness', () => {
  const rule = selecting({ 'C|contains|all': ['uncommon words', 'everywhere'] })
  const baseline = new Baseline()
  for (let i = 0; i < 500; i++) baseline.learn(eventOf({ C: 'uncommon words' }))
  expect(withWitness(rule, baseline).witness).toMatchObject([{ text: 'everywhere' }])
})

test('a match shows the fields that its condition found', () => {
  const rule = ruleOf({
    detection: {
      one: { A: 'x', B: ['y', 'z'] },
      two: { C: 'w' },
      no: { D: '*' },
      condition: '(one or two) and not no',
    },
  })
  const engine = buildEngine(setOf([rule]))
  engine.judge(eventOf({ A: 'X', B: 'z', C: 'other', E: 'unasked' }))
  expect(engine.facts(rule)).toEqual({ A: 'X', B: 'z' })
})

test('a hostile event is judged', () => {
  const engine = buildEngine(setOf([selecting({ 'A|contains': 'needle' }), selecting(['needle'], { id: 'keyword' })]))
  const huge = `${'x'.repeat(400_000)}needle`
  const events: Record<string, unknown>[] = [
    { A: huge },
    { A: Array.from({ length: 5_000 }, () => 'x') },
    { A: { deep: { needle: 1 } }, B: Symbol('needle'), C: () => 'needle' },
    Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`F${i}`, i])),
    { A: '\uD800needle' },
  ]
  expect(events.map((event) => engine.judge(eventOf(event)).matches.length)).toEqual([0, 0, 0, 0, 2])
  expect(engine.benched).toEqual([])
})

function filterOf(more: Record<string, unknown> = {}) {
  const parsed = parseFilter({
    id: 'filter',
    logsource: { product: 'windows' },
    filter: { rules: ['rule'], sel: { 'User|startswith': 'adm_' }, condition: 'sel' },
    ...more,
  })
  if (!parsed.ok) throw new Error(parsed.refusal.what)
  return parsed.document
}

describe('a filter', () => {
  const until = Date.parse('2026-12-01T00:00:00+08:00')
  test.each<[string, Record<string, unknown>, string, number, Record<string, unknown>]>([
    ['hides what it is about', {}, 'adm_li', 0, { hiddenBy: 'filter' }],
    ['and nothing else', {}, 'li', 0, {}],
    ['until its end', { until: '2026-12-01T00:00:00+08:00' }, 'adm_li', until - 1, { hiddenBy: 'filter' }],
    ['not from then on', { until: '2026-12-01T00:00:00+08:00' }, 'adm_li', until, {}],
    ['in preview it only says so', { preview: true }, 'adm_li', 0, { wouldHide: 'filter' }],
    ['of another logsource it is not', { logsource: { product: 'linux' } }, 'adm_li', 0, {}],
  ])('%s', (_, more, user, at, hidden) => {
    const engine = buildEngine(linkRules(setOf([selecting({ A: 'x' })], { filters: [filterOf(more)] })))
    const { rule: _rule, isPart: _isPart, ...rest } = engine.judge(eventOf({ A: 'x', User: user }, at)).matches[0]!
    expect(rest).toEqual(hidden)
  })

  test('can be looked at before it is put into force', () => {
    const events = ['adm_li', 'li', 'adm_wang'].map((User) => eventOf({ A: 'x', User }))
    const hidden = previewFilter(filterOf(), [selecting({ A: 'x' })], events)
    expect(hidden.map(({ rule, event }) => [rule, event.fields['User']])).toEqual([
      ['rule', 'adm_li'],
      ['rule', 'adm_wang'],
    ])
  })

  test.each([
    ['without rules', { filter: { sel: { A: 'x' }, condition: 'sel' } }, 'without rules'],
    ['with an end without time zone', { until: '2026-12-01' }, 'until'],
  ])('%s is refused', (_, more, why) => {
    expect(() => filterOf(more)).toThrow(why)
  })
})

describe('cost', () => {
  const monotonic = () => performance.now()
  test('an expression that backtracks without end is refused by its rule', () => {
    const rule = selecting({ 'A|re': '^(?=a)(a+)+$' })
    expect(costRefusal(rule, measureCost(rule, [], monotonic))).toMatchObject({ id: 'rule', reason: 'too-costly' })
  })

  test('an ordinary rule is not', () => {
    const rule = selecting({ 'A|contains': ['delete shadows', 'resize shadowstorage'] })
    const events = Array.from({ length: 200 }, (_, i) => eventOf({ A: `vssadmin list ${i}` }))
    expect(costRefusal(rule, measureCost(rule, events, monotonic))).toBeUndefined()
  })
})
