// Which alert opens an incident, which joins one, and what the incident is called and numbered.
import { describe, expect, test } from 'vitest'
import type { Alert } from '#shared/domain/alert.ts'
import type { Phase } from '#shared/domain/incident.ts'
import { anAlert, aPress, noon } from '#test/fixtures/occurrences.ts'
import { applyNew, emptySituation } from '../fold.ts'
import type { NewEntry } from '../history.ts'
import type { Situation } from '../situation.ts'
import { receive } from './receive.ts'

const till = { id: 'till', number: 'BS-0001-01', institution: 'p', name: '收银1号' }
const office = { id: 'office', number: 'BS-0001-02', institution: 'p', name: '办公室' }
const start = emptySituation([till, office])

const minute = 60_000
const corrected = (at: number) => ({ at, offsetMs: 0, uncertaintyMs: 0 })
let made = 0

function received(situation: Situation, alert: Alert, endpoint = 'till', receivedAt = noon): readonly NewEntry[] {
  return receive.decide(situation, {
    alert,
    endpoint,
    institution: { id: 'p', name: '康民大药房' },
    raised: corrected(alert.raised.at),
    detected: corrected(alert.detected.at),
    receivedAt,
    incident: `incident-${++made}`,
  }).entries
}
const after = (...alerts: readonly (readonly [Alert, string?])[]): Situation =>
  alerts.reduce((situation, [alert, endpoint]) => applyNew(situation, received(situation, alert, endpoint)), start)
const kinds = (entries: readonly NewEntry[]) =>
  entries.map(({ subject, happening }) => `${subject.kind}: ${happening.kind}`)

const opens = ['incident: incident-received', 'incident: alert-received']
const joins = ['incident: alert-received']
const stays = ['endpoint: alert-received']

describe('with nothing open', () => {
  test.each([
    ['a press, however mild', aPress({ severity: 'info' }), opens],
    ['critical', anAlert({ severity: 'critical' }), opens],
    ['high', anAlert({ severity: 'high' }), opens],
    ['medium', anAlert({ severity: 'medium' }), stays],
    ['info', anAlert({ severity: 'info' }), stays],
  ])('%s', (_, alert, expected) => {
    expect(kinds(received(start, alert))).toEqual(expected)
  })
})

describe('with an incident open at the same terminal', () => {
  const open = after([anAlert()])
  test.each([
    ['a press joins', aPress(), joins],
    ['another rule joins', anAlert({ rule: 'dual-homing' }), joins],
    ['medium stays an alert only', anAlert({ severity: 'medium' }), stays],
    ['an earlier fact moves the moment', aPress({ at: noon - minute }), [...joins, 'incident: found-moved']],
    ['a drill opens its own', aPress({ drill: true }), opens],
  ])('%s', (_, alert, expected) => {
    expect(kinds(received(open, alert))).toEqual(expected)
  })
  test('another terminal opens its own', () => {
    expect(kinds(received(open, anAlert(), 'office'))).toEqual(opens)
  })
  test('beside an open drill, the real thing still joins the real incident', () => {
    const both = after([anAlert()], [aPress({ drill: true })])
    const [entry] = received(both, aPress())
    expect(both.incidents.get(entry!.subject.id)?.drill).toBe(false)
  })
})

test('the same alert under a new sequence is not received twice', () => {
  const alert = aPress()
  expect(received(after([alert]), alert)).toEqual([])
})

test('the clock runs from the earliest, and never later again', () => {
  const situation = after(
    [aPress({ at: noon })],
    [anAlert({ at: noon - 5 * minute, detectedAt: noon - 30 * minute })],
    [anAlert({ at: noon - 10 * minute })],
  )
  const [incident] = [...situation.incidents.values()]
  expect(incident).toMatchObject({
    found: { at: noon - 30 * minute, basis: 'should-have-been-found' },
    initialReportDueAt: noon + 90 * minute,
  })
  expect(incident!.alerts).toHaveLength(3)
})

test.each([
  ['a press', aPress(), '一键上报 · 康民大药房', 'BS-2026-0001'],
  ['a rule that has a name', anAlert({ rule: 'canary-touched' }), '诱饵文件被改动 · 康民大药房', 'BS-2026-0001'],
  ['a rule without one', anAlert({ rule: 'toString' }), '终端安全告警 · 康民大药房', 'BS-2026-0001'],
  ['a drill', aPress({ drill: true }), '一键上报 · 康民大药房', 'YL-2026-0001'],
])('title and number of %s', (_, alert, title, number) => {
  expect(received(start, alert)[0]!.happening).toMatchObject({
    kind: 'incident-received',
    title,
    number,
    institution: 'p',
  })
})

test('who raised it', () => {
  const press = aPress()
  const named = aPress({
    detections: [
      {
        id: press.id,
        rule: 'operator-report',
        severity: 'high',
        moment: press.raised,
        because: '',
        facts: { account: 'li' },
      },
    ],
  })
  expect(received(start, press)[1]!.actor).toEqual({ kind: 'operator', account: '' })
  expect(received(start, named)[1]!.actor).toEqual({ kind: 'operator', account: 'li' })
  expect(received(start, anAlert())[1]!.actor).toEqual({ kind: 'agent' })
})

describe('the same alert again', () => {
  const medium = anAlert({ severity: 'medium' })
  const critical = anAlert({ severity: 'critical' })
  const updated = (alert: Alert, change: Partial<Alert>): Alert => ({ ...alert, ...change })
  test.each([
    ['unchanged: one occurrence stays one alert', [medium], medium, []],
    ['a lower count: an older copy', [updated(critical, { count: 3 })], critical, []],
    ['a higher count, in its incident', [critical], updated(critical, { count: 7 }), ['incident: alert-updated']],
    ['a higher count, no incident', [medium], updated(medium, { count: 7 }), ['endpoint: alert-updated']],
    ['grown grave: it opens an incident', [medium], updated(medium, { count: 2, severity: 'critical' }), opens],
    [
      'an earlier first fact moves the two hours',
      [critical],
      updated(critical, { count: 2, detected: { ...critical.detected, at: noon - minute } }),
      ['incident: alert-updated', 'incident: found-moved'],
    ],
  ])('%s', (_, before, again, expected) => {
    expect(kinds(received(after(...before.map((alert) => [alert] as const)), again))).toEqual(expected)
  })

  test('who took it over stays, and it stands once in its incident', () => {
    const grave = updated(medium, { count: 2, severity: 'critical' })
    const taken = applyNew(after([medium]), [
      {
        subject: { kind: 'endpoint', id: 'till' },
        at: noon,
        actor: { kind: 'server' },
        happening: {
          kind: 'alert-taken-over',
          alert: medium.id,
          officer: { kind: 'officer', id: 'o', name: '王建国' },
        },
      },
    ])
    const now = applyNew(taken, received(taken, grave))
    const again = applyNew(now, received(now, updated(grave, { count: 9 })))
    expect(again.alerts.get(medium.id)).toMatchObject({ alert: { count: 9 }, taken: { by: { name: '王建国' } } })
    expect([...again.incidents.values()].map(({ alerts }) => alerts)).toEqual([[medium.id]])
  })

  test('another terminal cannot change it', () => {
    expect(received(after([critical]), updated(critical, { count: 7 }), 'office')).toEqual([])
  })
})

describe('phases that nobody moves by hand', () => {
  const opened = after([anAlert()])
  const id = [...opened.incidents.keys()][0]!
  const subject = { kind: 'incident', id } as const
  const at = (phase: Phase, begun = noon - minute): Situation =>
    applyNew(opened, [
      {
        subject,
        at: begun,
        actor: { kind: 'server' },
        happening: { kind: 'phase-moved', event: 'begin-recovery', from: 'responding', to: 'recovering' },
      },
      {
        subject,
        at: begun + 1,
        actor: { kind: 'server' },
        happening: { kind: 'phase-moved', event: 'handle', from: 'recovering', to: phase },
      },
    ])
  const relapses = [...joins, 'incident: phase-moved']

  test.each<readonly [Phase, Alert, readonly string[]]>([
    ['recovering', aPress(), relapses],
    ['handled', anAlert(), relapses],
    ['end-proposed', anAlert({ severity: 'critical' }), relapses],
    ['handled', anAlert({ severity: 'medium' }), stays],
    ['responding', anAlert(), joins],
    ['ended', anAlert(), opens],
    ['evaluated', anAlert(), opens],
    ['archived', aPress(), opens],
    ['false-alarm', aPress(), opens],
    ['handled', aPress({ drill: true }), opens],
  ])('%s: a new alert', (phase, alert, expected) => {
    expect(kinds(received(at(phase), alert))).toEqual(expected)
  })

  test('a relapse leads back to the response, by the server', () => {
    const now = applyNew(at('handled'), received(at('handled'), anAlert()))
    const incident = now.incidents.get(id)!
    expect(incident).toMatchObject({ phase: 'responding' })
    expect(incident.course.moves.at(-1)).toMatchObject({ event: 'relapse', by: { kind: 'server' }, as: undefined })
  })

  test('what was raised before the recovery began is late, and no relapse', () => {
    const late = anAlert({ at: noon - 10 * minute })
    expect(kinds(received(at('handled', noon), late))).toEqual([...joins, 'incident: found-moved'])
  })

  const grave = [...opened.alerts.values()][0]!.alert
  test.each<readonly [string, Phase, Partial<Alert>, readonly string[]]>([
    ['graver than when it was closed', 'ended', { severity: 'critical' }, opens],
    ['graver than when it was held for false', 'false-alarm', { severity: 'critical' }, opens],
    ['more of the same', 'ended', { count: 9 }, ['incident: alert-updated']],
    [
      'more of the same, with an earlier fact',
      'archived',
      { count: 9, detected: { ...grave.detected, at: noon - minute } },
      ['incident: alert-updated'],
    ],
    ['graver, while it is handled', 'handled', { severity: 'critical' }, ['incident: alert-updated']],
  ])('a known alert, %s', (_, phase, change, expected) => {
    expect(kinds(received(at(phase), { ...grave, ...change }))).toEqual(expected)
  })

  test('an alert that was closed as false stands open again where it has grown grave', () => {
    const mild = anAlert({ severity: 'medium' })
    const closed = applyNew(after([mild]), [
      {
        subject: { kind: 'endpoint', id: 'till' },
        at: noon,
        actor: { kind: 'server' },
        happening: { kind: 'alert-closed', alert: mild.id, closing: 'false-positive', reason: '' },
      },
    ])
    expect(closed.alerts.get(mild.id)?.closed).toBeDefined()
    const again = applyNew(closed, received(closed, { ...mild, count: 2, severity: 'high' }))
    expect(again.alerts.get(mild.id)?.closed).toBeUndefined()
  })

  test('an incident is handled under the version of the plan that is in force then', () => {
    const office = { ...start.office, planVersion: 2 }
    const entries = received({ ...start, office }, aPress())
    expect(entries[0]!.happening).toMatchObject({ kind: 'incident-received', planVersion: 2 })
  })
})
