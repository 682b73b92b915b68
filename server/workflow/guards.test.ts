// Every guard from both sides: the smallest state in which it holds, and the one fact less with which it refuses.
import { describe, expect, test } from 'vitest'
import type { Severity } from '#shared/domain/severity.ts'
import { anAlert, anEndpointStanding, anIncident, isolated } from '#test/fakes/standings.ts'
import { officerOf, people, till } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { quietBureau } from '#test/fixtures/plan-in-motion.ts'
import { courseOf } from './course.ts'
import type { Course, DirectiveStanding, FiledForm, Move, Reconnection } from './course.ts'
import type { FormFields, FormId } from './forms/form.ts'
import { guardNames, guards } from './guards.ts'
import type { Facing, GuardName } from './guards.ts'
import type { CommandRefusal } from './ports.ts'
import type { IncidentStanding } from './situation.ts'
import type { PlanEvent } from './transitions.ts'

const now = Date.UTC(2026, 10, 22, 6)
let position = 0

type Given = Partial<Omit<Course, 'forms'>> & { readonly forms?: readonly FiledForm[] }

const filed = (
  form: FormId,
  fields: FormFields,
  by: PersonOf = 'technician',
  as: FiledForm['as'] = 'field-team',
): FiledForm => ({
  form,
  serial: 1,
  fields,
  by: officerOf(by),
  as,
  at: now + ++position,
  position,
})
const move = (event: PlanEvent, by: PersonOf = 'office'): Move => ({
  event,
  from: 'received',
  to: 'received',
  by: officerOf(by),
  at: now + ++position,
  position,
})
const course = ({ forms = [], ...given }: Given): Course => ({
  ...courseOf(till.id),
  ...given,
  forms: Object.fromEntries(forms.map(({ form }) => [form, forms.filter((one) => one.form === form)])),
})

interface Case extends Partial<Omit<Facing, 'incident' | 'officer'>> {
  readonly course?: Given
  readonly incident?: Partial<IncidentStanding>
  readonly others?: readonly IncidentStanding[]
  readonly severity?: Severity
  readonly who?: PersonOf
  readonly terminal?: Parameters<typeof anEndpointStanding>[0]
}

function facing({
  course: given = {},
  incident,
  others = [],
  severity,
  who = 'office',
  terminal,
  ...rest
}: Case): Facing {
  const standing = anIncident({ course: course(given), alerts: severity ? ['alert'] : [], ...incident }, 'incident')
  const alert = anAlert()
  return {
    situation: {
      ...quietBureau,
      incidents: new Map([standing, ...others].map((one) => [one.id, one])),
      alerts: new Map([['alert', { ...alert, alert: { ...alert.alert, severity: severity ?? 'low' } }]]),
      endpoints: new Map([[till.id, anEndpointStanding(terminal)]]),
    },
    incident: standing,
    officer: officerOf(who),
    now,
    reason: '',
    ...rest,
  }
}

const members = (...who: readonly PersonOf[]): FormFields => ({
  members: who.map((one) => ({ person: people[one].id, name: '', phone: '', arriveBy: now })),
})
const approved: Reconnection = {
  endpoint: till.id,
  decided: { by: officerOf('deputy'), at: now, approved: true, reason: '' },
}
const d02 = (conclusion: string, by: PersonOf = 'office') => filed('D02', { conclusion }, by, 'office')
const d05 = { category: 'x', level: 'y', timing: 'at-once', major: 'yes' }
const password = { system: 's', account: 'a', changedBy: 'b', changedAt: now }
const other = (change: Partial<IncidentStanding>) => anIncident(change, 'other')
const directive = (change: Partial<DirectiveStanding>): DirectiveStanding => ({
  directive: { id: 'd', number: '令', text: '', unit: 'office', dueAt: now },
  ...change,
})
const by = officerOf('leader')
const opinion = (at: number) => ({
  form: 'D16a' as const,
  by: officerOf('technician'),
  as: 'field-team' as const,
  at,
  text: '',
})
const handled = move('handle')
const relapsed = (one: FiledForm): Given => ({
  forms: [one],
  moves: [{ ...move('relapse'), position: one.position + 1 }],
})
const d15 = filed('D15', {})

/** Guard, why, what holds, the same with one fact changed, and what it says then. */
const table: readonly (readonly [GuardName, string, Case, Case, CommandRefusal])[] = [
  [
    'verified-as-real',
    'confirmed',
    { course: { forms: [d02('confirmed')] } },
    { course: { forms: [d02('false-positive')] } },
    'not-verified-as-real',
  ],
  ['verified-as-real', 'suspected is enough', { course: { forms: [d02('suspected')] } }, {}, 'not-verified-as-real'],
  [
    'verified-as-real',
    'the newest counts',
    { course: { forms: [d02('false-positive'), d02('confirmed')] } },
    { course: { forms: [d02('confirmed'), d02('false-positive')] } },
    'not-verified-as-real',
  ],
  [
    'verified-as-real',
    'not from before a reopening',
    { course: { forms: [d02('confirmed')] } },
    { course: relapsed(d02('confirmed')) },
    'not-verified-as-real',
  ],
  [
    'verified-as-false',
    'false',
    { course: { forms: [d02('false-positive')] } },
    { course: { forms: [d02('suspected')] } },
    'not-verified-as-false',
  ],
  [
    'second-person-where-grave',
    'another at high',
    { severity: 'high', who: 'technician', course: { forms: [d02('false-positive')] } },
    { severity: 'high', course: { forms: [d02('false-positive')] } },
    'second-person-needed',
  ],
  [
    'second-person-where-grave',
    'alone at medium',
    { severity: 'medium', course: { forms: [d02('false-positive')] } },
    { severity: 'critical', course: { forms: [d02('false-positive')] } },
    'second-person-needed',
  ],
  [
    'second-person-where-grave',
    'nobody graded a call',
    { who: 'technician', course: { forms: [d02('false-positive')] } },
    { course: { forms: [d02('false-positive')] } },
    'second-person-needed',
  ],
  [
    'second-person-where-grave',
    'a mild alert put beside a call grades nobody’s call',
    { severity: 'medium', course: { forms: [d02('false-positive')] } },
    { severity: 'medium', course: { forms: [filed('D01', {}, 'office', 'office'), d02('false-positive')] } },
    'second-person-needed',
  ],
  [
    'target-open',
    'open',
    { into: 'other', others: [other({ phase: 'assessing' })] },
    { into: 'other', others: [other({ phase: 'ended' })] },
    'target-not-open',
  ],
  [
    'target-open',
    'not while it recovers',
    { into: 'other', others: [other({ phase: 'responding' })] },
    { into: 'other', others: [other({ phase: 'recovering' })] },
    'target-not-open',
  ],
  ['target-open', 'not into itself', { into: 'other', others: [other({})] }, { into: 'incident' }, 'target-not-open'],
  [
    'target-open',
    'never a drill',
    { into: 'other', others: [other({})] },
    { into: 'other', others: [other({ drill: true })] },
    'drills-apart',
  ],
  ['reason-given', 'words', { reason: '新情况' }, { reason: '' }, 'reason-missing'],
  [
    'no-other-open-incident',
    'alone',
    { terminal: {} },
    { terminal: { openIncident: 'other' } },
    'terminal-in-another-incident',
  ],
  [
    'no-other-open-incident',
    'a drill beside it',
    { terminal: { openDrill: 'other' } },
    { terminal: { openDrill: 'other' }, incident: { drill: true } },
    'terminal-in-another-incident',
  ],
  [
    'assessed',
    'four answers',
    { course: { forms: [filed('D05', d05)] } },
    { course: { forms: [filed('D05', { ...d05, timing: '' })] } },
    'not-assessed',
  ],
  [
    'assessed',
    'none pending',
    { course: { forms: [filed('D05', d05)] } },
    { course: { forms: [filed('D05', { ...d05, level: '待核实' })] } },
    'not-assessed',
  ],
  [
    'decides-to-activate',
    'activate',
    { fields: { decision: 'activate' } },
    { fields: { decision: 'decline' } },
    'form-says-otherwise',
  ],
  [
    'decides-to-decline',
    'decline',
    { fields: { decision: 'decline' } },
    { fields: { decision: 'activate' } },
    'form-says-otherwise',
  ],
  [
    'not-the-proposer',
    'another',
    { who: 'leader', course: { moves: [move('propose', 'deputy')] } },
    { who: 'deputy', course: { moves: [move('propose', 'deputy')] } },
    'proposer-cannot-approve',
  ],
  [
    'team-of-the-office',
    'of the office',
    { fields: members('office', 'technician') },
    { fields: members('office', 'department') },
    'team-not-of-the-office',
  ],
  ['team-of-the-office', 'somebody', { fields: members('office') }, { fields: members() }, 'team-not-of-the-office'],
  [
    'team-of-the-office',
    'at that moment',
    { fields: members('office') },
    { fields: members('office'), now: 0 },
    'team-not-of-the-office',
  ],
  ['examined', 'a D10', { course: { forms: [filed('D10', {})] } }, {}, 'not-examined'],
  [
    'examined',
    'not an institution’s statement alone',
    { course: { forms: [filed('D10', {})] } },
    { course: { forms: [filed('D10', {}, 'pharmacy', 'institution')] } },
    'not-examined',
  ],
  [
    'examined',
    'not before the relapse',
    { course: { forms: [filed('D10', {})] } },
    { course: relapsed(filed('D10', {})) },
    'not-examined',
  ],
  [
    'contained',
    'yes',
    { course: { forms: [filed('D11', { contained: true })] } },
    { course: { forms: [filed('D11', { contained: false })] } },
    'not-contained',
  ],
  [
    'contained',
    'the institution cannot say so',
    { course: { forms: [filed('D11', { contained: true })] } },
    { course: { forms: [filed('D11', { contained: true }, 'pharmacy', 'institution')] } },
    'not-contained',
  ],
  [
    'eradicated',
    'yes',
    { course: { forms: [filed('D12', { eradicated: true })] } },
    { course: { forms: [filed('D12', { eradicated: false })] } },
    'not-eradicated',
  ],
  [
    'restored',
    'yes',
    { course: { forms: [filed('D12', { restored: true })] } },
    { course: relapsed(filed('D12', { restored: true })) },
    'not-restored',
  ],
  [
    'all-reconnections-approved',
    'approved',
    { course: { cut: [{ endpoint: till.id, now: true }], reconnections: [approved] } },
    { course: { cut: [{ endpoint: till.id, now: false }] } },
    'reconnection-not-approved',
  ],
  ['all-reconnections-approved', 'never cut', {}, { terminal: { isolation: isolated } }, 'reconnection-not-approved'],
  [
    'all-reconnections-approved',
    'a refusal is none',
    { course: { cut: [{ endpoint: till.id, now: true }], reconnections: [approved] } },
    {
      course: {
        cut: [{ endpoint: till.id, now: true }],
        reconnections: [{ ...approved, decided: { ...approved.decided!, approved: false } }],
      },
    },
    'reconnection-not-approved',
  ],
  [
    'passwords-changed-where-taken',
    'all changed',
    { course: { forms: [filed('D10', { superuserTaken: 'yes' }), filed('D12', { passwords: [password] })] } },
    {
      course: {
        forms: [
          filed('D10', { superuserTaken: 'yes' }),
          filed('D12', { passwords: [password, { system: 's', account: 'b' }] }),
        ],
      },
    },
    'passwords-not-changed',
  ],
  [
    'passwords-changed-where-taken',
    'not taken',
    { course: { forms: [filed('D10', { superuserTaken: 'no' })] } },
    { course: { forms: [filed('D10', { superuserTaken: 'yes' }), filed('D12', { passwords: [] })] } },
    'passwords-not-changed',
  ],
  [
    'passwords-changed-where-taken',
    'a later “no” undoes nothing',
    { course: { forms: [filed('D10', { superuserTaken: 'no' }), filed('D10', { superuserTaken: 'unknown' })] } },
    {
      course: {
        forms: [
          filed('D10', { superuserTaken: 'yes' }),
          filed('D10', { superuserTaken: 'no' }, 'pharmacy', 'institution'),
        ],
      },
    },
    'passwords-not-changed',
  ],
  [
    'team-has-given-its-opinion',
    'since it was handled',
    { course: { moves: [handled], comments: [opinion(handled.at)] } },
    { course: { moves: [handled], comments: [opinion(handled.at - 1)] } },
    'team-opinion-missing',
  ],
  [
    'team-has-given-its-opinion',
    'by the team',
    { course: { moves: [handled], comments: [opinion(handled.at)] } },
    { course: { moves: [handled], comments: [{ ...opinion(handled.at), as: 'office' }] } },
    'team-opinion-missing',
  ],
  ['agrees-to-the-end', 'agreed', { fields: { agreed: true } }, { fields: { agreed: false } }, 'form-says-otherwise'],
  [
    'not-the-proposer-of-the-end',
    'another',
    { who: 'leader', course: { moves: [move('propose-end', 'deputy')] } },
    { who: 'deputy', course: { moves: [move('propose-end', 'deputy')] } },
    'proposer-cannot-approve',
  ],
  ['reported-to-the-group', 'a D03', { course: { forms: [filed('D03', {})] } }, {}, 'not-reported-to-the-group'],
  [
    'result-filed-where-major',
    'registered',
    { course: { forms: [filed('D05', { major: 'yes' }), d15], registered: { by, at: d15.at, number: '1' } } },
    { course: { forms: [filed('D05', { major: 'yes' }), d15] } },
    'result-not-filed',
  ],
  [
    'result-filed-where-major',
    'the newest report',
    { course: { forms: [d15], registered: { by, at: d15.at, number: '1' } } },
    { course: { forms: [d15], registered: { by, at: d15.at - 1, number: '1' } } },
    'result-not-filed',
  ],
  [
    'result-filed-where-major',
    'not major',
    { course: { forms: [filed('D05', { major: 'no' })] } },
    { course: { forms: [filed('D03', { major: 'undetermined' })] } },
    'result-not-filed',
  ],
  [
    'no-open-directive',
    'completed',
    { course: { directives: [directive({ issued: { by, at: now }, completed: { by, at: now, text: '' } })] } },
    { course: { directives: [directive({ issued: { by, at: now } })] } },
    'directive-open',
  ],
  [
    'no-open-directive',
    'a draft was never given',
    { course: { directives: [directive({ draftedAt: now })] } },
    { course: { directives: [directive({ draftedAt: now, issued: { by, at: now } })] } },
    'directive-open',
  ],
]

describe.each(table)('%s: %s', (name, _, holds, refuses, refusal) => {
  test('holds', () => expect(guards[name](facing(holds))).toBeUndefined())
  test('refuses', () => expect(guards[name](facing(refuses))).toBe(refusal))
})

test('every guard is in the table', () => {
  expect([...new Set(table.map(([name]) => name))].toSorted()).toEqual([...guardNames].toSorted())
})
