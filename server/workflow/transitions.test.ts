// The table of the plan, looked at as a graph: nothing unreachable, no dead end, nothing twice, everything used; each check with a table that fails it.
import { describe, expect, test } from 'vitest'
import { phases } from '#shared/domain/incident.ts'
import type { Phase } from '#shared/domain/incident.ts'
import { forms } from './forms/index.ts'
import type { FormId } from './forms/form.ts'
import { guardNames, guards } from './guards.ts'
import { planEvents, transitionOf, transitions, transitionsOf } from './transitions.ts'
import type { Transition } from './transitions.ts'

/** 并案 and 归档: where an incident may lawfully stay for good. */
const ends: readonly Phase[] = ['merged', 'archived']
/** Filed by a step of its own, with no event of the plan: D13 by the proposal of a reconnection. */
const byAStep: readonly FormId[] = ['D13']

function reachable(table: readonly Transition[], from: Phase): ReadonlySet<Phase> {
  const seen = new Set<Phase>([from])
  for (const phase of seen) for (const { to } of table.filter((one) => one.from === phase)) seen.add(to)
  return seen
}

function findings(table: readonly Transition[]): readonly string[] {
  const fromStart = reachable(table, 'received')
  const pairs = table.map(({ from, event }) => `${from} ${event}`)
  const used = new Set(table.flatMap((one) => one.guards))
  return [
    ...phases.filter((phase) => !fromStart.has(phase)).map((phase) => `unreachable: ${phase}`),
    ...phases
      .filter((phase) => !ends.some((end) => reachable(table, phase).has(end)))
      .map((phase) => `no way to an end: ${phase}`),
    ...ends.filter((end) => table.some(({ from }) => from === end)).map((end) => `goes on after the end: ${end}`),
    ...pairs.filter((pair, index) => pairs.indexOf(pair) !== index).map((pair) => `twice: ${pair}`),
    ...guardNames.filter((name) => !used.has(name)).map((name) => `guard not used: ${name}`),
    ...planEvents.filter((name) => !table.some(({ event }) => event === name)).map((name) => `event not used: ${name}`),
    ...forms
      .filter(({ id, phases, ofOffice }) => ofOffice !== true && phases.length === 0 && !byAStep.includes(id))
      .filter(({ id }) => !table.some(({ form }) => form === id))
      .map(({ id }) => `form never filed: ${id}`),
  ]
}

test('16 phases, 27 transitions, nothing to find', () => {
  expect([phases.length, transitions.length]).toEqual([16, 27])
  expect(findings(transitions)).toEqual([])
  expect(Object.keys(guards).toSorted()).toEqual([...guardNames].toSorted())
})

const without = (from: Phase, event: string) => transitions.filter((one) => one.from !== from || one.event !== event)
const changed = (from: Phase, event: string, change: Partial<Transition>) =>
  transitions.map((one) => (one.from === from && one.event === event ? { ...one, ...change } : one))

describe('a damaged table is found', () => {
  test.each<readonly [string, readonly Transition[], string]>([
    ['the way to the team is missing', without('activated', 'form-team'), 'no way to an end: activated'],
    ['nothing is ever merged', without('verifying', 'merge'), 'unreachable: merged'],
    [
      'the archive leads on',
      [...transitions, { ...transitions[0]!, from: 'archived' }],
      'goes on after the end: archived',
    ],
    [
      'an event stands twice',
      [...transitions, { ...transitions[0]!, to: 'reported' }],
      'twice: received start-verifying',
    ],
    [
      'a guard was dropped',
      changed('responding', 'begin-recovery', { guards: ['examined', 'eradicated'] }),
      'guard not used: contained',
    ],
    ['an event was dropped', without('proposed', 'return-for-more'), 'event not used: return-for-more'],
    [
      'a form was dropped',
      changed('assessing', 'propose', { form: undefined }).filter(({ form }) => form !== 'D08'),
      'form never filed: D08',
    ],
  ])('%s', (_, table, finding) => {
    expect(findings(table)).toContain(finding)
  })
})

describe('versions of the plan', () => {
  test.each([1, 2, 7])('version %i', (version) => {
    expect(transitionsOf(version)).toBe(transitions)
  })
  test('one pair, one transition', () => {
    expect(transitionOf(1, 'verifying', 'merge')?.to).toBe('merged')
    expect(transitionOf(1, 'archived', 'merge')).toBeUndefined()
  })
})
