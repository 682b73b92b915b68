// Which notices are due, as tables: minutes after the alert or after T0, and who is told.
import { describe, expect, test } from 'vitest'
import { officer, situationOf } from '#test/fixtures/notices.ts'
import type { Case } from '#test/fixtures/notices.ts'
import { anAlert, aPress, noon } from '#test/fixtures/occurrences.ts'
import type { Office } from '../workflow/office.ts'
import { settingsOf } from '../workflow/settings/settings.ts'
import type { Situation } from '../workflow/situation.ts'
import { addresseesOf, unheard } from './addressees.ts'
import { due, missedForMs, rowKey } from './escalation.ts'
import { remindersBy } from './reminders.ts'
import { notifySettings } from './settings.ts'

const minute = 60_000
const emptyOffice = situationOf().office
const settings = notifySettings.parse({
  recipients: [
    { name: '值班', role: 'duty', mobile: '13800000001' },
    { name: '后备', role: 'backup', mobile: '13800000002', mail: 'b@bishan.example' },
    { name: '局长', role: 'leader', mail: 'l@bishan.example' },
  ],
  mail: { host: 'mail.bishan.example', from: 's@bishan.example' },
  sms: { url: 'https://sms.bishan.example/send' },
})
const ask = (situation: Situation, atMinutes: number, given: { readonly stored?: ReadonlySet<string> } = {}) =>
  due({
    situation,
    alerts: situation.alerts.keys(),
    incidents: situation.incidents.keys(),
    stored: (key) => given.stored?.has(key) === true,
    settings,
    now: noon + atMinutes * minute,
  })

/** `step recipient/channel`, sorted. */
const told = (situation: Situation, atMinutes: number, given?: Parameters<typeof ask>[2]): string[] =>
  ask(situation, atMinutes, given)
    .deliveries.map(
      ({ notice, addressee }) => `${notice.key.split('/').at(-1)} ${addressee.recipient}/${addressee.channel}`,
    )
    .toSorted()
const steps = (situation: Situation, atMinutes: number): string[] =>
  [...new Set(told(situation, atMinutes).map((line) => line.split(' ')[0]!))].toSorted()

describe('nobody takes over', () => {
  test.each([
    ['at once', 0, ['duty']],
    ['just before the third minute', 2.99, ['duty']],
    ['after three minutes', 3, ['backup', 'duty']],
    ['after ten', 10, ['backup', 'duty', 'leader']],
  ])('%s', (_, at, expected) => expect(steps(situationOf(), at)).toEqual(expected))

  test('each on the channels that the settings name for them', () => {
    expect(told(situationOf(), 10)).toEqual([
      'backup 后备/mail',
      'backup 后备/sms',
      'duty 值班/sms',
      'leader 局长/mail',
    ])
  })

  test.each<[string, Case]>([
    ['taken over', { after: (alert) => [{ kind: 'alert-taken-over', alert, officer }] }],
    ['withdrawn', { after: (alert) => [{ kind: 'report-withdrawn', alert }] }],
    ['below high', { alert: anAlert({ severity: 'medium' }) }],
    ['a drill', { alert: aPress({ drill: true }) }],
  ])('%s: nobody is told', (_, given) => expect(steps(situationOf(given), 10)).toEqual([]))

  test('what a detector says is grave is told like a press', () => {
    expect(steps(situationOf({ alert: anAlert({ severity: 'critical' }) }), 10)).toEqual(['backup', 'duty', 'leader'])
  })
})

/** Taken over at once, so that only the clock of the report speaks. */
const taken: Case['after'] = (alert) => [{ kind: 'alert-taken-over', alert, officer }]

describe('the two hours', () => {
  test.each([
    [29, []],
    [30, ['report-office']],
    [60, ['report-deputy', 'report-office']],
    [90, ['report-deputy', 'report-office', 'report-soon']],
    [105, ['report-again', 'report-deputy', 'report-office', 'report-soon']],
    [110, ['automatic-brief', 'report-again', 'report-deputy', 'report-office', 'report-soon']],
    [119.99, ['automatic-brief', 'report-again', 'report-deputy', 'report-office', 'report-soon']],
    [120, ['automatic-brief', 'overdue-0', 'report-again', 'report-deputy', 'report-office', 'report-soon']],
    [150, ['automatic-brief', 'overdue-1', 'report-again', 'report-deputy', 'report-office', 'report-soon']],
  ])('%d minutes after T0', (at, expected) => expect(steps(situationOf({ after: taken }), at)).toEqual(expected))

  test.each([
    ['59 minutes before: of what had passed only the newest', 59, 0, ['report-office']],
    ['100 minutes before', 100, 0, ['report-soon']],
    ['115 minutes before', 115, 0, ['automatic-brief']],
    ['overdue at birth: only that', 200, 0, ['overdue-2']],
    ['overdue at birth, later', 200, 41, ['overdue-4']],
    ['found three days ago, heard of now', 3 * 1440, 0, ['overdue-140']],
  ])('found %s', (_, foundBefore, at, expected) =>
    expect(steps(situationOf({ foundBefore, after: taken }), at)).toEqual(expected),
  )

  test.each<[string, Case]>([
    [
      'held for a false alarm',
      { after: () => [{ kind: 'phase-moved', event: 'close-false', from: 'verifying', to: 'false-alarm' }] },
    ],
    ['merged', { after: () => [{ kind: 'phase-moved', event: 'merge', from: 'verifying', to: 'merged' }] }],
    ['wholly withdrawn', { after: (alert) => [{ kind: 'report-withdrawn', alert }] }],
    ['a drill', { alert: aPress({ drill: true }) }],
  ])('%s: nobody is reminded', (_, given) => {
    const after: Case['after'] = (alert) => [...(taken?.(alert) ?? []), ...(given.after?.(alert) ?? [])]
    expect(told(situationOf({ ...given, after }), 120)).toEqual([])
  })

  test('reported: nobody is reminded, and the group has it', () => {
    const after: Case['after'] = (alert) => [
      ...(taken?.(alert) ?? []),
      { kind: 'form-filed', form: 'D03', serial: 1, as: 'office', fields: {} },
    ]
    expect(told(situationOf({ after }), 120)).toEqual(['reported 局长/mail'])
    const staffedOffice = { ...situationOf({ after }), office: staffed }
    expect(told(staffedOffice, 120)).toEqual([
      'reported l/inbox',
      'reported l/sms',
      'reported v/inbox',
      'reported 局长/mail',
    ])
  })

  test('快报 by the office goes to the group; the server’s own is another, and both are told', () => {
    const after: Case['after'] = (alert) => [
      ...(taken?.(alert) ?? []),
      { kind: 'brief-sent', text: '康宁大药房疑似勒索，已断网', to: ['l'] },
    ]
    const situation = situationOf({ after })
    // The fixture's hand is the server's; here a person's is meant.
    const [incident] = situation.incidents.values()
    if (!incident) throw new Error('no incident')
    const briefs = incident.course.briefs.map((one) => ({ ...one, by: officer }))
    const byHand = {
      ...situation,
      incidents: new Map([['i', { ...incident, course: { ...incident.course, briefs } }]]),
    }
    expect(steps(byHand, 1)).toEqual(['brief-0'])
    expect(steps(situation, 1)).toEqual([])
    expect(steps(byHand, 110)).toContain('automatic-brief')
    expect(ask(byHand, 110).records.map(({ what }) => what)).toContain('brief')
  })

  test('核定: the reminders run from the moment that the leader confirmed', () => {
    const confirmed: Case = {
      alert: anAlert(),
      basis: 'should-have-been-found',
      after: (alert) => [
        { kind: 'alert-closed', alert, closing: 'duplicate', reason: '' },
        { kind: 'found-decided', found: noon + 30 * minute, agreed: true, reason: '' },
      ],
    }
    expect(steps(situationOf(confirmed), 59)).toEqual([])
    expect(steps(situationOf(confirmed), 60)).toEqual(['report-office'])
  })

  test('after a day beyond the deadline everybody has been told', () => {
    expect(steps(situationOf({ after: taken }), 120 + 24 * 60)).toContain('overdue-48')
    expect(
      steps(situationOf({ after: taken }), 120 + 24 * 60 + 30).filter((step) => step.startsWith('overdue')),
    ).toEqual([])
  })

  test('every reminder names its clause, and they come in order before the deadline', () => {
    const reminders = remindersBy(settingsOf(emptyOffice))
    expect(reminders.map(({ afterMs }) => afterMs / minute)).toEqual([0, 30, 60, 90, 105, 110])
    expect(reminders.every(({ clause }) => /^[一二三四五六]\(/.test(clause))).toBe(true)
    const moved = remindersBy({ ...settingsOf(emptyOffice), automaticBriefMinutes: 45 })
    expect(moved.map(({ id }) => id).indexOf('automatic-brief')).toBe(2)
  })
})

test('each is due once: what has a row is not named again, and asking twice answers the same', () => {
  const situation = situationOf()
  const first = ask(situation, 200)
  expect(ask(situation, 200)).toEqual(first)
  const stored = new Set(first.deliveries.map(({ notice, addressee }) => rowKey(notice.key, addressee)))
  expect(stored.size).toBe(first.deliveries.length)
  expect(told(situation, 200, { stored })).toEqual([])
})

test.each([
  [0, 3, 30],
  [3, 10, 30],
  [10, undefined, 30],
  [110, undefined, 120],
  [120, undefined, 150],
  [1000, undefined, 1020],
  [120 + 24 * 60, undefined, undefined],
])('at %d minutes the next look is at %s for the alert and at %s for the clock', (at, alert, incident) => {
  const situation = situationOf()
  const { next } = ask(situation, at)
  const minutes = (id: string | undefined) => {
    const when = next.get(id ?? '')
    return when === undefined ? undefined : (when - noon) / minute
  }
  expect([minutes([...situation.alerts.keys()][0]), minutes('i')]).toEqual([alert, incident])
})

test('what could not go out for three days is history', () => {
  expect(steps(situationOf(), missedForMs / minute)).toContain('duty')
  expect(steps(situationOf(), missedForMs / minute + 1)).not.toContain('duty')
})

/** Posts and shifts as they stand in the office's chain: two of the office, one on shift, deputy and leader. */
const staffed: Office = {
  ...emptyOffice,
  people: new Map(
    [
      ['zhou', '138 0000 0009'],
      ['wu', '023-4142 0002'],
      ['v', ''],
      ['l', '13800000003'],
      ['gone', '13800000004'],
    ].map(([id = '', phone = '']) => [
      id,
      {
        person: { id, name: id, login: id, phone },
        addedAt: 0,
        ...(id === 'gone' ? { disabled: { at: 0, reason: '' } } : {}),
      },
    ]),
  ),
  posts: [
    ['zhou', 'office'],
    ['wu', 'office'],
    ['gone', 'office'],
    ['v', 'deputy'],
    ['l', 'leader'],
  ].map(([person = '', role = '']) => ({ id: person, person, role: role as 'office', from: 0, document: '' })),
  shifts: [{ id: '1', person: 'wu', from: noon - minute, to: noon + 60 * minute }],
}

describe('by post and shift', () => {
  const nothing = notifySettings.parse({})
  const who = (known: typeof settings, role: 'duty' | 'backup' | 'deputy' | 'leader', at = noon, office = staffed) =>
    addresseesOf(known, office, [role], at).map(({ recipient, channel, to }) => `${recipient}/${channel}/${to}`)

  test.each([
    ['who has the shift', 'duty', noon, ['wu/inbox/']],
    ['nobody has it any more: the whole office', 'duty', noon + 60 * minute, ['zhou/inbox/', 'wu/inbox/']],
    ['the office', 'backup', noon, ['zhou/inbox/', 'wu/inbox/']],
    ['the deputy', 'deputy', noon, ['v/inbox/']],
    ['the leader', 'leader', noon, ['l/inbox/']],
  ] as const)('%s, in the console', (_, role, at, expected) => expect(who(nothing, role, at)).toEqual(expected))

  test('nobody is the deputy: the office stands in', () => {
    const vacant = { ...staffed, posts: staffed.posts.filter(({ role }) => role !== 'deputy') }
    expect(who(nothing, 'deputy', noon, vacant)).toEqual(['zhou/inbox/', 'wu/inbox/'])
  })

  test('with a gateway also on their telephone; one who is a contact of the settings is called once', () => {
    expect(who(settings, 'duty', noon)).toEqual(['值班/sms/13800000001', 'wu/inbox/', 'wu/sms/02341420002'])
    const same = notifySettings.parse({
      recipients: [{ name: '局长', role: 'leader', mobile: '13800000003' }],
      sms: { url: 'https://sms.bishan.example/send' },
    })
    expect(who(same, 'leader')).toEqual(['局长/sms/13800000003', 'l/inbox/'])
  })

  test('the beginning of the two hours is told in the console alone', () => {
    const situation = { ...situationOf({ after: taken }), office: staffed }
    expect(told(situation, 0)).toEqual(['report-start wu/inbox'])
  })

  test('control: by the posts of an account that is disabled somebody would be told who must not', () => {
    expect(staffed.posts.filter(({ role }) => role === 'office')).toHaveLength(3)
  })
})

describe('what the history is to tell', () => {
  const recorded = (situation: Situation, at: number) =>
    ask(situation, at).records.map(({ what, reminder }) => `${what} ${reminder}`)

  test('who was woken because nobody took over, and the reminders; not that the two hours began', () => {
    expect(recorded(situationOf(), 29)).toEqual(['reminded takeover/backup', 'reminded takeover/leader'])
    expect(recorded(situationOf({ after: taken }), 110)).toEqual([
      'reminded initial-report/report-office',
      'reminded initial-report/report-deputy',
      'reminded initial-report/report-soon',
      'reminded initial-report/report-again',
      'brief automatic-brief',
    ])
  })

  test('once', () => {
    const after: Case['after'] = (alert) => [
      ...(taken?.(alert) ?? []),
      { kind: 'reminded', reminder: 'initial-report/report-office', dueAt: 0 },
      { kind: 'brief-sent', text: '', to: [] },
    ]
    expect(recorded(situationOf({ after }), 110)).not.toContain('reminded initial-report/report-office')
    expect(recorded(situationOf({ after }), 110)).not.toContain('brief automatic-brief')
  })

  test('a reminder that nobody could get is none; the brief stands in the history all the same', () => {
    const situation = situationOf({ after: taken })
    const { records } = due({
      situation,
      alerts: [],
      incidents: ['i'],
      stored: () => false,
      settings: notifySettings.parse({}),
      now: noon + 110 * minute,
    })
    expect(records.map(({ what }) => what)).toEqual(['brief'])
  })
})

describe('a directive that nobody signs for', () => {
  const directive = { id: 'd', number: '令-2026-0001-01', text: '', unit: 'p', dueAt: noon + 90 * minute }
  const issued = { kind: 'directive-issued', directive, as: 'leader' } as const
  const reported = { kind: 'form-filed', form: 'D03', serial: 1, as: 'office', fields: {} } as const

  test.each([
    ['after fourteen minutes', [issued], 14, ['reported']],
    ['after fifteen', [issued], 15, ['directive-d', 'reported']],
    [
      'signed for',
      [issued, { kind: 'directive-signed-for', directive: 'd', as: 'department' } as const],
      15,
      ['reported'],
    ],
    ['only drafted', [{ kind: 'directive-drafted', directive } as const], 15, ['reported']],
  ] as const)('%s', (_, happenings, at, expected) => {
    const after: Case['after'] = (alert) => [...(taken?.(alert) ?? []), reported, ...happenings]
    expect(steps(situationOf({ after }), at)).toEqual(expected)
  })
})

test('a role that nobody would hear is named; machines hear every role', () => {
  const lonely = notifySettings.parse({
    recipients: [
      { name: 'a', role: 'duty', mobile: '13800000001' },
      { name: 'b', role: 'leader', mail: 'b@c.example' },
    ],
    sms: { url: 'https://sms.example/' },
    webhook: { url: 'https://hook.example/' },
  })
  expect(unheard(lonely, emptyOffice, ['duty', 'backup', 'deputy', 'leader'], noon)).toEqual([
    'backup',
    'deputy',
    'leader',
  ])
  expect(addresseesOf(lonely, emptyOffice, ['backup'], noon).map(({ recipient }) => recipient)).toEqual(['webhook'])
})

test.each([
  ['a webhook in clear text over the internet', { webhook: { url: 'http://hook.example/' } }],
  ['a password in the address', { sms: { url: 'https://u:p@sms.example/' } }],
  ['another protocol', { sms: { url: 'file:///etc/passwd' } }],
  ['a second receiver in an address', { recipients: [{ name: 'a', role: 'duty', mail: 'a@b.example, c@d.example' }] }],
  ['a line feed in a number', { recipients: [{ name: 'a', role: 'duty', mobile: '13800000000\n' }] }],
  [
    'two of one name',
    {
      recipients: [
        { name: 'a', role: 'duty' },
        { name: 'a', role: 'leader' },
      ],
    },
  ],
  ['the leader before the backup', { escalation: { backupAfterMs: 600_000, leaderAfterMs: 180_000 } }],
  ['a secret in the settings', { mail: { host: 'h', from: 'a@b.example', password: 'x' } }],
  ['a header that is none', { sms: { url: 'https://sms.example/', tokenHeader: 'x: y\r\nz' } }],
])('settings refuse %s', (_, given) => {
  expect(notifySettings.safeParse(given).success).toBe(false)
})
