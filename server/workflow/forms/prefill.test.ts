// What the history already knows: figures to the minute, and never an answer that the form would refuse.
import { describe, expect, test } from 'vitest'
import { apply, emptySituation } from '../fold.ts'
import type { Entry } from '../history.ts'
import type { Situation } from '../situation.ts'
import { filledForms, on } from '#test/fixtures/filled-forms.ts'
import { fullIncident } from '#test/fixtures/full-incident.ts'
import { endpoints, institutions, people, pharmacy, till } from '#test/fixtures/one-bureau.ts'
import { formIds } from './form.ts'
import type { FormFields, FormId } from './form.ts'
import { forms, formOf } from './index.ts'
import { prefill, prefillOffice } from './prefill.ts'
import { periodOf } from './prefill/period.ts'
import { statisticsOf } from './prefill/statistics.ts'
import { refusalsOf } from './refusals.ts'

const full = fullIncident()
const fold = (entries: readonly Entry[]): Situation => entries.reduce(apply, emptySituation(endpoints))

/** The situation just before a form was filed for the first time. */
function before(id: FormId): Situation {
  const index = full.entries.findIndex(({ happening }) => happening.kind === 'form-filed' && happening.form === id)
  return fold(full.entries.slice(0, index))
}

function filling(id: FormId, now: number, situation = before(id)): FormFields {
  const incident = situation.incidents.get(full.incident.id)
  if (!incident) throw new Error('no incident yet')
  return prefill(formOf(id), { situation, incident, now, institutions, facts: [] })
}

const asked = (id: FormId, fields: FormFields): FormFields => {
  const system = new Set(formOf(id).fields.flatMap(({ key, bySystem }) => (bySystem === true ? [key] : [])))
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !system.has(key)))
}

const ofIncident = forms.filter(({ ofOffice }) => ofOffice !== true).map(({ id }) => id)

describe.each(ofIncident)('%s', (id) => {
  test('what is pre-filled is only incomplete, never wrong', () => {
    const now = on(21, 12, 0)
    const whys = refusalsOf(formOf(id), asked(id, filling(id, now)), now)
      .filter(({ why }) => !why.includes('由系统填写'))
      .map(({ why }) => why.replace(/^.*：/, ''))
    expect(new Set(whys).difference(new Set(['请填写。', '请填写；尚不清楚的填“待核实”。']))).toEqual(new Set())
  })
  test('and together with what people answered it is accepted', () => {
    const now = on(21, 12, 0)
    const whole = { ...asked(id, filling(id, now)), ...filledForms[id] }
    const wrong = refusalsOf(formOf(id), whole, now).filter(
      ({ key }) => filledForms[id][key.split('.')[0] ?? ''] !== undefined,
    )
    expect(wrong).toEqual([])
  })
})

test.each<readonly [FormId, number, FormFields]>([
  [
    'D01',
    on(19, 9, 20),
    {
      source: 'terminal-button',
      institution: pharmacy.id,
      phone: pharmacy.phone,
      endpoint: till.id,
      disconnected: true,
      disconnectedAt: on(19, 9, 13, 5),
      disconnectedBy: '哨兵自动断开医保专网网卡',
      alerts: 'BS-1119-K4QX-7、BS-1119-M7TC-2',
    },
  ],
  [
    'D03',
    on(19, 9, 48),
    {
      shouldHaveBeenFoundAt: on(19, 9, 12, 58),
      reportedAt: on(19, 9, 48),
      foundAt: on(19, 9, 13, 40),
      category: 'malicious-program/ransomware',
      major: 'undetermined',
      systemKnew: 1,
      tookMinutes: 35,
      timeliness: '按时',
      occurredAt: '待核实',
    },
  ],
  ['D03', on(19, 11, 12, 58), { timeliness: '按时', tookMinutes: 120 }],
  ['D03', on(19, 11, 12, 59), { timeliness: '逾期 1 分钟' }],
  [
    'D05',
    on(19, 10, 25),
    {
      category: 'malicious-program/ransomware',
      standard: 'GB/T 20986-2023',
      level: 'general',
      criticalInfrastructure: false,
    },
  ],
  ['D08', on(19, 10, 36), { level: 'larger' }],
  ['D13', on(19, 15, 25), { endpoint: till.id }],
  ['D14', on(19, 15, 50), { discoveryMinutes: 1, reportMinutes: 35, rescueMinutes: 309, controlMinutes: 162 }],
  ['D15', on(20, 9, 40), { handledAt: on(19, 15, 50), dueAt: on(27, 0, 0) }],
  ['D16a', on(20, 16, 0), { opinion: '恶意程序已清除，终端观察二十四小时无复发，建议结束应急行动。' }],
  ['D17', on(21, 10, 0), { directivesOnTime: 100, relapses: 0, evidenceComplete: 100, corrections: 1 }],
])('%s at %i', (id, now, expected) => {
  expect(filling(id, now)).toMatchObject(expected)
})

test('D09 offers everybody who holds a post of the office now, and nobody else', () => {
  expect(filling('D09', on(19, 10, 41))['members']).toEqual(
    [people.office, people.technician].map(({ id: person, name, phone }) => ({ person, name, phone })),
  )
})

test('D17 measures each unit by the stretches that are its own', () => {
  expect(filling('D17', on(21, 10, 0))['units']).toEqual([
    { unit: pharmacy.id, foundToReported: 0, reportedToCut: 0 },
    { unit: 'office', receivedToVerified: 18, verifiedToReported: 17, activation: 48 },
    { unit: 'field-team', containment: 74, eradication: 100, recovery: 135 },
    { unit: 'i-0003' },
  ])
})

test('D18 lists the facts that it is given, with their rows', () => {
  const facts = [{ code: 'H1', fact: '报告晚了十分钟', rows: [4, 17] }]
  const incident = full.incident
  const filled = prefill(formOf('D18'), {
    situation: full.situation,
    incident,
    now: on(21, 9, 30),
    institutions,
    facts,
  })
  expect(filled['facts']).toEqual([{ code: 'H1', fact: '报告晚了十分钟', rows: '4、17' }])
})

const november = periodOf({ period: 'month', year: 2026, ordinal: 11 })

describe('statistics', () => {
  const known = { situation: full.situation, now: on(21, 15, 0), institutions }
  test.each<readonly [string, FormFields, readonly number[] | undefined]>([
    ['November', { period: 'month', year: 2026, ordinal: 11 }, [Date.UTC(2026, 9, 31, 16), Date.UTC(2026, 10, 30, 16)]],
    [
      'December',
      { period: 'month', year: 2026, ordinal: 12 },
      [Date.UTC(2026, 10, 30, 16), Date.UTC(2026, 11, 31, 16)],
    ],
    [
      'the fourth quarter',
      { period: 'quarter', year: 2026, ordinal: 4 },
      [Date.UTC(2026, 8, 30, 16), Date.UTC(2026, 11, 31, 16)],
    ],
    ['the year', { period: 'year', year: 2026 }, [Date.UTC(2025, 11, 31, 16), Date.UTC(2026, 11, 31, 16)]],
    ['no thirteenth month', { period: 'month', year: 2026, ordinal: 13 }, undefined],
    ['no fifth quarter', { period: 'quarter', year: 2026, ordinal: 5 }, undefined],
    ['no half month', { period: 'month', year: 2026, ordinal: 1.5 }, undefined],
    ['no year', { period: 'year', year: '待核实' }, undefined],
  ])('%s', (_, chosen, period) => {
    const found = periodOf(chosen)
    expect(found && [found.from, found.to]).toEqual(period)
  })
  test('count the incident of the month', () => {
    expect(november && statisticsOf(known, november)).toMatchObject({
      incidents: 1,
      byCategory: [{ name: '恶意程序事件', incidents: 1 }],
      byLevel: [{ name: '较大（Ⅲ级）', incidents: 1 }],
      byInstitution: [{ name: pharmacy.name, incidents: 1 }],
      late: [],
    })
  })
  test('and not in another month', () => {
    const october = periodOf({ period: 'month', year: 2026, ordinal: 10 })
    expect(october && statisticsOf(known, october)).toMatchObject({ incidents: 0, byCategory: [] })
  })
  test.each([
    ['a drill', { drill: true }],
    ['a false alarm', { phase: 'false-alarm' as const }],
    ['what went into another incident', { phase: 'merged' as const }],
  ])('%s is in none of it', (_, change) => {
    const incidents = new Map([[full.incident.id, { ...full.incident, ...change }]])
    const counted = november && statisticsOf({ ...known, situation: { ...full.situation, incidents } }, november)
    expect(counted).toMatchObject({ incidents: 0, late: [], byLevel: [] })
  })
  test('name what was late, by how much', () => {
    const index = full.entries.findIndex(({ happening }) => happening.kind === 'form-filed' && happening.form === 'D03')
    const situation = fold(full.entries.slice(0, index))
    const counted = november && statisticsOf({ situation, now: on(19, 11, 42, 58) }, november)
    expect(counted?.['late']).toEqual([{ number: 'BS-2026-0137', what: '两小时报告', lateMinutes: 30 }])
  })
  test('are what D14b begins with: the month that it is', () => {
    expect(prefillOffice(formOf('D14b'), known)).toMatchObject({
      period: 'month',
      year: 2026,
      ordinal: 11,
      incidents: 1,
    })
    expect(prefillOffice(formOf('D14b'), { ...known, answers: { period: 'year', year: 2025 } })).toMatchObject({
      incidents: 0,
    })
  })
})

test('every number was filed in the whole incident', () => {
  const filed = formIds.filter(
    (id) => (full.incident.course.forms[id] ?? full.situation.office.forms[id] ?? []).length > 0,
  )
  expect(filed).toEqual(formIds)
})
