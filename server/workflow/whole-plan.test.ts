// One incident from 接报 to 归档 by everybody's own hand, and what each of them may not do on the way.
import { describe, expect, test } from 'vitest'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { department, people, pharmacy, posts, till } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, happens, inMotion, incidentOf } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import type { PlanCommand } from './commands.ts'
import type { FormId } from './forms/form.ts'
import { officeSubject } from './office.ts'
import type { OfficeHappening } from './office-history.ts'
import type { PlanEvent } from './transitions.ts'

/** The sample incident was over by then. */
const start = Date.UTC(2026, 11, 1, 2)

const registered = (motion: InMotion): string =>
  does(motion, 'office', { kind: 'register', fields: filledForms.D01, drill: false }).incident ?? ''

type More = { readonly form?: FormId; readonly reason?: string; readonly fields?: Readonly<Record<string, unknown>> }
const event = (incident: string, name: PlanEvent, { form, reason, fields }: More = {}): PlanCommand => ({
  kind: 'advance',
  incident,
  event: name,
  ...(form ? { fields: { ...filledForms[form], ...(fields as object) } } : {}),
  ...(reason === undefined ? {} : { reason }),
})
const filing = (incident: string, form: FormId, fields: object = {}): PlanCommand => ({
  kind: 'file',
  incident,
  form,
  fields: { ...filledForms[form], ...fields },
})

const inOffice = (happening: OfficeHappening, at: number) =>
  ({ subject: officeSubject, at, actor: { kind: 'server' }, happening }) as const

/** Up to `responding`, with the terminal cut. */
function responding(motion: InMotion): string {
  const id = registered(motion)
  happens(motion, [cut(id, motion.now, 'isolated')])
  does(motion, 'office', event(id, 'start-verifying'))
  does(motion, 'office', filing(id, 'D02'))
  does(motion, 'office', event(id, 'report', { form: 'D03' }))
  does(motion, 'office', event(id, 'assess'))
  does(motion, 'office', filing(id, 'D05', { major: 'yes' }))
  does(motion, 'office', event(id, 'propose', { form: 'D07' }))
  does(motion, 'leader', event(id, 'activate', { form: 'D08' }))
  does(motion, 'leader', event(id, 'form-team', { form: 'D09' }))
  return id
}

const cut = (incident: string, at: number, state: 'isolated' | 'connected') =>
  ({
    subject: { kind: 'incident', id: incident },
    at,
    actor: { kind: 'agent' },
    happening: {
      kind: 'isolation-changed',
      endpoint: till.id,
      isolation: {
        state,
        scope: 'selective',
        adapter: 'eth0',
        layers: [],
        by: { kind: 'agent' },
        because: '',
        since: { at, clockId: 'boot', monotonicMs: 0 },
        rehearsal: false,
      },
      since: { at, offsetMs: 0, uncertaintyMs: 0 },
    },
  }) as const

const contained = { contained: true, remaining: '' }
const recovered = { eradicated: true, restored: true, restoration: '已重装系统并恢复数据', classified: false }

function recovering(motion: InMotion, id: string): void {
  does(motion, 'technician', filing(id, 'D10'))
  does(motion, 'technician', filing(id, 'D11', contained))
  does(motion, 'technician', filing(id, 'D12', recovered))
  does(motion, 'technician', event(id, 'begin-recovery'))
}

function handled(motion: InMotion, id: string): void {
  does(motion, 'technician', { kind: 'propose-reconnection', incident: id, endpoint: till.id, fields: filledForms.D13 })
  does(motion, 'deputy', {
    kind: 'decide-reconnection',
    incident: id,
    endpoint: till.id,
    approved: true,
    reason: '同意',
  })
  does(motion, 'technician', event(id, 'handle', { form: 'D14' }))
}

function ended(motion: InMotion, id: string): void {
  does(motion, 'technician', { kind: 'comment', incident: id, form: 'D16a', text: '同意结束' })
  does(motion, 'office', event(id, 'propose-end', { form: 'D16a' }))
  does(motion, 'leader', event(id, 'approve-end', { form: 'D16b' }))
}

const refusalOf = (motion: InMotion, who: PersonOf, command: PlanCommand): string => {
  const outcome = ask(motion, who, command)
  return outcome.ok ? 'done' : outcome.refusal
}

describe('from 接报 to 归档', () => {
  test('every phase, with a directive, a result report and a statement', () => {
    const motion = inMotion(undefined, start)
    const id = responding(motion)
    does(motion, 'leader', { kind: 'sign-for-report', incident: id })
    const { directive = '' } = does(motion, 'leader', {
      kind: 'issue-directive',
      incident: id,
      text: '今日内完成排查',
      unit: pharmacy.id,
      dueAt: motion.now + 3_600_000,
    })
    recovering(motion, id)
    handled(motion, id)
    ended(motion, id)
    does(motion, 'office', event(id, 'evaluate', { form: 'D17' }))
    expect(refusalOf(motion, 'office', event(id, 'archive'))).toBe('result-not-filed')
    does(motion, 'department', filing(id, 'D15'))
    expect(refusalOf(motion, 'leader', { kind: 'register-result', incident: id, number: '备1' })).toBe(
      'not-countersigned',
    )
    does(motion, 'office', { kind: 'countersign-result', incident: id })
    does(motion, 'leader', { kind: 'register-result', incident: id, number: '备〔2026〕1号' })
    expect(refusalOf(motion, 'office', event(id, 'archive'))).toBe('directive-open')
    does(motion, 'pharmacy', { kind: 'sign-for-directive', incident: id, directive })
    does(motion, 'pharmacy', { kind: 'complete-directive', incident: id, directive, text: '已排查' })
    expect(refusalOf(motion, 'leader', filing(id, 'D18', { unit: pharmacy.id }))).toBe('statement-first')
    does(motion, 'pharmacy', { kind: 'make-statement', incident: id, unit: pharmacy.id, text: '当时无法联系' })
    does(motion, 'leader', filing(id, 'D18', { unit: pharmacy.id }))
    does(motion, 'office', event(id, 'archive'))
    const incident = incidentOf(motion, id)
    expect(incident.phase).toBe('archived')
    expect(incident.course.moves.map(({ to }) => to)).toEqual([
      'verifying',
      'reported',
      'assessing',
      'proposed',
      'activated',
      'responding',
      'recovering',
      'handled',
      'end-proposed',
      'ended',
      'evaluated',
      'archived',
    ])
    expect(incident.course.directives[0]?.directive.number).toBe('令-2026-0001-01')
    expect(people.technician.id).toBe(incident.course.team[0])
  })

  test('an approved reconnection lets the terminal back in the same commit', () => {
    const motion = inMotion(undefined, start)
    const id = responding(motion)
    recovering(motion, id)
    does(motion, 'technician', {
      kind: 'propose-reconnection',
      incident: id,
      endpoint: till.id,
      fields: filledForms.D13,
    })
    const before = motion.entries.length
    does(motion, 'deputy', {
      kind: 'decide-reconnection',
      incident: id,
      endpoint: till.id,
      approved: true,
      reason: '同意',
    })
    expect(motion.entries.slice(before)).toMatchObject([
      { happening: { kind: 'reconnection-decided', approved: true } },
      { happening: { kind: 'order-issued', signed: { order: { action: { kind: 'release' }, incident: id } } } },
    ])
  })

  test('cut anew after the approval, it has to be approved anew', () => {
    const motion = inMotion(undefined, start)
    const id = responding(motion)
    recovering(motion, id)
    does(motion, 'technician', {
      kind: 'propose-reconnection',
      incident: id,
      endpoint: till.id,
      fields: filledForms.D13,
    })
    does(motion, 'deputy', {
      kind: 'decide-reconnection',
      incident: id,
      endpoint: till.id,
      approved: true,
      reason: '同意',
    })
    happens(motion, [cut(id, motion.now, 'connected'), cut(id, motion.now, 'isolated')])
    expect(refusalOf(motion, 'technician', event(id, 'handle', { form: 'D14' }))).toBe('reconnection-not-approved')
  })

  test('still cut when it comes back, it has to be approved anew: the D13 was of before', () => {
    const motion = inMotion(undefined, start)
    const id = responding(motion)
    const agree = () => {
      const asked = { incident: id, endpoint: till.id } as const
      does(motion, 'technician', { kind: 'propose-reconnection', ...asked, fields: filledForms.D13 })
      does(motion, 'deputy', { kind: 'decide-reconnection', ...asked, approved: true, reason: '同意' })
    }
    recovering(motion, id)
    agree()
    does(motion, 'technician', event(id, 'relapse', { reason: '又见加密' }))
    recovering(motion, id)
    expect(refusalOf(motion, 'technician', event(id, 'handle', { form: 'D14' }))).toBe('reconnection-not-approved')
    agree()
    does(motion, 'technician', event(id, 'handle', { form: 'D14' }))
  })

  test('a relapse begins a new round: what was contained before proves nothing', () => {
    const motion = inMotion(undefined, start)
    const id = responding(motion)
    recovering(motion, id)
    does(motion, 'technician', event(id, 'relapse', { reason: '又见加密' }))
    expect(refusalOf(motion, 'technician', event(id, 'begin-recovery'))).toBe('not-examined')
    recovering(motion, id)
    expect(incidentOf(motion, id).phase).toBe('recovering')
  })
})

describe('refused by design', () => {
  test('反击, and attachments of classified matters', () => {
    const motion = inMotion(undefined, start)
    const id = responding(motion)
    const measure = { type: '8', object: 'x', person: 'y', from: start - 1, result: 'r', impact: 'i' }
    expect(refusalOf(motion, 'technician', filing(id, 'D11', { measures: [measure] }))).toBe('counter-attack-refused')
    const attachments = [{ name: 'a', sha256: 'b' }]
    expect(refusalOf(motion, 'technician', filing(id, 'D12', { ...recovered, classified: true, attachments }))).toBe(
      'classified-refused',
    )
    does(motion, 'technician', filing(id, 'D12', { ...recovered, classified: true, attachments: [] }))
    expect(refusalOf(motion, 'technician', filing(id, 'D12', { ...recovered, attachments }))).toBe('classified-refused')
  })
})

describe('who', () => {
  const motion = inMotion(undefined, start)
  const id = registered(motion)
  test.each<readonly [PersonOf, PlanCommand, string]>([
    ['pharmacy', event(id, 'start-verifying'), 'not-permitted'],
    ['member', event(id, 'start-verifying'), 'not-permitted'],
    ['pharmacy', event(id, 'activate', { form: 'D08' }), 'not-permitted'],
    ['leader', event(id, 'activate', { form: 'D08' }), 'wrong-phase'],
    ['deputy', event(id, 'approve-end', { form: 'D16b' }), 'not-permitted'],
    ['office', filing(id, 'D18'), 'not-permitted'],
    ['department', filing(id, 'D10'), 'wrong-phase'],
    ['technician', filing(id, 'D14'), 'not-permitted'],
    ['office', { kind: 'decide-found', incident: id, agreed: true, reason: 'x' }, 'not-permitted'],
    ['office', { kind: 'file', incident: 'none', form: 'D02', fields: {} }, 'unknown-incident'],
  ])('%s: %o is %s', (who, command, refusal) => {
    expect(refusalOf(motion, who, command)).toBe(refusal)
  })
  test('of the field team is who is of the office still (二(二))', () => {
    const field = inMotion(undefined, start)
    const incident = responding(field)
    const { id: person } = people.technician
    const office = posts.filter((one) => one.person === person)
    happens(field, [
      ...office.map((post) =>
        inOffice({ kind: 'post-ended', post: post.id, to: field.now, document: '免' }, field.now),
      ),
      inOffice(
        {
          kind: 'post-given',
          post: { id: 'new', person, role: 'institution', unit: 'i-0871', from: 0, document: '任' },
        },
        field.now,
      ),
    ])
    expect(refusalOf(field, 'technician', filing(incident, 'D10'))).toBe('not-permitted')
    expect(refusalOf(field, 'technician', event(incident, 'relapse', { reason: 'x' }))).toBe('not-permitted')
  })
  test('a form that lacks something says what', () => {
    const started = inMotion(motion.situation, motion.now)
    does(started, 'office', event(id, 'start-verifying'))
    expect(ask(started, 'office', filing(id, 'D02', { basis: '' }))).toEqual({
      ok: false,
      refusal: 'form-incomplete',
      fields: [{ key: 'basis', why: '“依据（证据编号）”：请填写。' }],
    })
  })
  test('the department answers only for its own institution', () => {
    const elsewhere = inMotion(undefined, start)
    const fields = { ...filledForms.D01, institution: 'i-0871', endpoint: '' }
    const other = does(elsewhere, 'office', { kind: 'register', fields, drill: false }).incident ?? ''
    const report = event(other, 'report', { form: 'D03' })
    expect(refusalOf(elsewhere, 'department', report)).toBe('not-permitted')
    expect(incidentOf(elsewhere, other)).toMatchObject({ endpoint: undefined, institution: 'i-0871' })
    expect(department.id).not.toBe('i-0871')
  })
})
