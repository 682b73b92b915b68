// The office's own rules: what may be set and explained, whose calendar counts, who is on duty.
import { describe, expect, test } from 'vitest'
import type { Institution } from '#shared/domain/institution.ts'
import { act, by, hour, now, refusalOf, second, start } from '#test/fakes/office-acting.ts'
import { anEndpoint, anIncident, idOf } from '#test/fakes/standings.ts'
import { calendarInForce } from '../calendar/calendar-in-force.ts'
import { courseOf } from '../course.ts'
import { settingsOf } from '../settings/settings.ts'

describe('settings', () => {
  const change = (key: string, value: string, reason = '办公会议定') =>
    act(start(), { kind: 'change-setting', key, value, reason })

  test('changed: one entry with its reason, in force at once', () => {
    const { entries, after } = change('verifyMinutes', ' 20 ')
    expect(entries.map(({ happening }) => happening)).toEqual([
      { kind: 'setting-changed', key: 'verifyMinutes', value: '20', reason: '办公会议定' },
    ])
    expect(settingsOf(after.office).verifyMinutes).toBe(20)
  })

  test.each([
    ['below the law', 'logRetentionDays', '179', 'x', 'below-legal-floor'],
    ['fixed by the plan', 'initialReportHours', '3', 'x', 'setting-fixed'],
    ['looser than it may be', 'idleMinutes', '30', 'x', 'setting-out-of-range'],
    ['no such key', 'nothing', '1', 'x', 'unknown-setting'],
    ['no reason', 'verifyMinutes', '20', '  ', 'reason-missing'],
  ])('refused: %s', (_, key, value, reason, refusal) => {
    const done = change(key, value, reason)
    expect(refusalOf(done)).toBe(refusal)
    expect(done.entries).toEqual([])
  })

  test('the same value again is no change', () => {
    expect(change('verifyMinutes', '30').entries).toEqual([])
  })

  test.each(['leader', 'deputy', 'office', 'system-administrator', 'audit-administrator'] as const)(
    '%s may not',
    (role) => {
      const done = act(start(), { kind: 'change-setting', key: 'verifyMinutes', value: '20', reason: 'x' }, by(role))
      expect(refusalOf(done)).toBe('not-permitted')
    },
  )
})

describe('归口科室', () => {
  const pharmacy: Institution = { id: 'p', kind: 'pharmacy', name: '药店', phone: '' }
  const department: Institution = { id: 'd', kind: 'department', name: '医药科', phone: '' }
  const office = { institutions: new Map([pharmacy, department].map((one) => [one.id, one])) }
  test.each([
    ['a department answers for a pharmacy', 'p', 'd', 'done'],
    ['taken away again', 'p', '', 'done'],
    ['a pharmacy answers for nobody', 'p', 'p', 'not-a-department'],
    ['a department answers for itself', 'd', 'd', 'not-a-department'],
    ['for one that nobody registered', 'x', 'd', 'unknown-institution'],
    ['one that nobody registered', 'p', 'x', 'not-a-department'],
  ])('%s', (_, institution, department, outcome) => {
    const command = { kind: 'set-answering-department', institution, department, reason: '归口管理' } as const
    expect(refusalOf(act(start(office), command))).toBe(outcome)
  })

  test.each([
    ['d', 'done'],
    ['p', 'not-a-department'],
    ['x', 'not-a-department'],
    ['', 'done'],
  ])('the general one: %j', (value, outcome) => {
    const command = { kind: 'change-setting', key: 'answeringDepartment', value, reason: '归口管理' } as const
    expect(refusalOf(act(start(office), command))).toBe(outcome)
  })
})

describe('explanations', () => {
  const draft = {
    kind: 'draft-explanation',
    question: '“立即”是多久',
    text: '30 分钟内',
    settings: ['verifyMinutes'],
  } as const
  test('drafted by the office, signed by the deputy, once', () => {
    const drafted = act(start(), draft, by('office'))
    const [explanation] = drafted.after.office.explanations
    expect(explanation?.signed).toBeUndefined()
    const sign = { kind: 'sign-explanation', explanation: explanation?.id ?? '' } as const
    const signed = act(drafted.after, sign, by('deputy'))
    expect(signed.after.office.explanations[0]?.signed?.at).toBe(now)
    expect(refusalOf(act(signed.after, sign, by('deputy')))).toBe('already-done')
    expect(refusalOf(act(drafted.after, sign, by('office')))).toBe('not-permitted')
  })
  test.each([
    ['about a setting that is not there', { ...draft, settings: ['x'] }, 'unknown-setting'],
    ['without text', { ...draft, text: ' ' }, 'reason-missing'],
    ['of nothing', { kind: 'sign-explanation', explanation: idOf(1) }, 'unknown-explanation'],
  ] as const)('refused: %s', (_, command, refusal) => {
    expect(refusalOf(act(start(), command, by(command.kind === 'sign-explanation' ? 'deputy' : 'office')))).toBe(
      refusal,
    )
  })
})

describe('the calendar', () => {
  const notice = { year: 2027, document: '国办发明电〔2026〕9号', text: '放假 2027-01-01/2027-01-03\n上班 2027-01-09' }
  const decide = (calendar: string, agreed = true, reason = '') =>
    ({ kind: 'decide-calendar', calendar, agreed, reason }) as const
  /** Handled on 2026-12-30: 2027 decides when the five working days end. */
  const handled = anIncident({
    phase: 'handled',
    course: {
      ...courseOf(anEndpoint.id),
      moves: [
        {
          event: 'handle',
          from: 'recovering',
          to: 'handled',
          by: { kind: 'server' },
          at: Date.UTC(2026, 11, 30, 7),
          position: 1,
        },
      ],
    },
  })
  const proposed = () => {
    const first = act(start({}, { incidents: new Map([[handled.id, handled]]) }), { kind: 'propose-calendar', notice })
    return { situation: first.after, id: first.value.ok ? (first.value.value.id ?? '') : '' }
  }

  test('nothing counts by it until another person agrees; then running deadlines move, each with a row', () => {
    const { situation, id } = proposed()
    expect(calendarInForce(situation.office).get(2027)?.basis).toBe('provisional')
    expect(refusalOf(act(situation, decide(id)))).toBe('proposer-cannot-approve')
    const agreed = act(situation, decide(id), second.officer)
    expect(agreed.kinds).toEqual(['calendar-decided', 'result-due-recomputed'])
    expect(agreed.entries[1]?.subject).toEqual({ kind: 'incident', id: handled.id })
    expect(agreed.entries[1]?.happening).toMatchObject({ provisional: false, because: notice.document })
    expect(calendarInForce(agreed.after.office).get(2027)?.basis).toBe('official')
    expect(refusalOf(act(agreed.after, decide(id), by('deputy')))).toBe('already-done')
  })

  test('refused by the second person: nothing moves, and the reason is kept', () => {
    const { situation, id } = proposed()
    expect(refusalOf(act(situation, decide(id, false), second.officer))).toBe('reason-missing')
    const no = act(situation, decide(id, false, '文号不对'), by('deputy'))
    expect(no.kinds).toEqual(['calendar-decided'])
    expect(calendarInForce(no.after.office).get(2027)?.basis).toBe('provisional')
  })

  test('another cutoff moves running deadlines too', () => {
    const { situation } = proposed()
    const cutoff = { kind: 'change-setting', key: 'resultReportCutoff', value: '18:00', reason: '按下班时间' } as const
    const changed = act(situation, cutoff)
    expect(changed.kinds).toEqual(['setting-changed', 'result-due-recomputed'])
    const [, moved] = changed.entries.map(({ happening }) => happening)
    if (moved?.kind !== 'result-due-recomputed') throw new Error('no row')
    expect((moved.before ?? 0) - (moved.after ?? 0)).toBe(6 * hour)
  })

  test('a notice that cannot be read is not proposed', () => {
    const wrong = { kind: 'propose-calendar', notice: { ...notice, text: '放假 2027-02-30' } } as const
    expect(refusalOf(act(start(), wrong))).toBe('notice-wrong')
    expect(refusalOf(act(start(), decide(idOf(1)), second.officer))).toBe('unknown-calendar')
  })
})

describe('the duty roster', () => {
  const person = by('office').id
  const shift = (from: number, to: number, who = person) => ({
    person: who,
    from: now + from * hour,
    to: now + to * hour,
  })
  const set = (shifts: readonly ReturnType<typeof shift>[], from = 0, to = 48, situation = start()) =>
    act(situation, { kind: 'set-duty-roster', from: now + from * hour, to: now + to * hour, shifts }, by('office'))

  test('shifts take the place of those in their stretch, and of no others', () => {
    const first = set([shift(0, 24), shift(24, 48)])
    const next = set([shift(24, 36)], 24, 48, first.after)
    expect(next.after.office.shifts.map(({ from, to }) => [(from - now) / hour, (to - now) / hour])).toEqual([
      [0, 24],
      [24, 36],
    ])
  })

  test.each([
    ['two at the same time', [shift(0, 24), shift(23, 48)], 'shifts-overlap'],
    ['backwards', [shift(24, 0)], 'period-wrong'],
    ['outside the stretch', [shift(40, 50)], 'period-wrong'],
    ['somebody who is not of the office', [shift(0, 24, by('audit-administrator').id)], 'unknown-person'],
    ['nobody known', [shift(0, 24, idOf(1))], 'unknown-person'],
  ])('refused: %s', (_, shifts, refusal) => {
    expect(refusalOf(set(shifts))).toBe(refusal)
  })

  test('a stretch that cuts a known shift in two is refused, so that no hours are lost unseen', () => {
    expect(refusalOf(set([shift(12, 24)], 12, 24, set([shift(0, 24)]).after))).toBe('shifts-overlap')
  })

  test('control: shifts that meet are no overlap', () => {
    expect(refusalOf(set([shift(12, 24), shift(0, 12)]))).toBe('done')
  })
})
