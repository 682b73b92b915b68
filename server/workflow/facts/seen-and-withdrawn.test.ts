// Facts that rest on who opened what in the console (H2, M1, M4) and on a report that was taken back (M5); each with its control.
import { expect, test } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import {
  alerted,
  at,
  caseOf,
  filed,
  folded,
  isolation,
  received,
  takenOver,
  wang,
} from '#test/fixtures/plan-incident.ts'
import type { Told } from '#test/fixtures/plan-incident.ts'
import { factsOf } from './facts.ts'
import { inWords } from './sentence.ts'

const found = (told: readonly Told[]) => {
  const given = caseOf(folded(told), 10_000)
  return given ? factsOf(given) : []
}
const brief = (told: readonly Told[]) => found(told).map(({ code, unit, rows }) => `${code} ${unit} ${rows.join('+')}`)

const opened = (minutes: number, as: Role = 'office', unit?: string): Told => ({
  minute: minutes,
  actor: wang,
  happening: { kind: 'alert-seen', alerts: ['a'], as, ...(unit === undefined ? {} : { unit }) },
})
const detected: readonly Told[] = [
  received(0, { basis: 'should-have-been-found' }),
  alerted(0, { by: 'detector' }),
  isolation(1),
]
const report = (minutes: number, foundAt = at(3)) =>
  filed(minutes, 'D03', { foundAt, major: 'yes', endpointsAffected: 1, systemKnew: 1 })
const takenBack = (minutes: number): Told => ({
  minute: minutes,
  actor: wang,
  happening: { kind: 'initial-report-withdrawn', serial: 1, as: 'office', reason: '写错了单位' },
})

test.each<readonly [string, readonly Told[], readonly string[]]>([
  ['control: nobody opened it, and it was reported in time', [...detected, report(60)], []],
  ['the office opened it and reported in time', [...detected, opened(3), report(60)], []],
  [
    'the office opened it, and was silent for more than two hours',
    [...detected, opened(3), report(130)],
    ['H1 office 1+5', 'M1 office 4+5'],
  ],
  ['control: late, and nobody had opened it', [...detected, report(130)], ['H1 office 1+4']],
  ['stated as found later than it was opened', [...detected, opened(3), report(60, at(30))], ['M4 office 4+5']],
  [
    'a person of the pharmacy opened it first and told nobody',
    [...detected, opened(2, 'institution', 'p'), takenOver(3), report(60)],
    ['H2 p 4', 'M1 p 4'],
  ],
  [
    'a person of the pharmacy opened it when the office had it already',
    [...detected, takenOver(2), opened(3, 'institution', 'p'), report(60)],
    [],
  ],
  [
    'a person of the department that answers for it opened it: neither the office nor the pharmacy',
    [...detected, opened(2, 'department', 'd'), takenOver(3), report(60)],
    [],
  ],
  ['taken back, and replaced in time', [...detected, report(60), takenBack(70), report(110)], ['M5 office 4+5']],
  [
    'taken back, and replaced late',
    [
      ...detected,
      report(60),
      takenBack(70),
      { ...report(130), happening: { ...report(130).happening, serial: 2 } as Told['happening'] },
    ],
    ['H1 office 1+6', 'M5 office 4+5'],
  ],
  [
    'taken back, and never replaced',
    [...detected, report(60), takenBack(70)],
    ['H1 office 1', 'L1 office 1', 'M5 office 4+5'],
  ],
])('%s', (_, told, expected) => {
  expect(brief(told)).toEqual(expected)
})

test('in words: what was taken back, when and why', () => {
  const [fact] = found([...detected, report(60), takenBack(70), report(110)])
  expect(fact && inWords(fact).text).toBe(
    '2026-11-22 15:00:00 的初报于 2026-11-22 15:10:00 撤回，理由：写错了单位（原文保留）',
  )
})
