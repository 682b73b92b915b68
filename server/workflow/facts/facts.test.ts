// 事实: scenario by scenario of the plan's 五; every fact rests on rows, and without one of them it does not stand.
import { describe, expect, test } from 'vitest'
import {
  alerted,
  at,
  caseOf,
  clean,
  corrected,
  filed,
  folded,
  foldedFrom,
  isolation,
  li,
  minute,
  moved,
  operator,
  received,
  takenOver,
  wang,
} from '#test/fixtures/plan-incident.ts'
import type { Folded, Told } from '#test/fixtures/plan-incident.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { accountsOf } from './accounts.ts'
import { meddlingRules } from './concealed.ts'
import { factCodes } from './fact.ts'
import type { Fact } from './fact.ts'
import { factsOf } from './facts.ts'
import { inWords } from './sentence.ts'

const found = (told: Folded, now: number): readonly Fact[] => {
  const given = caseOf(told, now)
  return given ? factsOf(given) : []
}
/** Nobody could tell before it ran again. */
const killed = (minutes: number, { forMinutes }: { readonly forMinutes: number }): Told => {
  const told = alerted(minutes, { by: 'detector', rule: 'agent-stopped', id: 'k', severity: 'medium' })
  if (told.happening.kind !== 'alert-received') return told
  const { alert } = told.happening
  const facts = { how: 'killed', blindMs: forMinutes * minute }
  const detections = [
    { id: 'd', rule: alert.rule, severity: alert.severity, moment: alert.raised, because: alert.because, facts },
  ]
  return { ...told, happening: { ...told.happening, alert: { ...alert, detections } } }
}
const brief = (facts: readonly Fact[]) => facts.map(({ code, unit, rows }) => `${code} ${unit} ${rows.join('+')}`)

/** What is wrong with it; when it is looked at; which facts, of whom, on which rows (counted from 1). */
const scenarios: readonly (readonly [name: string, told: readonly Told[], now: number, facts: readonly string[]])[] = [
  ['clean', clean, 10_000, []],
  ['clean, and still within the two hours', clean.slice(0, 4), 100, []],

  [
    'late: reported after three hours',
    [...clean.slice(0, 5), filed(180, 'D03')],
    10_000,
    ['H1 office 1+6', 'M1 office 4+6'],
  ],
  [
    'late by an office that nobody told until then',
    [received(0), alerted(0), isolation(1), takenOver(90), filed(121, 'D03')],
    10_000,
    ['H1 office 1+5'],
  ],
  ['not reported at all', clean.slice(0, 5), 10_000, ['H1 office 1', 'L1 office 1', 'M1 office 4']],
  [
    'not reported, and not 重大',
    [received(0), alerted(0), isolation(1), filed(5, 'D05', { major: 'no' })],
    130,
    ['H1 office 1'],
  ],
  [
    'the institution saw it and reported after forty minutes',
    [
      received(40, { foundAt: 0 }),
      { minute: 0, actor: operator, happening: { kind: 'cut-postponed', alert: 'a', postponement: 'settling' } },
      alerted(40),
      isolation(41),
      filed(60, 'D03'),
    ],
    10_000,
    ['H2 p 2+3', 'H3 p 2+4'],
  ],
  [
    'told by telephone half an hour after they found it, and cut at once',
    [
      received(30, { foundAt: 0 }),
      filed(30, 'D01', {
        source: 'telephone',
        foundAt: at(0),
        calledAt: at(30),
        disconnected: true,
        disconnectedAt: at(5),
      }),
      filed(60, 'D03'),
    ],
    10_000,
    ['H2 p 2'],
  ],
  ['pressed and never cut', [received(0), alerted(0), filed(60, 'D03')], 10_000, ['H3 p 2']],
  [
    'pressed and cut after twenty minutes',
    [received(0), alerted(0), isolation(20), filed(60, 'D03')],
    10_000,
    ['H3 p 2+3'],
  ],
  ['cut at exactly fifteen minutes', [received(0), alerted(0), isolation(15), filed(60, 'D03')], 10_000, []],

  [
    'omitted: told by the superior, never by themselves',
    [received(0), filed(0, 'D01', { source: 'superior', calledAt: at(0) }), filed(60, 'D03')],
    10_000,
    ['L2 p 2'],
  ],
  [
    'told by the superior after their own report',
    [
      received(0),
      alerted(0),
      isolation(1),
      filed(30, 'D01', { source: 'superior', calledAt: at(30) }),
      filed(60, 'D03'),
    ],
    10_000,
    [],
  ],
  [
    // What the superior says of its own finding makes nobody here late; who told first stays a fact.
    'told by the superior of what it found three hours before',
    [
      received(200),
      filed(200, 'D01', { source: 'superior', foundAt: at(20), calledAt: at(200) }),
      filed(260, 'D03', { foundAt: at(200) }),
    ],
    10_000,
    ['L2 p 2'],
  ],
  [
    'seen by the office’s own inspection, and registered three hours later',
    [
      received(200, { foundAt: 20 }),
      filed(200, 'D01', { source: 'inspection', foundAt: at(20) }),
      filed(260, 'D03', { foundAt: at(200) }),
    ],
    10_000,
    ['H1 office 1+3', 'L2 p 2', 'M1 office 2+3', 'M4 office 2+3'],
  ],
  [
    'fewer terminals in the report than were known',
    [...clean.slice(0, 5), filed(60, 'D03', { endpointsAffected: 1, systemKnew: 4 })],
    10_000,
    ['L3 office 6'],
  ],
  ['the same number', [...clean.slice(0, 5), filed(60, 'D03', { endpointsAffected: 4, systemKnew: 4 })], 10_000, []],

  [
    'concealed: closed as a false alarm by two persons, opened again and true',
    [
      received(0),
      alerted(0),
      isolation(1),
      filed(20, 'D02', { conclusion: 'false-positive', reviewer: '李敏' }),
      moved(21, 'close-false', 'false-alarm'),
      moved(40, 'reopen', 'verifying', li),
      filed(50, 'D02', { conclusion: 'confirmed' }, { serial: 2 }),
      filed(60, 'D03'),
    ],
    10_000,
    ['M2 office 5+7'],
  ],
  [
    'closed as a false alarm, and so it stayed',
    [received(0), alerted(0), moved(21, 'close-false', 'false-alarm')],
    10_000,
    [],
  ],
  [
    'isolation undone by hand before the report',
    [...clean.slice(0, 5), alerted(40, { by: 'detector', rule: 'isolation-undone', id: 'u' }), filed(60, 'D03')],
    10_000,
    ['M3 p 6'],
  ],
  ...Object.keys(meddlingRules)
    .filter((rule) => rule !== 'isolation-undone')
    .map(
      (rule) =>
        [
          `${rule} before the report`,
          [...clean.slice(0, 5), alerted(40, { by: 'detector', rule, id: 'u', severity: 'medium' }), filed(60, 'D03')],
          10_000,
          ['M3 p 6'],
        ] as const,
    ),
  [
    'a clock that a reboot lost, and a power cut, before the report',
    [
      ...clean.slice(0, 5),
      alerted(40, { by: 'detector', rule: 'clock-set-back', id: 'u', severity: 'low' }),
      alerted(41, { by: 'detector', rule: 'agent-stopped', id: 'v', severity: 'low' }),
      filed(60, 'D03'),
    ],
    10_000,
    [],
  ],
  [
    'the logs cleared after the report',
    [...clean, alerted(90, { by: 'detector', rule: 'log-cleared', id: 'u', severity: 'medium' })],
    10_000,
    [],
  ],
  [
    'killed before the report, and told when it ran again after it',
    [...clean, killed(90, { forMinutes: 45 })],
    10_000,
    ['M3 p 8'],
  ],
  ['killed and back, both after the report', [...clean, killed(90, { forMinutes: 15 })], 10_000, []],
  [
    'the same clock told by the alert and by its offset',
    [
      ...clean.slice(0, 5),
      alerted(40, { by: 'detector', rule: 'clock-set-back', id: 'b', offsetMs: 10 * minute, severity: 'medium' }),
      filed(60, 'D03'),
    ],
    10_000,
    ['M3 p 3+6'],
  ],
  [
    'connected again by the operator before the report',
    [...clean.slice(0, 3), isolation(30, 'connected', operator), filed(60, 'D03')],
    10_000,
    ['M3 p 4'],
  ],
  ['connected again after the report', [...clean, isolation(90, 'connected', operator)], 10_000, []],
  [
    'clock set back by ten minutes before the report',
    [...clean.slice(0, 5), alerted(40, { by: 'detector', id: 'b', offsetMs: 10 * minute }), filed(60, 'D03')],
    10_000,
    ['M3 p 3+6'],
  ],
  [
    'clock set right by three minutes',
    [...clean.slice(0, 5), alerted(40, { by: 'detector', id: 'b', offsetMs: 3 * minute }), filed(60, 'D03')],
    10_000,
    [],
  ],
  [
    'stated an hour later than they pressed',
    [...clean.slice(0, 5), filed(100, 'D03', { foundAt: at(60) })],
    10_000,
    ['M4 office 2+6'],
  ],
  ['stated five minutes later', [...clean.slice(0, 5), filed(100, 'D03', { foundAt: at(5) })], 10_000, []],
  [
    'withdrawn, and true',
    [
      ...clean.slice(0, 3),
      { minute: 5, actor: operator, happening: { kind: 'report-withdrawn', alert: 'a' } },
      filed(60, 'D03'),
    ],
    10_000,
    ['M5 p 4+5'],
  ],

  [
    'a directive done late, one never done, one in time',
    [
      ...clean,
      ...['a', 'b', 'c'].map((id) => ({
        minute: 70,
        actor: li,
        happening: {
          kind: 'directive-issued' as const,
          directive: { id, number: `令-${id}`, text: '', unit: 'p', dueAt: at(100) },
          as: 'leader' as const,
        },
      })),
      ...[
        ['a', 101],
        ['c', 100],
      ].map(([id, minutes]) => ({
        minute: Number(minutes),
        actor: wang,
        happening: { kind: 'directive-completed' as const, directive: String(id), as: 'department' as const, text: '' },
      })),
    ],
    10_000,
    ['Z1 p 8+11', 'Z1 p 9'],
  ],
  ['the result never filed', [...clean, moved(100, 'handle', 'handled')], 20_000, ['Z2 p 8']],
  [
    'the result of what is not 重大 never filed',
    [...clean, filed(70, 'D05', { major: 'no' }), moved(100, 'handle', 'handled')],
    20_000,
    [],
  ],

  ['a drill, all wrong', [received(0, { drill: true }), alerted(0)], 10_000, []],
  [
    'offline: came in after three hours and reported within two',
    [
      received(180, { foundAt: 0, basis: 'should-have-been-found' }),
      alerted(0, { by: 'detector', receivedAt: 180 }),
      filed(300, 'D03'),
    ],
    10_000,
    [],
  ],
  [
    'offline, and then still late',
    [
      received(180, { foundAt: 0, basis: 'should-have-been-found' }),
      alerted(0, { by: 'detector', receivedAt: 180 }),
      filed(301, 'D03'),
    ],
    10_000,
    ['H1 office 1+3'],
  ],
]

test.each(scenarios)('%s', (_, told, now, expected) => expect(brief(found(folded(told), now))).toEqual(expected))

describe('every fact rests on its rows', () => {
  const all = scenarios.flatMap(([name, told, now]) =>
    found(folded(told), now).flatMap((fact) => fact.rows.map((row) => [name, fact, row, told, now] as const)),
  )

  test('there are facts of every kind to be tried', () => {
    expect(new Set(all.map(([, { code }]) => code))).toEqual(new Set(factCodes))
  })

  test.each(all)('%s: %o does not stand without row %d', (_, fact, row, told, now) => {
    const without = foldedFrom(folded(told).entries.filter(({ position }) => position !== row))
    const still = found(without, now)
    expect(
      still.filter(
        (one) =>
          one.code === fact.code && JSON.stringify([one.unit, one.values]) === JSON.stringify([fact.unit, fact.values]),
      ),
    ).toEqual([])
  })

  test('control: a fact on a row that has nothing to do with it is seen', () => {
    const told = folded([...clean.slice(0, 5), filed(180, 'D03')])
    const [late] = found(told, 10_000)
    const without = foldedFrom(told.entries.filter(({ position }) => position !== 3))
    expect(
      found(without, 10_000).some(
        ({ code, values }) => code === 'H1' && JSON.stringify(values) === JSON.stringify(late?.values),
      ),
    ).toBe(true)
  })
})

test('of a department both owe the report', () => {
  const known: Told = {
    minute: -1000,
    actor: wang,
    subject: { kind: 'office', id: 'office' },
    happening: { kind: 'institution-registered', institution: { id: 'p', kind: 'department', name: '', phone: '' } },
  }
  expect(brief(found(folded([known, received(0)]), 130))).toEqual(['H1 p 2', 'H1 office 2', 'L1 p 2', 'L1 office 2'])
})

test('of two institutions each answers for its own: who pressed at the second is no sighting of the first', () => {
  const second = alerted(60, { id: 'q' })
  if (second.happening.kind !== 'alert-received') throw new Error('no alert')
  const elsewhere: Told = { ...second, happening: { ...second.happening, endpoint: 'e2' } }
  const told = [
    received(0, { basis: 'should-have-been-found' }),
    alerted(0, { by: 'detector' }),
    elsewhere,
    filed(70, 'D03'),
  ]
  const known = folded(told)
  const endpoints = new Map([
    ...known.situation.endpoints,
    ['e2', { endpoint: { id: 'e2', number: '', institution: 'q', name: '' }, orders: [], lastOrderCounter: 0 }],
  ] as const)
  expect(brief(found({ ...known, situation: { ...known.situation, endpoints } }, 200))).toEqual(['H3 q 3'])
  // Control: as if every terminal were the first one's, the first would be blamed.
  expect(brief(found(known, 200))).toEqual(['H3 p 3'])
})

test('who took it over counts for the unit whose post they held then', () => {
  const post: Told = {
    minute: -1000,
    actor: li,
    subject: { kind: 'office', id: 'office' },
    happening: {
      kind: 'post-given',
      post: { id: '1', person: 'wang', role: 'institution', unit: 'p', from: at(-1000), document: '' },
    },
  }
  const person: Told = {
    ...post,
    happening: { kind: 'person-added', person: { id: 'wang', name: '王建国', login: 'wang', phone: '' } },
  }
  const told = [
    person,
    post,
    received(0, { basis: 'should-have-been-found' }),
    alerted(0, { by: 'detector' }),
    isolation(0),
    takenOver(1),
    filed(60, 'D03'),
  ]
  expect(brief(found(folded(told), 200))).toEqual(['H2 p 6', 'M1 p 6'])
})

describe('in words', () => {
  const facts = scenarios.flatMap(([, told, now]) => found(folded(told), now))

  test.each(facts)('%o has a title, a sentence and its rows', (fact) => {
    const { title, text, rows } = inWords(fact)
    expect(`${title}${text}${rows}`).not.toMatch(/undefined|NaN|\[object/)
    expect(rows).toContain(String(fact.rows[0]))
  })

  test('瞒报, 缓报 and 漏报 are only ever 线索', () => {
    for (const fact of facts) {
      const { title, text } = inWords(fact)
      expect(text).not.toMatch(/瞒报|缓报|漏报/)
      if (/瞒报|缓报|漏报|部分漏报/.test(title)) expect(title).toContain('线索')
    }
    expect(Object.keys(zhCn.planFacts.titles)).toEqual([...factCodes])
  })
})

test('the accounts: a cut by hand that stands in the terminal’s chain alone is not overlooked', async () => {
  const { entries, incident } = folded([
    received(0),
    alerted(0),
    { ...isolation(-600, 'isolated'), subject: { kind: 'endpoint', id: 'e' } },
    { ...isolation(-500, 'connected'), subject: { kind: 'endpoint', id: 'e' } },
    { ...isolation(5, 'isolated', operator), subject: { kind: 'endpoint', id: 'e' } },
    filed(60, 'D03'),
  ])
  if (!incident) throw new Error('no incident')
  const accounts = await accountsOf(incident, async ({ kind, id }) =>
    entries.filter(({ subject }) => subject.kind === kind && subject.id === id),
  )
  expect(accounts.map(({ position }) => position)).toEqual([1, 2, 4, 5, 6])
  const whole = folded([])
  const without = foldedFrom(entries.filter(({ subject }) => subject.kind === 'incident'))
  expect(brief(found(without, 200))).toEqual(['H3 p 2'])
  expect(whole.incident).toBeUndefined()
  expect(brief(found({ ...foldedFrom(entries), entries: accounts }, 200))).toEqual([])
  expect(corrected(0).at).toBe(at(0))
})
