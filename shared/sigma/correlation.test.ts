// Correlations: what is counted together, from when it is one finding, and what becomes of chains, circles and crowds.
import { describe, expect, test } from 'vitest'
import { eventOf, ruleOf, setOf } from '#test/fixtures/sigma-rules.ts'
import type { SigmaCorrelation } from './correlation.ts'
import { buildEngine } from './engine.ts'
import { linkRules } from './link-rules.ts'
import { parseCorrelation } from './parse-correlation.ts'

const rules = ['a', 'b', 'c'].map((id) =>
  ruleOf({ id, name: `rule_${id}`, detection: { sel: { Kind: id }, condition: 'sel' } }),
)

function correlationOf(correlation: Record<string, unknown>, id = 'correlation'): SigmaCorrelation {
  const parsed = parseCorrelation({ id, title: id, level: 'high', correlation: { timespan: '10s', ...correlation } })
  if (!parsed.ok) throw new Error(`${parsed.refusal.reason}: ${parsed.refusal.what}`)
  return parsed.document
}

/** Second, kind of event, user, and a value. */
type Step = readonly [number, string, string?, unknown?]

function engineOf(correlations: readonly SigmaCorrelation[], groups = 1_000) {
  const linked = linkRules(setOf(rules, { correlations }))
  expect(linked.refused).toEqual([])
  return buildEngine(linked, { groups })
}

/** Seconds at which a correlation matches; the last one is when time is looked at without an event. */
function matchedAt(correlation: Record<string, unknown>, steps: readonly Step[], until = 100): number[] {
  const engine = engineOf([correlationOf(correlation)])
  const found = steps.flatMap(([second, kind, user = 'u', value]) => {
    const fields = { Kind: kind, ...(user !== '' && { User: user }), ...(value !== undefined && { Value: value }) }
    return engine.judge(eventOf(fields, second * 1_000)).correlations
  })
  return [...found, ...engine.tick(until * 1_000)].map(({ at }) => at / 1_000)
}

const count = (condition: Record<string, unknown>) => ({
  type: 'event_count',
  rules: ['a'],
  'group-by': ['User'],
  condition,
})
const value = (type: string, condition: Record<string, unknown>) => ({
  type,
  rules: ['a'],
  'group-by': ['User'],
  condition: { field: 'Value', ...condition },
})
const order = (type: string, ids: string[], condition?: Record<string, unknown>) => ({
  type,
  rules: ids,
  'group-by': ['User'],
  ...(condition && { condition }),
})

describe('types', () => {
  test.each<[string, Record<string, unknown>, Step[], number[]]>([
    [
      'event_count gte',
      count({ gte: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'a'],
      ],
      [2],
    ],
    [
      'event_count gt',
      count({ gt: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'a'],
        [3, 'a'],
      ],
      [3],
    ],
    [
      'too few',
      count({ gte: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'b'],
      ],
      [],
    ],
    [
      'the window slides',
      count({ gte: 3 }),
      [
        [0, 'a'],
        [9, 'a'],
        [11, 'a'],
        [12, 'a'],
      ],
      [12],
    ],
    [
      'its end belongs to it',
      count({ gte: 2 }),
      [
        [0, 'a'],
        [10, 'a'],
      ],
      [10],
    ],
    [
      'what was counted is used up',
      count({ gte: 2 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'a'],
        [3, 'a'],
      ],
      [1, 3],
    ],
    [
      'groups are apart',
      count({ gte: 2 }),
      [
        [0, 'a', 'u'],
        [1, 'a', 'v'],
        [2, 'a', 'V'],
      ],
      [2],
    ],
    [
      'without the field there is no group',
      count({ gte: 2 }),
      [
        [0, 'a', ''],
        [1, 'a', ''],
      ],
      [],
    ],
    [
      'late events count as of now',
      count({ gte: 2 }),
      [
        [5, 'a'],
        [4, 'a'],
      ],
      [5],
    ],
    [
      'lt is judged when the window closes',
      count({ lt: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
      ],
      [10],
    ],
    [
      'lt, but there were more',
      count({ lt: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'a'],
      ],
      [],
    ],
    [
      'eq',
      count({ eq: 2 }),
      [
        [0, 'a'],
        [1, 'a'],
        [20, 'a'],
      ],
      [10],
    ],
    [
      'a range',
      count({ gte: 2, lte: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'a'],
      ],
      [10],
    ],
    [
      'a range, above it',
      count({ gte: 2, lte: 3 }),
      [
        [0, 'a'],
        [1, 'a'],
        [2, 'a'],
        [3, 'a'],
      ],
      [],
    ],
    [
      'a window that closes is seen at the next event',
      count({ eq: 1 }),
      [
        [0, 'a'],
        [50, 'a'],
      ],
      [10, 60],
    ],
    [
      'value_count',
      value('value_count', { gte: 2 }),
      [
        [0, 'a', 'u', 'x'],
        [1, 'a', 'u', 'X'],
        [2, 'a', 'u', 'y'],
      ],
      [2],
    ],
    [
      'value_count, one too old',
      value('value_count', { gte: 2 }),
      [
        [0, 'a', 'u', 'x'],
        [11, 'a', 'u', 'y'],
      ],
      [],
    ],
    [
      'value_count eq',
      value('value_count', { eq: 1 }),
      [
        [0, 'a', 'u', 'x'],
        [1, 'a', 'u', 'x'],
      ],
      [10],
    ],
    [
      'value_sum',
      value('value_sum', { gte: 10 }),
      [
        [0, 'a', 'u', 6],
        [1, 'a', 'u', '4'],
      ],
      [1],
    ],
    [
      'value_sum slides',
      value('value_sum', { gte: 10 }),
      [
        [0, 'a', 'u', 6],
        [11, 'a', 'u', 4],
      ],
      [],
    ],
    [
      'value_sum of what is no number',
      value('value_sum', { gte: 1 }),
      [
        [0, 'a', 'u', 'x'],
        [1, 'a', 'u'],
      ],
      [],
    ],
    [
      'value_avg',
      value('value_avg', { gt: 4 }),
      [
        [0, 'a', 'u', 2],
        [1, 'a', 'u', 8],
      ],
      [1],
    ],
    [
      'value_percentile',
      value('value_percentile', { percentile: 50, gte: 5 }),
      [
        [0, 'a', 'u', 1],
        [1, 'a', 'u', 9],
        [2, 'a', 'u', 5],
      ],
      [2],
    ],
    [
      'temporal in any order',
      order('temporal', ['a', 'b']),
      [
        [0, 'b'],
        [1, 'a'],
      ],
      [1],
    ],
    [
      'temporal too late',
      order('temporal', ['a', 'b']),
      [
        [0, 'b'],
        [11, 'a'],
      ],
      [],
    ],
    [
      'temporal, the same twice',
      order('temporal', ['a', 'b']),
      [
        [0, 'a'],
        [1, 'a'],
      ],
      [],
    ],
    [
      'temporal, two of three',
      order('temporal', ['a', 'b', 'c'], { gte: 2 }),
      [
        [0, 'c'],
        [1, 'a'],
      ],
      [1],
    ],
    [
      'temporal_ordered',
      order('temporal_ordered', ['a', 'b']),
      [
        [0, 'a'],
        [1, 'b'],
      ],
      [1],
    ],
    [
      'temporal_ordered the other way',
      order('temporal_ordered', ['a', 'b']),
      [
        [0, 'b'],
        [1, 'a'],
      ],
      [],
    ],
    [
      'temporal_ordered, the latest beginning counts',
      order('temporal_ordered', ['a', 'b']),
      [
        [0, 'a'],
        [9, 'a'],
        [15, 'b'],
      ],
      [15],
    ],
    [
      'temporal_ordered of three',
      order('temporal_ordered', ['a', 'b', 'c']),
      [
        [0, 'a'],
        [1, 'c'],
        [2, 'b'],
        [3, 'c'],
      ],
      [3],
    ],
    ['by name', { ...count({ gte: 1 }), rules: ['rule_b'] }, [[0, 'b']], [0]],
    [
      'without group-by all is one group',
      { ...count({ gte: 2 }), 'group-by': [] },
      [
        [0, 'a', 'u'],
        [1, 'a', 'v'],
      ],
      [1],
    ],
  ])('%s', (_, correlation, steps, seconds) => {
    expect(matchedAt(correlation, steps)).toEqual(seconds)
  })
})

test('an alias stands for another field in each rule', () => {
  const engine = engineOf([
    correlationOf({
      ...order('temporal', ['a', 'b']),
      'group-by': ['who'],
      aliases: { who: { rule_a: 'User', b: 'Account' } },
    }),
  ])
  engine.judge(eventOf({ Kind: 'a', User: 'li' }))
  expect(engine.judge(eventOf({ Kind: 'b', User: 'wang', Account: 'li' })).correlations).toMatchObject([
    { group: { who: 'li' }, measure: 2 },
  ])
})

test('a chain: many failures, then a success', () => {
  const engine = engineOf([
    correlationOf(order('temporal_ordered', ['many', 'b']), 'chain'),
    correlationOf(count({ gte: 2 }), 'many'),
  ])
  const ids = [
    [0, 'b'],
    [1, 'a'],
    [2, 'a'],
    [3, 'b'],
  ].flatMap(([second, kind]) =>
    engine
      .judge(eventOf({ Kind: kind, User: 'u' }, Number(second) * 1_000))
      .correlations.map(({ correlation }) => correlation.id),
  )
  // `many` is a part of the chain and says nothing by itself.
  expect(ids).toEqual(['chain'])
})

test.each([
  [false, true],
  [true, false],
])('generate %s: its rules are parts: %s', (generate, isPart) => {
  const engine = engineOf([correlationOf({ ...count({ gte: 5 }), generate })])
  expect(engine.judge(eventOf({ Kind: 'a', User: 'u' })).matches).toMatchObject([{ isPart }])
})

test('past the cap the group that was quiet longest is forgotten, and it is said', () => {
  const engine = engineOf([correlationOf(count({ gte: 2 }))], 2)
  const at = (second: number, user: string) =>
    engine.judge(eventOf({ Kind: 'a', User: user }, second * 1_000)).correlations.length
  expect([at(0, 'x'), at(1, 'y'), at(2, 'z'), at(3, 'x'), at(4, 'z')]).toEqual([0, 0, 0, 0, 1])
  expect(engine.correlator.groups.forgotten).toBe(2)
})

test('an engine that takes over goes on counting where the correlation is the same', () => {
  const same = correlationOf(count({ gte: 2 }))
  const before = engineOf([same, correlationOf(count({ gte: 3 }), 'changed')])
  before.judge(eventOf({ Kind: 'a', User: 'u' }))
  const after = engineOf([same, correlationOf(count({ gte: 2 }), 'changed')])
  after.correlator.adopt(before.correlator)
  const { correlations } = after.judge(eventOf({ Kind: 'a', User: 'u' }, 1_000))
  expect(correlations.map(({ correlation }) => correlation.id)).toEqual(['correlation'])
})

test('what names nothing, or itself, is refused by name', () => {
  const correlations = [
    correlationOf({ ...count({ gte: 1 }), rules: ['nothing'] }, 'lost'),
    correlationOf({ ...count({ gte: 1 }), rules: ['round'] }, 'circle'),
    correlationOf({ ...count({ gte: 1 }), rules: ['circle'] }, 'round'),
  ]
  expect(linkRules(setOf(rules, { correlations })).refused.map(({ id, reason }) => [id, reason])).toEqual([
    ['lost', 'unknown-rule'],
    ['circle', 'circular'],
    ['round', 'circular'],
  ])
})

test.each([
  ['type', { type: 'near' }],
  ['timespan', { timespan: '10' }],
  ['timespan', { timespan: '0s' }],
  ['condition', { condition: undefined }],
  ['condition', { condition: { above: 3 } }],
  ['condition', { condition: { gte: 'x' } }],
  ['condition field', { condition: { gte: 1, field: 'Value' } }],
  ['condition percentile', { type: 'value_percentile', condition: { gte: 1, field: 'Value' } }],
  ['rules', { rules: [] }],
])('a bad %s is refused', (what, change) => {
  const parsed = parseCorrelation({ id: 'x', correlation: { timespan: '1m', ...count({ gte: 1 }), ...change } })
  expect(parsed).toMatchObject({
    ok: false,
    refusal: { reason: 'bad-correlation', what: expect.stringContaining(what) },
  })
})
