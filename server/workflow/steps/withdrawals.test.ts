// 撤回: a report that its authors take back is owed again from the same moment; a directive is withdrawn by who issued it. The text stays.
import { describe, expect, test } from 'vitest'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, inMotion, incidentOf } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import { clocksOf, contextOf } from '../clocks/clocks.ts'
import type { PlanCommand } from '../commands.ts'
import { guards } from '../guards.ts'
import { people } from '#test/fixtures/one-bureau.ts'

const minute = 60_000
const said = (motion: InMotion, who: PersonOf, command: PlanCommand): string => {
  const outcome = ask(motion, who, command)
  return outcome.ok ? 'done' : outcome.refusal
}
const report = (incident: string): PlanCommand => ({
  kind: 'advance',
  incident,
  event: 'report',
  fields: filledForms.D03,
})
const again = (incident: string): PlanCommand => ({ kind: 'file', incident, form: 'D03', fields: filledForms.D03 })
const takeBack = (incident: string, reason = '写错了单位'): PlanCommand => ({
  kind: 'withdraw-report',
  incident,
  reason,
})

/** Registered now, reported half an hour later. */
function reported(who: PersonOf = 'office') {
  const motion = inMotion()
  const { incident = '' } = does(motion, 'office', {
    kind: 'register',
    fields: { ...filledForms.D01, foundAt: motion.now },
    drill: false,
  })
  const startedAt = incidentOf(motion, incident).found.at
  motion.now = startedAt + 30 * minute
  does(motion, who, report(incident))
  return { motion, incident, startedAt }
}
const clockOf = ({ situation, now }: InMotion, incident: string) =>
  clocksOf(incidentOf({ situation } as InMotion, incident), contextOf(situation, [], now)).initialReport

describe('the initial report', () => {
  test('taken back, it is owed again from where the two hours began; the next one counts, and the text of both stays', () => {
    const { motion, incident, startedAt } = reported()
    expect(clockOf(motion, incident)).toMatchObject({ state: 'met', startedAt })
    motion.now = startedAt + 60 * minute
    does(motion, 'office', takeBack(incident))
    expect(clockOf(motion, incident)).toMatchObject({ state: 'running', startedAt, dueAt: startedAt + 120 * minute })
    motion.now = startedAt + 121 * minute
    expect(clockOf(motion, incident)).toMatchObject({ state: 'overdue' })
    does(motion, 'office', again(incident))
    expect(clockOf(motion, incident)).toMatchObject({ state: 'met-late', doneAt: motion.now })
    const [first, second] = incidentOf(motion, incident).course.forms.D03 ?? []
    expect([first?.withdrawn?.reason, first?.fields['name'], second?.serial]).toEqual([
      '写错了单位',
      filledForms.D03['name'],
      2,
    ])
    expect(incidentOf(motion, incident).phase).toBe('reported')
  })

  test('replaced within the two hours it is in time', () => {
    const { motion, incident, startedAt } = reported()
    motion.now = startedAt + 100 * minute
    does(motion, 'office', takeBack(incident))
    does(motion, 'office', again(incident))
    expect(clockOf(motion, incident)).toMatchObject({ state: 'met', startedAt })
  })

  test('a second one is filed only where the first was taken back', () => {
    const { motion, incident } = reported()
    expect(said(motion, 'office', again(incident))).toBe('already-done')
    does(motion, 'office', takeBack(incident))
    expect(said(motion, 'office', takeBack(incident))).toBe('not-reported-to-the-group')
    expect(said(motion, 'leader', { kind: 'sign-for-report', incident })).toBe('not-reported-to-the-group')
    expect(said(motion, 'office', again(incident))).toBe('done')
    expect(said(motion, 'office', again(incident))).toBe('already-done')
  })

  test('who has signed for the first signs for the second', () => {
    const { motion, incident } = reported()
    does(motion, 'leader', { kind: 'sign-for-report', incident })
    does(motion, 'office', takeBack(incident))
    does(motion, 'office', again(incident))
    does(motion, 'leader', { kind: 'sign-for-report', incident })
    does(motion, 'leader', { kind: 'sign-for-report', incident })
    expect(incidentOf(motion, incident).course.signedFor).toHaveLength(2)
  })

  test.each<readonly [PersonOf, PersonOf, string]>([
    ['office', 'office', 'done'],
    ['office', 'deputy', 'done'],
    ['department', 'office', 'done'],
    ['department', 'department', 'done'],
    ['office', 'department', 'not-permitted'],
    ['office', 'leader', 'not-permitted'],
    ['office', 'member', 'not-permitted'],
    ['office', 'pharmacy', 'not-permitted'],
  ])('filed by %s, taken back by %s: %s', (author, who, answer) => {
    const { motion, incident } = reported(author)
    expect(said(motion, who, takeBack(incident))).toBe(answer)
  })

  test('not without a reason; and what is archived has a report that stands', () => {
    const { motion, incident } = reported()
    expect(said(motion, 'office', takeBack(incident, ' '))).toBe('reason-missing')
    const archive = () =>
      guards['reported-to-the-group']({
        situation: motion.situation,
        incident: incidentOf(motion, incident),
        officer: { kind: 'officer', ...people.office },
        now: motion.now,
        reason: '',
      })
    expect(archive()).toBeUndefined()
    does(motion, 'office', takeBack(incident))
    expect(archive()).toBe('not-reported-to-the-group')
  })
})

describe('a directive', () => {
  function issued() {
    const { motion, incident } = reported()
    const { directive = '' } = does(motion, 'leader', {
      kind: 'issue-directive',
      incident,
      text: '逐台查杀',
      unit: 'office',
      dueAt: motion.now + 60 * minute,
    })
    const withdraw = { kind: 'withdraw-directive', incident, directive, reason: '情况已变' } as const
    return { motion, incident, directive, withdraw }
  }

  test('is withdrawn by who issued it, and nothing is owed any more', () => {
    const { motion, incident, directive, withdraw } = issued()
    expect(said(motion, 'leader', withdraw)).toBe('done')
    motion.now += 24 * 60 * minute
    const clocks = clocksOf(incidentOf(motion, incident), contextOf(motion.situation, [], motion.now))
    const own = [...clocks.directives, ...clocks.office].filter(({ about }) => about === directive)
    expect(own.map(({ name, state }) => [name, state])).toEqual([
      ['directive', 'cancelled'],
      ['directive-reading', 'cancelled'],
    ])
    const [standing] = incidentOf(motion, incident).course.directives
    expect([standing?.directive.text, standing?.withdrawn?.reason]).toEqual(['逐台查杀', '情况已变'])
    for (const command of [
      { kind: 'sign-for-directive', incident, directive },
      { kind: 'complete-directive', incident, directive, text: '完成' },
      { kind: 'judge-directive', incident, directive, impaired: true, reason: '晚' },
    ] as const)
      expect(said(motion, 'office', command)).toBe('directive-withdrawn')
    expect(said(motion, 'leader', withdraw)).toBe('already-done')
  })

  test('control: not withdrawn, it is late', () => {
    const { motion, incident, directive } = issued()
    motion.now += 24 * 60 * minute
    const { directives } = clocksOf(incidentOf(motion, incident), contextOf(motion.situation, [], motion.now))
    expect(directives.find(({ about }) => about === directive)?.state).toBe('overdue')
  })

  test('not by another, not once it is done, not without a reason', () => {
    const { motion, incident, directive, withdraw } = issued()
    for (const who of ['office', 'deputy', 'member'] as const) expect(said(motion, who, withdraw)).toBe('not-permitted')
    expect(said(motion, 'leader', { ...withdraw, reason: '' })).toBe('reason-missing')
    does(motion, 'office', { kind: 'sign-for-directive', incident, directive })
    does(motion, 'office', { kind: 'complete-directive', incident, directive, text: '完成' })
    expect(said(motion, 'leader', withdraw)).toBe('already-done')
  })
})
