// Clocks and facts on whatever random walks through the plan arrive at: they never fail, never contradict themselves, and rest on rows that exist.
import { describe, expect, test } from 'vitest'
import { walk } from '#test/fixtures/plan-walk.ts'
import { marksOf } from '../clocks/marks.ts'
import { allClocks, clocksOf, contextOf } from '../clocks/clocks.ts'
import type { PlanClock } from '../clocks/clock.ts'
import type { Entry } from '../history.ts'
import { factsOf } from './facts.ts'
import { inWords } from './sentence.ts'

/** What is wrong with a clock; nothing where all is well. */
function contradictions({
  state,
  startedAt,
  dueAt = Infinity,
  doneAt,
  lateMs,
  leftMs,
  cancelled,
}: PlanClock): string[] {
  const wrong: string[] = []
  if (lateMs < 0 || !Number.isInteger(lateMs)) wrong.push('late by less than nothing, or by half a millisecond')
  if (state === 'met' && !(doneAt !== undefined && doneAt <= dueAt && lateMs === 0)) wrong.push('met and not in time')
  if (state === 'met-late' && !(doneAt !== undefined && lateMs === doneAt - dueAt)) wrong.push('late by another length')
  if (state === 'overdue' && !(lateMs > 0 && (leftMs ?? 0) < 0)) wrong.push('overdue and time is left')
  if (state === 'cancelled' && !cancelled) wrong.push('cancelled by nothing')
  if (dueAt < startedAt) wrong.push('due before it began')
  return wrong
}

const { reached } = walk({ seed: 20_261_123, walks: 4_000 })
const standings = reached.flatMap(({ root, situation, entries, now }) =>
  [...situation.incidents.values()].map((incident) => ({ root, situation, entries, incident, now: now + 7_000_000 })),
)

describe(`${standings.length} incidents that walks arrived at`, () => {
  test('there are many, in every phase', () => {
    expect(standings.length).toBeGreaterThan(300)
    expect(new Set(standings.map(({ incident }) => incident.phase)).size).toBe(16)
  })

  test('no clock contradicts itself, the late minutes add up, and its life is in order', () => {
    for (const { situation, incident, now } of standings) {
      const clocks = clocksOf(incident, contextOf(situation, [], now))
      expect(allClocks(clocks).flatMap(contradictions)).toEqual([])
      const { segments, unattributedMs, lateMs } = clocks.initialReport
      expect(segments.reduce((sum, segment) => sum + segment.lateMs, unattributedMs)).toBe(lateMs)
      for (const clock of allClocks(clocks)) {
        const marks = marksOf(clock, incident.course).map(({ at }) => at)
        expect(marks).toEqual(marks.toSorted((one, other) => one - other))
      }
    }
  })

  test('every fact says its rows, which exist, and its sentence; a drill has none', () => {
    for (const { root, situation, entries, incident, now } of standings) {
      const placed = entries.map((entry, i) => ({ ...entry, position: root.position + i + 1 }) as Entry)
      const clocks = clocksOf(incident, contextOf(situation, [], now))
      const settings = contextOf(situation, [], now).settings
      const facts = factsOf({
        incident,
        entries: placed.filter(({ subject }) => subject.id === incident.id),
        situation,
        clocks,
        settings,
        now,
      })
      if (incident.drill) expect(facts).toEqual([])
      for (const fact of facts) {
        expect(fact.rows.length, JSON.stringify(fact)).toBeGreaterThan(0)
        for (const row of fact.rows) expect(placed.some(({ position }) => position === row)).toBe(true)
        expect(JSON.stringify(inWords(fact))).not.toMatch(/undefined|NaN|Invalid/)
      }
    }
  })

  test('control: a clock that calls what was late in time is found', () => {
    const wrong = {
      name: 'initial-report',
      basis: 'plan',
      clause: '',
      startedAt: 0,
      dueAt: 10,
      doneAt: 11,
      lateMs: 0,
      state: 'met',
    } as const
    expect(contradictions(wrong)).toEqual(['met and not in time'])
  })
})
