// What an officer may do, and what is refused, as tables: take over, order, deliver, note.
import { describe, expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import type { Order, SignedOrder } from '#shared/domain/order.ts'
import { anAlert, noon } from '#test/fixtures/occurrences.ts'
import { applyNew, emptySituation } from '../fold.ts'
import type { Happening, NewEntry, Subject } from '../history.ts'
import type { Situation } from '../situation.ts'
import { deliver } from './deliver.ts'
import { note } from './note.ts'
import { order } from './order.ts'
import { takeOver } from './take-over.ts'

const wang: Officer = { kind: 'officer', id: 'wang', name: '王××' }
const li: Officer = { kind: 'officer', id: 'li', name: '李××' }
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
