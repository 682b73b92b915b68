// The commands beside the plan's own events, as tables: registering, merging, directives, reports, statements, evidence, alerts.
import { describe, expect, test } from 'vitest'
import type { Phase } from '#shared/domain/incident.ts'
import { anAlert } from '#test/fixtures/occurrences.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { clinic, department, pharmacy, till } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, happens, inMotion, incidentOf } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import type { PlanCommand } from '../commands.ts'
import { rowsOf } from '../forms/completed.ts'
import type { FormFields, FormId } from '../forms/form.ts'
import type { Happening } from '../history.ts'
import type { PlanEvent } from '../transitions.ts'
import { plan } from '../plan.ts'
import { alertState } from './alerts.ts'

const start = Date.UTC(2026, 11, 1, 2)
const hour = 3_600_000
const begin = (): InMotion => inMotion(undefined, start)

const register = (motion: InMotion, change: FormFields = {}, drill = false, who: PersonOf = 'office'): string =>
  does(motion, who, { kind: 'register', fields: { ...filledForms.D01, ...change }, drill }).incident ?? ''
const said = (motion: InMotion, who: PersonOf, command: PlanCommand): string => {
  const outcome = ask(motion, who, command)
  return outcome.ok ? 'done' : outcome.refusal
}
const file = (incident: string, form: FormId, change: FormFields = {}): PlanCommand => ({
  kind: 'file',
  incident,
  form,
  fields: { ...filledForms[form], ...change },
})
const advance = (incident: string, event: PlanEvent, form?: FormId): PlanCommand => ({
  kind: 'advance',
  incident,
  event,
  reason: '理由',
  ...(form ? { fields: filledForms[form] } : {}),
})
/** The phase, without the way there. */
const put = (motion: InMotion, incident: string, happening: Happening): void =>
  happens(motion, [
    { subject: { kind: 'incident', id: incident }, at: motion.now, actor: { kind: 'server' }, happening },
  ])
const toPhase = (motion: InMotion, incident: string, to: Phase): void => {
  const { phase: from } = incidentOf(motion, incident)
  put(motion, incident, { kind: 'phase-moved', event: 'handle', from, to })
}

function alarm(motion: InMotion, change: Parameters<typeof anAlert>[0] = {}, endpoint = till.id): string {
  const alert = anAlert({ at: motion.now, ...change })
  const moment = { at: motion.now, offsetMs: 0, uncertaintyMs: 0 }
  const institution = { id: pharmacy.id, name: pharmacy.name }
  happens(
    motion,
    plan.receive.decide(motion.situation, {
      alert,
      endpoint,
      institution,
      raised: moment,
      detected: moment,
      receivedAt: motion.now,
      incident: `of-${alert.id}`,
    }).entries,
  )
  return alert.id
}

describe('register', () => {
  test('without a terminal, an incident of the institution that told it', () => {
    const motion = begin()
    const { endpoint: _, ...fields } = filledForms.D01
    const id = does(motion, 'office', { kind: 'register', fields, drill: false }).incident
    const { course, ...incident } = incidentOf(motion, id)
    expect(incident).toMatchObject({
      number: 'BS-2026-0001',
      institution: pharmacy.id,
      title: `登记接报 · ${pharmacy.name}`,
      phase: 'received',
    })
    expect(incident.endpoint).toBeUndefined()
    expect([course.endpoints, course.forms.D01?.length]).toEqual([[], 1])
  })
  test('of a terminal whose incident is open, one more report of it; the earlier moment counts', () => {
    const motion = begin()
    const id = register(motion, { foundAt: start - hour })
    expect(register(motion, { foundAt: start - 3 * hour })).toBe(id)
    expect(register(motion, { foundAt: start - 2 * hour })).toBe(id)
    const { found, course } = incidentOf(motion, id)
    expect([found.at, found.basis, course.forms.D01?.map(({ serial }) => serial)]).toEqual([
      start - 3 * hour,
      'found',
      [1, 2, 3],
    ])
  })
  test('of a notice from outside the stated finding is kept and shown, and moves no clock; by telephone it does', () => {
    const motion = begin()
    const notice = { source: 'superior', foundAt: start - 3 * hour, calledAt: start - hour }
    const id = register(motion, notice)
    expect(incidentOf(motion, id).found.at).toBe(start - hour)
    expect(incidentOf(motion, id).course.forms.D01?.[0]?.fields).toMatchObject(notice)
    does(motion, 'office', file(id, 'D01', { ...notice, source: 'cac', foundAt: start - 5 * hour }))
    expect(incidentOf(motion, id).found.at).toBe(start - hour)
    does(motion, 'office', file(id, 'D01', { source: 'telephone', foundAt: start - 4 * hour, calledAt: start }))
    expect(incidentOf(motion, id).found.at).toBe(start - 4 * hour)
  })

  test('a drill has a number and an incident of its own', () => {
    const motion = begin()
    const [real, drill] = [register(motion), register(motion, {}, true)]
    expect(incidentOf(motion, drill)).toMatchObject({ number: 'YL-2026-0001', drill: true })
    expect(motion.situation.endpoints.get(till.id)).toMatchObject({ openIncident: real, openDrill: drill })
  })
  test.each<readonly [string, PersonOf, FormFields, string]>([
    ['its own institution', 'pharmacy', {}, 'done'],
    ['the department that answers for it', 'department', {}, 'done'],
    ['another’s', 'pharmacy', { endpoint: '', institution: clinic.id }, 'not-permitted'],
    ['nobody registers as the leader', 'leader', {}, 'not-permitted'],
    ['a terminal nobody knows', 'office', { endpoint: 'none' }, 'unknown-endpoint'],
    ['half a form', 'office', { phenomenon: '' }, 'form-incomplete'],
  ])('%s', (_, who, change, expected) => {
    expect(said(begin(), who, { kind: 'register', fields: { ...filledForms.D01, ...change }, drill: false })).toBe(
      expected,
    )
  })
})

describe('merge', () => {
  const two = (drill = false) => {
    const motion = begin()
    const target = register(motion, { endpoint: '', institution: clinic.id, foundAt: start - hour }, drill)
    const id = register(motion, { foundAt: start - 2 * hour })
    does(motion, 'office', advance(id, 'start-verifying'))
    return { motion, id, target }
  }
  const into = (id: string, target: string): PlanCommand => ({
    kind: 'advance',
    incident: id,
    event: 'merge',
    into: target,
  })

  test('terminals, alerts and the earlier moment go on in the other', () => {
    const { motion, id, target } = two()
    const alert = alarm(motion)
    does(motion, 'office', into(id, target))
    expect(incidentOf(motion, id)).toMatchObject({ phase: 'merged', course: { mergedInto: target } })
    expect(incidentOf(motion, target)).toMatchObject({
      found: { at: start - 2 * hour },
      alerts: [alert],
      course: { endpoints: [till.id] },
    })
    const next = alarm(motion)
    expect(motion.situation.alerts.get(next)?.incident).toBe(target)
  })
  test('a later moment changes nothing', () => {
    const { motion, id, target } = two()
    register(motion, { foundAt: start - hour })
    put(motion, target, {
      kind: 'found-moved',
      found: { at: start - 5 * hour, basis: 'found', offsetMs: 0, uncertaintyMs: 0 },
    })
    does(motion, 'office', into(id, target))
    expect(incidentOf(motion, target).found.at).toBe(start - 5 * hour)
  })
  test('never with a drill, never into nothing', () => {
    const { motion, id, target } = two(true)
    expect(said(motion, 'office', into(id, target))).toBe('drills-apart')
    expect(said(motion, 'office', into(id, id))).toBe('target-not-open')
  })
})

describe('reopen', () => {
  test('only while no other incident of its terminal is open; then its alerts join it again', () => {
    const motion = begin()
    const id = register(motion)
    toPhase(motion, id, 'ended')
    const other = register(motion)
    expect(other).not.toBe(id)
    expect(said(motion, 'office', advance(id, 'reopen'))).toBe('terminal-in-another-incident')
    toPhase(motion, other, 'ended')
    does(motion, 'office', advance(id, 'reopen'))
    expect(motion.situation.endpoints.get(till.id)?.openIncident).toBe(id)
  })
})

describe('directives', () => {
  const given = { text: '今日排查', unit: pharmacy.id, dueAt: start + hour }
  test.each<readonly [string, readonly (readonly [PersonOf, string, string])[]]>([
    [
      'in order',
      [
        ['pharmacy', 'sign-for', 'done'],
        ['pharmacy', 'complete', 'done'],
        ['office', 'judge', 'done'],
      ],
    ],
    ['completed unread', [['pharmacy', 'complete', 'directive-not-signed-for']]],
    [
      'twice',
      [
        ['pharmacy', 'sign-for', 'done'],
        ['office', 'sign-for', 'already-done'],
      ],
    ],
    ['by another unit', [['department', 'sign-for', 'done']]],
    ['by nobody’s unit', [['member', 'sign-for', 'not-permitted']]],
    ['judged too early', [['office', 'judge', 'directive-not-due']]],
    ['judged by the unit', [['pharmacy', 'judge', 'not-permitted']]],
  ])('%s', (_, steps) => {
    const motion = begin()
    const incident = register(motion)
    const { directive = '' } = does(motion, 'leader', { kind: 'issue-directive', incident, ...given })
    for (const [who, step, expected] of steps) {
      const command: PlanCommand =
        step === 'sign-for'
          ? { kind: 'sign-for-directive', incident, directive }
          : step === 'complete'
            ? { kind: 'complete-directive', incident, directive, text: '已办' }
            : { kind: 'judge-directive', incident, directive, impaired: true, reason: '影响' }
      expect([step, said(motion, who, command)]).toEqual([step, expected])
    }
  })
  test('a draft waits for the leader and keeps its number', () => {
    const motion = begin()
    const incident = register(motion)
    const { directive } = does(motion, 'office', { kind: 'draft-directive', incident, ...given })
    expect(said(motion, 'office', { kind: 'issue-directive', incident, directive, ...given })).toBe('not-permitted')
    does(motion, 'leader', { kind: 'issue-directive', incident, directive, ...given, text: '明日排查' })
    expect(incidentOf(motion, incident).course.directives).toMatchObject([
      { directive: { number: '令-2026-0001-01', text: '明日排查' } },
    ])
    expect(said(motion, 'leader', { kind: 'issue-directive', incident, directive, ...given })).toBe('already-done')
  })
  test.each<readonly [PersonOf, 'issued' | 'draftedAt']>([
    ['leader', 'issued'],
    ['office', 'draftedAt'],
  ])('resolutions of a meeting filed by the %s are %s', (who, step) => {
    const motion = begin()
    const incident = register(motion)
    toPhase(motion, incident, 'assessing')
    const resolutions = rowsOf(filledForms.D06['resolutions']).map((row) => ({ ...row, dueAt: motion.now + hour }))
    does(motion, who, file(incident, 'D06', { resolutions }))
    const { directives, forms } = incidentOf(motion, incident).course
    expect(directives.length).toBe(rowsOf(forms.D06?.[0]?.fields['resolutions']).length)
    expect(directives.length).toBeGreaterThan(0)
    for (const one of directives) expect([one[step] !== undefined, one.directive.meeting]).toEqual([true, 1])
    expect(new Set(directives.map(({ directive }) => directive.number)).size).toBe(directives.length)
  })
})

test('a resolution whose date has passed when the minutes are filed is late for nobody: it waits as a draft for another date', () => {
  const motion = begin()
  const incident = register(motion)
  toPhase(motion, incident, 'assessing')
  const resolution = { text: '逐一排查', unit: 'office' }
  const resolutions = [
    { ...resolution, dueAt: motion.now - hour },
    { ...resolution, dueAt: motion.now + hour },
  ]
  does(motion, 'leader', file(incident, 'D06', { resolutions }))
  const [past, ahead] = incidentOf(motion, incident).course.directives
  expect([past?.issued, past?.draftedAt, ahead?.draftedAt]).toEqual([undefined, motion.now, undefined])
  expect(ahead?.issued).toBeDefined()
})

describe('the moment of finding', () => {
  test('another is proposed by the office, decided by the leader, and stands beside the mechanical one', () => {
    const motion = begin()
    const incident = register(motion)
    const { at } = incidentOf(motion, incident).found
    const propose: PlanCommand = { kind: 'propose-found', incident, found: start - 9 * hour, reason: '日志' }
    const decide: PlanCommand = { kind: 'decide-found', incident, agreed: true, reason: '属实' }
    expect(said(motion, 'leader', decide)).toBe('nothing-proposed')
    expect(said(motion, 'office', { ...propose, found: start + 9 * hour })).toBe('time-not-possible')
    does(motion, 'office', propose)
    expect(said(motion, 'technician', propose)).toBe('proposal-pending')
    does(motion, 'leader', decide)
    const { found, course } = incidentOf(motion, incident)
    expect([found.at, course.foundDecided?.found]).toEqual([at, start - 9 * hour])
  })
})

describe('the initial report', () => {
  test('is signed for once by each of the group, and returned without starting its clock anew', () => {
    const motion = begin()
    const incident = register(motion)
    expect(said(motion, 'leader', { kind: 'sign-for-report', incident })).toBe('not-reported-to-the-group')
    does(motion, 'office', advance(incident, 'report', 'D03'))
    const [first] = incidentOf(motion, incident).course.forms.D03 ?? []
    for (const who of ['leader', 'deputy', 'member', 'leader'] as const)
      does(motion, who, { kind: 'sign-for-report', incident })
    does(motion, 'leader', { kind: 'return-report', incident, reason: '补充影响范围' })
    const { signedFor, returns, forms } = incidentOf(motion, incident).course
    expect([signedFor.map(({ as }) => as), returns.length, forms.D03?.[0] === first]).toEqual([
      ['leader', 'deputy', 'member'],
      1,
      true,
    ])
    expect(first?.fields).toMatchObject({ reportedAt: first?.at, systemKnew: 1 })
  })
})

describe('accountability', () => {
  test('the leader finds nothing before the unit was heard; the office may record that it was told, and waits', () => {
    const motion = begin()
    const incident = register(motion)
    toPhase(motion, incident, 'ended')
    const finding = file(incident, 'D18', { unit: pharmacy.id })
    expect(said(motion, 'leader', finding)).toBe('statement-first')
    expect(said(motion, 'office', { kind: 'make-statement', incident, unit: pharmacy.id, text: '替它说' })).toBe(
      'not-permitted',
    )
    does(motion, 'office', { kind: 'comment', incident, form: 'D18', text: '已告知可陈述申辩' })
    motion.now += 2 * 24 * hour
    expect(said(motion, 'leader', finding)).toBe('statement-first')
    motion.now += 24 * hour
    expect([said(motion, 'deputy', finding), said(motion, 'leader', finding)]).toEqual(['not-permitted', 'done'])
  })
  test('another unit’s statement does not speak for it', () => {
    const motion = begin()
    const incident = register(motion)
    toPhase(motion, incident, 'ended')
    does(motion, 'department', { kind: 'make-statement', incident, unit: department.id, text: '本科已督促' })
    expect(said(motion, 'leader', file(incident, 'D18', { unit: pharmacy.id }))).toBe('statement-first')
  })
})

describe('outside', () => {
  test('approved by another than its author, delivered by a person, once approved', () => {
    const motion = begin()
    const incident = register(motion)
    toPhase(motion, incident, 'assessing')
    const delivery: PlanCommand = {
      kind: 'record-external-delivery',
      incident,
      form: 'D19a',
      serial: 1,
      channel: '电话',
      receiver: '市网信办',
      receipt: '回执1',
      deliveredAt: start,
    }
    const approve: PlanCommand = { kind: 'approve-external', incident, form: 'D19a', serial: 1 }
    expect(said(motion, 'leader', approve)).toBe('unknown-form')
    does(motion, 'deputy', file(incident, 'D19a'))
    expect(said(motion, 'deputy', approve)).toBe('proposer-cannot-approve')
    expect(said(motion, 'office', delivery)).toBe('not-approved')
    does(motion, 'leader', approve)
    does(motion, 'office', delivery)
    expect(incidentOf(motion, incident).course.externalDeliveries).toMatchObject([{ receiver: '市网信办' }])
  })
})

describe('evidence', () => {
  const evidence = {
    id: 'e',
    alert: undefined,
    file: 'e.tar',
    sha256: '0'.repeat(64),
    bytes: 1,
    moment: { at: start, clockId: '', monotonicMs: 0 },
    parts: [],
    tookMs: 1,
  }
  const touch = (incident: string, act: 'accessed' | 'transferred' | 'disposed', more: object = {}): PlanCommand => ({
    kind: 'record-custody',
    incident,
    act,
    items: ['e'],
    ...more,
  })
  const kept = () => {
    const motion = begin()
    const incident = register(motion)
    put(motion, incident, { kind: 'evidence-listed', endpoint: till.id, evidence })
    return { motion, incident }
  }
  test.each<readonly [string, PersonOf, object, string]>([
    ['looked at', 'office', {}, 'done'],
    ['unknown', 'office', { items: ['other'] }, 'unknown-evidence'],
    ['by a member', 'member', {}, 'not-permitted'],
    ['handed over to nobody', 'office', { act: 'transferred' }, 'receiver-missing'],
    ['handed over', 'office', { act: 'transferred', receiver: '公安', purpose: '立案' }, 'done'],
    ['disposed of too early', 'leader', { act: 'disposed' }, 'retention-not-over'],
  ])('%s', (_, who, more, expected) => {
    const { motion, incident } = kept()
    expect(said(motion, who, touch(incident, 'accessed', more))).toBe(expected)
  })
  test('disposed of by the leader once, and not by the leader alone', () => {
    const { motion, incident } = kept()
    motion.now += 3 * 366 * 24 * hour
    expect([
      said(motion, 'leader', touch(incident, 'disposed')),
      said(motion, 'leader', touch(incident, 'disposed')),
    ]).toEqual(['done', 'already-done'])
    expect(incidentOf(motion, incident).course.custody).toMatchObject([{ act: 'disposed', as: 'leader' }])
  })
})

describe('alerts', () => {
  const close = (alert: string): PlanCommand => ({
    kind: 'close-alert',
    alert,
    closing: 'false-positive',
    reason: '误触',
  })
  const takeOver = (motion: InMotion, alert: string): void =>
    happens(
      motion,
      plan.takeOver.decide(motion.situation, {
        alert,
        officer: { kind: 'officer', id: 'p-office', name: '' },
        now: motion.now,
      }).entries,
    )
  const stateOf = ({ situation }: InMotion, alert: string) => alertState(situation.alerts.get(alert)!)

  test('NEW → taken over → false, by one person below high', () => {
    const motion = begin()
    const alert = alarm(motion, { severity: 'medium' })
    expect([stateOf(motion, alert), said(motion, 'office', close(alert))]).toEqual(['new', 'alert-not-taken-over'])
    takeOver(motion, alert)
    does(motion, 'office', close(alert))
    expect([stateOf(motion, alert), said(motion, 'office', close(alert))]).toEqual(['false-positive', 'alert-settled'])
  })
  test('at high, a second person', () => {
    const motion = begin()
    const alert = alarm(motion)
    takeOver(motion, alert)
    const confirm = (agreed: boolean): PlanCommand => ({ kind: 'confirm-alert-closing', alert, agreed })
    expect(said(motion, 'office', confirm(true))).toBe('nothing-proposed')
    does(motion, 'office', close(alert))
    expect([stateOf(motion, alert), said(motion, 'office', confirm(true))]).toEqual(['linked', 'second-person-needed'])
    does(motion, 'technician', confirm(false))
    expect(motion.situation.alerts.get(alert)?.closing).toBeUndefined()
    does(motion, 'office', close(alert))
    does(motion, 'deputy', confirm(true))
    expect(motion.situation.alerts.get(alert)?.closed).toMatchObject({ as: 'false-positive', by: { id: 'p-deputy' } })
  })
  test('a duplicate of something', () => {
    const motion = begin()
    const [one, other] = [alarm(motion, { severity: 'low' }), alarm(motion, { severity: 'low' })]
    takeOver(motion, one)
    const duplicate = (of?: string): PlanCommand => ({
      kind: 'close-alert',
      alert: one,
      closing: 'duplicate',
      of,
      reason: '同一处',
    })
    expect([
      said(motion, 'office', duplicate()),
      said(motion, 'office', duplicate(one)),
      said(motion, 'office', duplicate(other)),
    ]).toEqual(['unknown-alert', 'unknown-alert', 'done'])
  })
  test('linked, with its terminal and its earlier moment; the next grave one of that terminal joins', () => {
    const motion = begin()
    const alert = alarm(motion, { severity: 'medium' })
    motion.now += hour
    const incident = register(motion, { endpoint: '', institution: clinic.id, foundAt: motion.now })
    const link: PlanCommand = { kind: 'link-alert', alert, incident }
    expect(said(motion, 'office', link)).toBe('alert-not-taken-over')
    takeOver(motion, alert)
    does(motion, 'office', link)
    expect(incidentOf(motion, incident)).toMatchObject({
      alerts: [alert],
      found: { at: start },
      course: { endpoints: [till.id] },
    })
    expect([stateOf(motion, alert), said(motion, 'office', link)]).toEqual(['linked', 'alert-settled'])
    const next = alarm(motion)
    expect(motion.situation.alerts.get(next)?.incident).toBe(incident)
  })
  test.each<readonly [string, (motion: InMotion) => readonly [string, string], string]>([
    [
      'into a drill',
      (motion) => [alarm(motion, { severity: 'medium' }), register(motion, { endpoint: '' }, true)],
      'drills-apart',
    ],
    [
      'of a terminal with an incident of its own',
      (motion) => {
        const alert = alarm(motion, { severity: 'medium' })
        alarm(motion)
        return [alert, register(motion, { endpoint: '', institution: clinic.id })]
      },
      'terminal-in-another-incident',
    ],
    [
      'into one that is over',
      (motion) => {
        const incident = register(motion, { endpoint: '' })
        toPhase(motion, incident, 'ended')
        return [alarm(motion, { severity: 'medium' }), incident]
      },
      'target-not-open',
    ],
  ])('not linked %s', (_, made, expected) => {
    const motion = begin()
    const [alert, incident] = made(motion)
    takeOver(motion, alert)
    expect(said(motion, 'office', { kind: 'link-alert', alert, incident })).toBe(expected)
  })
})
