// 处理结果报备的提醒: on which mornings, to whom, once each; over a holiday, after a relapse, and not where nothing is owed.
import { describe, expect, test } from 'vitest'
import { filed, folded, moved, received } from '#test/fixtures/plan-incident.ts'
import type { Told } from '#test/fixtures/plan-incident.ts'
import { noon } from '#test/fixtures/occurrences.ts'
import type { Situation } from '../workflow/situation.ts'
import { due, isWanted, rowKey } from './escalation.ts'
import { messageOf } from './message.ts'
import { notifySettings } from './settings.ts'

const minute = 60_000
const day = 1_440
/** Of `noon`, which minute it is at Shanghai time. */
const at = (text: string): number => (Date.parse(`${text}+08:00`) - noon) / minute

const inOffice = (happening: Told['happening']): Told => ({
  minute: 0,
  subject: { kind: 'office', id: 'office' },
  happening,
})
const person = (id: string) => ({ id, name: id, login: id, phone: '' })
const post = (id: string, role: 'office' | 'deputy' | 'leader' | 'department', unit?: string) =>
  inOffice({ kind: 'post-given', post: { id, person: id, role, unit, from: 0, document: '任' } })
const office: readonly Told[] = [
  ...['wang', 'deputy', 'leader', 'zhou', 'other'].map((id) => inOffice({ kind: 'person-added', person: person(id) })),
  post('wang', 'office'),
  post('deputy', 'deputy'),
  post('leader', 'leader'),
  post('zhou', 'department', 'd'),
  post('other', 'department', 'another'),
  inOffice({ kind: 'setting-changed', key: 'answeringDepartment', value: 'd', reason: '归口' }),
  inOffice({
    kind: 'institution-registered',
    institution: { id: 'd', kind: 'department', name: '医药服务管理科', phone: '' },
  }),
]
/** Handled on Monday 2026-11-23 at ten: due at the end of Monday the 30th. */
const handledAt = at('2026-11-23T10:00:00')
const handled: readonly Told[] = [
  ...office,
  received(0),
  filed(60, 'D03', { major: 'yes' }),
  moved(handledAt, 'handle', 'handled'),
]

const settings = notifySettings.parse({})
const ask = ({ situation }: { situation: Situation }, minutes: number, stored: ReadonlySet<string> = new Set()) =>
  due({
    situation,
    alerts: [],
    incidents: situation.incidents.keys(),
    stored: (key) => stored.has(key),
    settings,
    now: noon + minutes * minute,
  })
const results = (told: readonly Told[], when: string): Readonly<Record<string, string>> => {
  const { deliveries } = ask(folded(told), at(when))
  const ours = deliveries.filter(({ notice }) => notice.step.startsWith('result-'))
  return Object.fromEntries(
    [...Map.groupBy(ours, ({ notice }) => notice.step)].map(([step, rows]) => [
      step,
      rows
        .map(({ addressee }) => addressee.recipient)
        .toSorted()
        .join(' '),
    ]),
  )
}
const duty = { 'result-1-before-2': 'wang zhou' }

describe('the mornings', () => {
  test.each([
    ['two working days before, a minute early', '2026-11-26T08:59:00', {}],
    ['two working days before: nobody is reminded on Saturday', '2026-11-26T09:00:00', duty],
    ['one working day before', '2026-11-27T09:00:00', { ...duty, 'result-1-before-1': 'wang zhou' }],
    [
      'on the day',
      '2026-11-30T09:00:00',
      { 'result-1-before-1': 'wang zhou', 'result-1-before-0': 'deputy wang zhou' },
    ],
    [
      'the morning after',
      '2026-12-01T09:00:00',
      { 'result-1-before-0': 'deputy wang zhou', 'result-1-overdue-0': 'deputy leader wang zhou' },
    ],
    ['a week later: the newest alone', '2026-12-08T09:00:00', { 'result-1-overdue-7': 'deputy leader wang zhou' }],
  ])('%s', (_, when, expected) => {
    // What is older than three days is history (`missedForMs`), whatever it was.
    expect(results(handled, when)).toEqual(expected)
  })

  test('before a holiday they are on working days: handled on 2026-09-30, due at the end of 2026-10-13', () => {
    const early = [
      ...office,
      received(at('2026-09-29T10:00:00')),
      moved(at('2026-09-30T15:00:00'), 'handle', 'handled'),
    ]
    expect(results(early, '2026-10-09T08:59:00')).toEqual({})
    expect(Object.keys(results(early, '2026-10-10T09:00:00'))).toEqual(['result-1-before-2'])
  })

  test('the hour and the number of days are settings of the office', () => {
    const set = (key: string, value: string) => inOffice({ kind: 'setting-changed', key, value, reason: '办公会' })
    const changed = [...handled, set('resultRemindDays', '1'), set('resultRemindHour', '14')]
    expect(results(changed, '2026-11-27T13:59:00')).toEqual({})
    expect(results(changed, '2026-11-27T14:00:00')).toEqual({ 'result-1-before-1': 'wang zhou' })
  })
})

describe('nothing is owed', () => {
  test.each<readonly [string, readonly Told[]]>([
    ['it was filed', [filed(handledAt + day, 'D15')]],
    ['it was handled and came back', [moved(handledAt + day, 'relapse', 'responding')]],
    ['it is not 重大', [filed(handledAt + day, 'D05', { major: 'no' })]],
  ])('%s', (_, more) => {
    expect(results([...handled, ...more], '2026-11-30T09:00:00')).toEqual({})
    expect(results(handled, '2026-11-30T09:00:00')).not.toEqual({})
  })

  test('of a drill', () => {
    const drill = [...office, received(0, { drill: true }), moved(handledAt, 'handle', 'handled')]
    expect(results(drill, '2026-11-30T09:00:00')).toEqual({})
  })
})

test('after a relapse the next time counts, under a name of its own', () => {
  const again = [
    ...handled,
    moved(handledAt + day, 'relapse', 'responding'),
    moved(handledAt + 2 * day, 'handle', 'handled'),
  ]
  expect(Object.keys(results(again, '2026-12-02T09:00:00'))).toContain('result-2-before-0')
  const { situation } = folded(again)
  const wanted = (step: string) =>
    isWanted({ about: { kind: 'incident', id: 'i' }, step }, situation, noon + (handledAt + 2 * day + 1) * minute)
  expect([wanted('result-1-before-0'), wanted('result-2-before-0')]).toEqual([false, true])
})

test('once each, also where the server stood still over all of them; and each stands in the history once', () => {
  const now = at('2026-12-01T09:00:00')
  const first = ask(folded(handled), now)
  const stored = new Set(first.deliveries.map(({ notice, addressee }) => rowKey(notice.key, addressee)))
  expect(ask(folded(handled), now, stored).deliveries).toEqual([])
  const records = first.records.filter(({ reminder }) => reminder.startsWith('result-report/'))
  expect(records.map(({ reminder }) => reminder)).toEqual([
    'result-report/result-1-before-0',
    'result-report/result-1-overdue-0',
  ])
  const told = records.map(({ reminder, dueAt }): Told => ({
    minute: now,
    happening: { kind: 'reminded', reminder, dueAt },
  }))
  const after = ask(folded([...handled, ...told]), now).records
  expect(after.filter(({ reminder }) => reminder.startsWith('result-report/'))).toEqual([])
})

test('it is known when to look again', () => {
  const { next } = ask(folded(handled), handledAt + 1)
  expect(next.get('i')).toBe(noon + at('2026-11-26T09:00:00') * minute)
})

test.each([
  ['2026-11-30T09:00:00', '处理结果须于 11-30 24:00 前报领导小组备案，尚未报送'],
  ['2026-12-01T09:00:00', '处理结果应于 11-30 24:00 前报领导小组备案，已逾期，请立即报送'],
])('in words, %s', (when, expected) => {
  const row = {
    id: 'r',
    notice: 'incident/i/result-1-before-0',
    about: { kind: 'incident', id: 'i' },
    again: false,
  } as const
  const { situation } = folded(handled)
  const message = messageOf([row], { situation, institution: () => undefined, now: noon + at(when) * minute })
  expect(message?.text).toContain(expected)
})
