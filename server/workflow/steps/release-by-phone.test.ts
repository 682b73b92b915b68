// Who gets a release code, what stands in the chain before it is shown, and where what comes of it is written.
import { describe, expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import { connected } from '#test/fakes/standings.ts'
import { appointed } from '#test/fixtures/appoint.ts'
import { momentAt, noon } from '#test/fixtures/occurrences.ts'
import { applyNew, emptySituation } from '../fold.ts'
import type { Happening, NewEntry, Subject } from '../history.ts'
import type { Outcome, ReleaseAnswer, ReleaseAsked } from '../ports.ts'
import type { Situation } from '../situation.ts'
import { observe } from './observe.ts'
import { releaseByPhone } from './release-by-phone.ts'
import { seeKey } from './see-key.ts'

const wang: Officer = { kind: 'officer', id: 'wang', name: '王××' }
const li: Officer = { kind: 'officer', id: 'li', name: '李××' }
const counter: Officer = { kind: 'officer', id: 'wu', name: '吴××' }

const till: Subject = { kind: 'endpoint', id: 'till' }
const incident: Subject = { kind: 'incident', id: 'incident' }
const moment = { at: noon, offsetMs: 0, uncertaintyMs: 0 }
const entry = (subject: Subject, happening: Happening): NewEntry => ({
  subject,
  at: noon,
  actor: { kind: 'server' },
  happening,
})
const quiet = applyNew(emptySituation([{ id: 'till', number: 'BS-0001-01', institution: 'p', name: '收银1号' }]), [
  ...appointed(wang),
  ...appointed(li),
  ...appointed(counter, 'institution', 'p'),
  entry(till, { kind: 'terminal-key-seen', endpoint: 'till', publicKey: 'the key' }),
])
const alarmed = applyNew(quiet, [
  entry(incident, {
    kind: 'incident-received',
    number: 'BS-2026-0001',
    title: '',
    endpoint: 'till',
    institution: 'p',
    found: { basis: 'found', ...moment },
    drill: false,
    planVersion: 1,
  }),
])
const notMajor = applyNew(alarmed, [
  entry(incident, { kind: 'form-filed', form: 'D05', serial: 1, as: 'office', fields: { major: 'no' } }),
])

const codes = {
  code: (key: string, { sequence, challenge }: ReleaseAsked, action: string) =>
    `${key} ${sequence} ${challenge} ${action}`,
}
const asked: ReleaseAsked = {
  endpoint: 'till',
  sequence: 12,
  challenge: '582 133 469',
  action: 'release',
  reason: '已核查',
}
const ask = (situation: Situation, change: Partial<ReleaseAsked> = {}, officer = wang, now = noon) =>
  releaseByPhone.decide(situation, {
    asked: { ...asked, ...change },
    officer,
    now,
    codes: { code: (key, question, action) => codes.code(key, { ...asked, ...question }, action) },
  })
const made = (action: string): Outcome<ReleaseAnswer> => ({
  ok: true,
  value: { code: `the key 12 582133469 ${action}` },
})
const second: Outcome<ReleaseAnswer> = { ok: true, value: { awaiting: 'second-person' } }

describe('who gets a code for what', () => {
  test.each<[string, ReturnType<typeof ask>['value'], Outcome<ReleaseAnswer>]>([
    ['no incident', ask(quiet).value, made('release')],
    ['for four hours', ask(quiet, { action: 'release-4h' }).value, made('release-4h')],
    ['an incident that is not 重大', ask(notMajor).value, made('release')],
    ['an incident that is not judged yet', ask(alarmed).value, second],
    ['the same for four hours', ask(alarmed, { action: 'release-4h' }).value, second],
    ['to stay cut: one is enough', ask(alarmed, { action: 'stay' }).value, made('stay')],
    [
      'only settlements',
      ask(quiet, { action: 'settlement-only' }).value,
      { ok: false, refusal: 'release-action-unavailable' },
    ],
    ['a digit misread', ask(quiet, { challenge: '582 133 468' }).value, { ok: false, refusal: 'challenge-misread' }],
    ['two digits swapped', ask(quiet, { challenge: '852 133 469' }).value, { ok: false, refusal: 'challenge-misread' }],
    ['without a reason', ask(quiet, { reason: ' ' }).value, { ok: false, refusal: 'reason-missing' }],
    ['a terminal that nobody knows', ask(quiet, { endpoint: 'x' }).value, { ok: false, refusal: 'unknown-endpoint' }],
    ['the institution for its own', ask(quiet, {}, counter).value, { ok: false, refusal: 'not-permitted' }],
    [
      'a terminal that was never connected',
      ask(
        applyNew(quiet, [entry(till, { kind: 'terminal-key-seen', endpoint: 'till', publicKey: undefined as never })]),
      ).value,
      { ok: false, refusal: 'release-key-unknown' },
    ],
  ])('%s', (_, value, expected) => {
    expect(value).toEqual(expected)
  })
})

test('the chain holds who decided what before there is a code, and never the code', () => {
  const { entries } = ask(notMajor)
  expect(entries).toEqual([
    {
      subject: incident,
      at: noon,
      actor: wang,
      happening: {
        kind: 'release-code-made',
        endpoint: 'till',
        sequence: 12,
        challenge: '582133469',
        action: 'release',
        reason: '已核查',
        as: 'office',
      },
    },
  ])
  expect(JSON.stringify(entries)).not.toContain('the key')
  expect(ask(quiet).entries[0]?.subject).toEqual(till)
})

describe('two persons', () => {
  const first = ask(alarmed)
  const waiting = applyNew(alarmed, first.entries)
  test('the second one’s same request makes it, and both are named', () => {
    const { value, entries } = ask(waiting, {}, li)
    expect(value).toEqual(made('release'))
    expect(entries[0]).toMatchObject({ actor: li, happening: { kind: 'release-code-made', firstAskedBy: wang } })
  })
  test.each<[string, Partial<ReleaseAsked>, Officer, number]>([
    ['the same person again', {}, wang, noon],
    ['another action', { action: 'release-4h' }, li, noon],
    ['another challenge', { challenge: '000 000 000' }, li, noon],
    ['another sequence', { sequence: 13 }, li, noon],
    ['after half an hour', {}, li, noon + 30 * 60_000 + 1],
  ])('not %s', (_, change, officer, now) => {
    expect(ask(waiting, change, officer, now).value).toEqual(second)
  })
})

describe('what comes of it stands in the incident in which it was decided', () => {
  // The incident is over by the time the terminal is back and tells.
  const closed = applyNew(applyNew(notMajor, ask(notMajor).entries), [
    entry(incident, { kind: 'phase-moved', event: 'close-false', from: 'received', to: 'false-alarm' }),
  ])
  const correct = () => moment
  test.each<[string, Parameters<typeof observe.decide>[1]['body'], Subject]>([
    [
      'the code was typed in',
      { kind: 'release-code-used', sequence: 12, action: 'release', account: 'cashier' },
      incident,
    ],
    [
      'a code that the office did not make',
      { kind: 'release-code-used', sequence: 99, action: 'stay', account: '' },
      till,
    ],
    ['the release', { kind: 'isolation', isolation: { ...connected, since: momentAt(0), releaseCode: 12 } }, incident],
    ['a release of another kind', { kind: 'isolation', isolation: { ...connected, since: momentAt(0) } }, till],
  ])('%s', (_, body, subject) => {
    const [told] = observe.decide(closed, { endpoint: 'till', body, receivedAt: noon, correct }).entries
    expect(told?.subject).toEqual(subject)
  })
})

test('a terminal’s key is noted when it is new', () => {
  const seen = (publicKey: string) => seeKey.decide(quiet, { endpoint: 'till', publicKey, now: noon }).entries
  expect(seen('the key')).toEqual([])
  expect(seen('another')).toMatchObject([
    { subject: till, happening: { kind: 'terminal-key-seen', publicKey: 'another' } },
  ])
})

describe('恢复4小时 waits for a confirmation', () => {
  const used = (action: 'release' | 'release-4h') =>
    entry(till, { kind: 'release-code-used', endpoint: 'till', sequence: 12, action })
  const isolation = (state: 'isolated' | 'connected') =>
    entry(till, { kind: 'isolation-changed', endpoint: 'till', isolation: { ...connected, state }, since: moment })
  const receipt = (outcome: 'carried-out' | 'failed') =>
    entry(till, {
      kind: 'receipt-received',
      endpoint: 'till',
      receipt: { order: 'o', outcome, because: '', moment: momentAt(0) },
      carriedOut: moment,
    })
  const by = noon + 4 * 3_600_000
  test.each<[string, readonly NewEntry[], number | undefined]>([
    ['as soon as it is told', [used('release-4h')], by],
    ['while it is connected', [used('release-4h'), isolation('connected')], by],
    ['not after a full release', [used('release-4h'), used('release')], undefined],
    ['not once an order was carried out', [used('release-4h'), receipt('carried-out')], undefined],
    ['still after one that failed', [used('release-4h'), receipt('failed')], by],
    ['not once it is cut again', [used('release-4h'), isolation('isolated')], undefined],
  ])('%s', (_, entries, confirmBy) => {
    expect(applyNew(quiet, entries).endpoints.get('till')?.confirmBy).toBe(confirmBy)
  })
})
