// Which notices are due, as tables: minutes after the alert or after T0, and who is told.
import { describe, expect, test } from 'vitest'
import { officer, situationOf } from '#test/fixtures/notices.ts'
import type { Case } from '#test/fixtures/notices.ts'
import { anAlert, aPress, noon } from '#test/fixtures/occurrences.ts'
import type { IncidentStanding, Situation } from '../workflow/situation.ts'
import { addresseesOf, unheard } from './addressees.ts'
import { due, missedForMs, rowKey } from './escalation.ts'
import { reminders } from './reminders.ts'
import { notifySettings } from './settings.ts'

const minute = 60_000
const settings = notifySettings.parse({
  recipients: [
    { name: '值班', role: 'duty', mobile: '13800000001' },
    { name: '后备', role: 'backup', mobile: '13800000002', mail: 'b@bishan.example' },
    { name: '局长', role: 'leader', mail: 'l@bishan.example' },
  ],
  mail: { host: 'mail.bishan.example', from: 's@bishan.example' },
  sms: { url: 'https://sms.bishan.example/send' },
})
const ask = (
  situation: Situation,
  atMinutes: number,
  given: { readonly stored?: ReadonlySet<string>; readonly reported?: (incident: IncidentStanding) => boolean } = {},
) =>
  due({
    situation,
    alerts: situation.alerts.keys(),
    incidents: situation.incidents.keys(),
    stored: (key) => given.stored?.has(key) === true,
    reported: given.reported ?? (() => false),
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
    [59, []],
    [60, ['report-60']],
    [90, ['report-60', 'report-90']],
    [105, ['report-105', 'report-60', 'report-90']],
    [110, ['automatic-brief', 'report-105', 'report-60', 'report-90']],
    [119.99, ['automatic-brief', 'report-105', 'report-60', 'report-90']],
    [120, ['automatic-brief', 'overdue-0', 'report-105', 'report-60', 'report-90']],
    [150, ['automatic-brief', 'overdue-1', 'report-105', 'report-60', 'report-90']],
  ])('%d minutes after T0', (at, expected) => expect(steps(situationOf({ after: taken }), at)).toEqual(expected))

  test.each([
    ['60 minutes before: nothing is owed at birth', 59, 0, []],
    ['100 minutes before: of what had passed only the newest', 100, 0, ['report-90']],
    ['115 minutes before', 115, 0, ['automatic-brief']],
    ['overdue at birth: only that', 200, 0, ['overdue-2']],
    ['overdue at birth, later', 200, 41, ['overdue-4']],
    ['found three days ago, heard of now', 3 * 1440, 0, ['overdue-140']],
  ])('found %s', (_, foundBefore, at, expected) =>
    expect(steps(situationOf({ foundBefore, after: taken }), at)).toEqual(expected),
  )

  test('reported stops it, whole withdrawal stops it, a drill never starts it', () => {
    expect(told(situationOf({ after: taken }), 120, { reported: () => true })).toEqual([])
    expect(steps(situationOf({ after: (alert) => [{ kind: 'report-withdrawn', alert }] }), 120)).toEqual([])
    expect(steps(situationOf({ alert: aPress({ drill: true }) }), 120)).toEqual([])
  })

  test('after a day beyond the deadline everybody has been told', () => {
    expect(steps(situationOf({ after: taken }), 120 + 24 * 60)).toContain('overdue-48')
    expect(
      steps(situationOf({ after: taken }), 120 + 24 * 60 + 30).filter((step) => step.startsWith('overdue')),
    ).toEqual([])
  })

  test('every reminder names its clause, and they come in order before the deadline', () => {
    expect(reminders.map(({ afterMs }) => afterMs / minute)).toEqual([60, 90, 105, 110])
    expect(reminders.every(({ clause }) => /^[一二三四五六]\(/.test(clause))).toBe(true)
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
  [0, 3, 60],
  [3, 10, 60],
  [10, undefined, 60],
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

test('a role that nobody would hear is named; machines hear every role', () => {
  const lonely = notifySettings.parse({
    recipients: [
      { name: 'a', role: 'duty', mobile: '13800000001' },
      { name: 'b', role: 'leader', mail: 'b@c.example' },
    ],
    sms: { url: 'https://sms.example/' },
    webhook: { url: 'https://hook.example/' },
  })
  expect(unheard(lonely, ['duty', 'backup', 'leader'])).toEqual(['backup', 'leader'])
  expect(addresseesOf(lonely, ['backup']).map(({ recipient }) => recipient)).toEqual(['webhook'])
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
