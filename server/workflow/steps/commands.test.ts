// What an officer may do, and what is refused, as tables: take over, order, deliver, note.
import { describe, expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import type { Order, OrderAction, SignedOrder } from '#shared/domain/order.ts'
import { appointed } from '#test/fixtures/appoint.ts'
import { anAlert, noon } from '#test/fixtures/occurrences.ts'
import { isolated } from '#test/fakes/standings.ts'
import { applyNew, emptySituation } from '../fold.ts'
import type { Happening, NewEntry, Subject } from '../history.ts'
import type { Situation } from '../situation.ts'
import { deliver } from './deliver.ts'
import { note } from './note.ts'
import { order } from './order.ts'
import { takeOver } from './take-over.ts'

const wang: Officer = { kind: 'officer', id: 'wang', name: '王××' }
const li: Officer = { kind: 'officer', id: 'li', name: '李××' }
const counter: Officer = { kind: 'officer', id: 'wu', name: '吴××' }
const nobody: Officer = { kind: 'officer', id: 'nobody', name: '' }
const ok = { ok: true }
const refused = (refusal: string) => ({ ok: false, refusal })

const till: Subject = { kind: 'endpoint', id: 'till' }
const incident: Subject = { kind: 'incident', id: 'incident' }
const moment = { at: noon, offsetMs: 0, uncertaintyMs: 0 }
const entry = (subject: Subject, happening: Happening): NewEntry => ({
  subject,
  at: noon,
  actor: { kind: 'server' },
  happening,
})
const alertIn = (subject: Subject, id: string) =>
  entry(subject, {
    kind: 'alert-received',
    alert: anAlert({ id }),
    endpoint: 'till',
    raised: moment,
    detected: moment,
    receivedAt: noon,
  })
const opened = entry(incident, {
  kind: 'incident-received',
  number: 'BS-2026-0001',
  title: '',
  endpoint: 'till',
  institution: 'p',
  found: { basis: 'found', ...moment },
  drill: false,
  planVersion: 1,
})

const quiet = applyNew(emptySituation([{ id: 'till', number: 'BS-0001-01', institution: 'p', name: '收银1号' }]), [
  ...appointed(wang),
  ...appointed(li),
  ...appointed(counter, 'institution', 'p'),
  alertIn(till, 'mild'),
])
const alarmed = applyNew(quiet, [opened, alertIn(incident, 'grave')])

describe('take over', () => {
  const taken = applyNew(alarmed, takeOver.decide(alarmed, { alert: 'grave', officer: wang, now: noon }).entries)
  test.each([
    ['an alert of an incident', alarmed, 'grave', wang, ok, 'incident'],
    ['an alert without one', alarmed, 'mild', wang, ok, 'till'],
    ['once more by the same officer', taken, 'grave', wang, ok, undefined],
    ['by another', taken, 'grave', li, refused('taken-by-another'), undefined],
    ['another alert of the incident', taken, 'mild', li, ok, 'till'],
    ['its own institution', alarmed, 'grave', counter, ok, 'incident'],
    ['somebody without a post', alarmed, 'grave', nobody, refused('not-permitted'), undefined],
    ['an unknown alert', alarmed, 'none', wang, refused('unknown-alert'), undefined],
  ])('%s', (_, situation, alert, officer, outcome, chain) => {
    const { entries, value } = takeOver.decide(situation, { alert, officer, now: noon + 5 })
    expect(value).toMatchObject(outcome)
    expect(entries.map(({ subject }) => subject.id)).toEqual(chain === undefined ? [] : [chain])
    for (const made of entries) {
      expect(made).toMatchObject({
        at: noon + 5,
        actor: officer,
        happening: { kind: 'alert-taken-over', alert, officer },
      })
    }
  })
})

describe('order', () => {
  const signer = { sign: (order: Order): SignedOrder => ({ order, keyId: 'key', signature: 'signed' }) }
  const give = (situation: Situation, given: { readonly endpoint?: string; readonly reason?: string } = {}) =>
    order.decide(situation, {
      id: 'order',
      endpoint: given.endpoint ?? 'till',
      action: { kind: 'isolate', scope: 'selective' },
      reason: given.reason ?? ' 疑似勒索\u202E软件 ',
      officer: wang,
      now: noon,
      validMs: 15 * 60_000,
      signer,
    })
  const signedBy = (situation: Situation) => {
    const { happening } = give(situation).entries[0]!
    return happening.kind === 'order-issued' ? happening.signed.order : undefined
  }

  test('is signed, ends, says who and why in printable words', () => {
    expect(signedBy(quiet)).toEqual({
      id: 'order',
      endpoint: 'till',
      action: { kind: 'isolate', scope: 'selective' },
      notAfter: noon + 900_000,
      counter: 1,
      reason: '疑似勒索□软件',
      approver: { id: 'wang', name: '王××' },
    })
  })
  test('is given in the open incident', () => {
    expect(give(alarmed).entries).toMatchObject([{ subject: incident, actor: wang }])
    expect(signedBy(alarmed)?.incident).toBe('incident')
    expect(give(quiet).entries).toMatchObject([{ subject: till }])
  })
  test('counts up, whatever became of the ones before', () => {
    const once = applyNew(quiet, give(quiet).entries)
    const twice = applyNew(once, give(once).entries)
    expect([signedBy(once)?.counter, signedBy(twice)?.counter]).toEqual([2, 3])
  })
  test.each([
    ['to a terminal nobody knows', { endpoint: 'other' }, 'unknown-endpoint'],
    ['without a reason', { reason: '  \n' }, 'reason-missing'],
  ])('%s is refused', (_, given, refusal) => {
    expect(give(alarmed, given)).toEqual({ entries: [], value: refused(refusal) })
  })
  test.each([
    ['cut off by its own institution', 'isolate', counter, ok],
    ['released by its own institution', 'release', counter, refused('not-permitted')],
    ['released by the office', 'release', wang, ok],
    ['cut off by somebody without a post', 'isolate', nobody, refused('not-permitted')],
  ] as const)('%s', (_, kind, officer, outcome) => {
    const action: OrderAction = kind === 'release' ? { kind } : { kind, scope: 'selective' }
    const asked = { id: 'o', endpoint: 'till', action, reason: '理由', officer, now: noon, validMs: 1, signer }
    expect(order.decide(quiet, asked).value).toMatchObject(outcome)
  })
  const advanced = (phase: 'reported' | 'responding' | 'recovering' | 'handled'): NewEntry =>
    entry(incident, { kind: 'phase-moved', event: 'form-team', from: 'received', to: phase })
  const cutOff = entry(incident, {
    kind: 'isolation-changed',
    endpoint: 'till',
    isolation: { ...isolated, state: 'isolated' },
    since: moment,
  })
  const agreed = entry(incident, {
    kind: 'reconnection-decided',
    endpoint: 'till',
    approved: true,
    as: 'office',
    reason: '',
  })
  test.each([
    ['a wrong cut, before there is a team to look at it', [cutOff, advanced('reported')], ok],
    ['while it is contained', [cutOff, advanced('responding')], refused('reconnection-not-approved')],
    ['before D13 was approved', [cutOff, advanced('recovering')], refused('reconnection-not-approved')],
    ['again, where the approved order ended before it arrived', [cutOff, advanced('recovering'), agreed], ok],
    ['what was never cut', [advanced('recovering')], ok],
    ['a cut that came after everything was handled', [advanced('handled'), cutOff], ok],
  ] as const)('of one person lets back %s: the plan asks for two (四(二)3)', (_, before, outcome) => {
    const asked = { id: 'o', endpoint: 'till', reason: '理由', officer: wang, now: noon, validMs: 1, signer }
    const situation = applyNew(alarmed, before)
    expect(order.decide(situation, { ...asked, action: { kind: 'release' } }).value).toMatchObject(outcome)
    // Off the network at any time.
    const action = { kind: 'isolate', scope: 'full' } as const
    expect(order.decide(situation, { ...asked, action }).value).toMatchObject(ok)
  })
  test('a long reason still fits the frame', () => {
    const { happening } = give(quiet, { reason: '断'.repeat(600) }).entries[0]!
    expect(happening.kind === 'order-issued' && happening.signed.order.reason.length).toBe(500)
  })

  test('its delivery is news once', () => {
    const issued = applyNew(alarmed, give(alarmed).entries)
    const first = deliver.decide(issued, { endpoint: 'till', order: 'order', now: noon + 1 }).entries
    expect(first).toMatchObject([{ subject: incident, happening: { kind: 'order-delivered', order: 'order' } }])
    const delivered = applyNew(issued, first)
    expect(delivered.endpoints.get('till')?.orders[0]?.deliveredAt).toBe(noon + 1)
    expect(deliver.decide(delivered, { endpoint: 'till', order: 'order', now: noon + 2 }).entries).toEqual([])
    expect(deliver.decide(issued, { endpoint: 'till', order: 'other', now: noon }).entries).toEqual([])
  })
})

describe('note', () => {
  test('is not for everybody', () => {
    const { value } = note.decide(alarmed, { incident: 'incident', text: '已核实', officer: counter, now: noon })
    expect(value).toEqual(refused('not-permitted'))
  })
  test.each([
    ['words', 'incident', ' 已电话核实 ', ok, '已电话核实'],
    ['nothing', 'incident', ' ', refused('reason-missing'), undefined],
    ['on nothing', 'none', '已核实', refused('unknown-incident'), undefined],
    ['a lone surrogate, which no chain could hash', 'incident', 'a\uD800b', ok, 'a\uFFFDb'],
  ])('%s', (_, id, text, outcome, written) => {
    const { entries, value } = note.decide(alarmed, { incident: id, text, officer: wang, now: noon })
    expect(value).toMatchObject(outcome)
    expect(entries.map(({ happening }) => (happening.kind === 'note-added' ? happening.text : ''))).toEqual(
      written === undefined ? [] : [written],
    )
  })
})
