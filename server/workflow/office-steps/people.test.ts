// People, posts and delegations: who may, what excludes what, and what an office can never lose.
import { describe, expect, test } from 'vitest'
import { askerOf, officeOf, postRoles } from '#test/fakes/askers.ts'
import type { PostRole } from '#test/fakes/askers.ts'
import { emptySituation } from '#test/fakes/recorded-conductor.ts'
import { idOf } from '#test/fakes/standings.ts'
import type { Actor } from '#shared/domain/actor.ts'
import { applyNew } from '../fold.ts'
import type { OfficeCommand } from '../office-commands.ts'
import type { Post } from '../office-history.ts'
import { emptyOffice } from '../office.ts'
import { holds } from '../who.ts'
import type { Situation } from '../situation.ts'
import { decideInOffice } from './act.ts'
import { officeSteps } from './index.ts'
import { vacancies } from './people.ts'

const now = Date.UTC(2026, 10, 22)
const day = 86_400_000
const everybody = postRoles.map((role) => askerOf(role))
const by = (role: PostRole): Actor => askerOf(role).officer
const personOf = (role: PostRole): string => askerOf(role).officer.id
const whole: Situation = { ...emptySituation, office: officeOf(everybody) }
/** With one more person, who holds no post. */
const newcomer = idOf(990)
const situation: Situation = {
  ...whole,
  office: {
    ...whole.office,
    people: new Map([
      ...whole.office.people,
      [newcomer, { person: { id: newcomer, name: '新人', login: 'newcomer', phone: '' }, addedAt: now }],
    ]),
  },
}

let made = 0
function act(command: OfficeCommand, who: Actor, from: Situation = situation) {
  const decision = decideInOffice(from, { command, by: who, now, newId: () => idOf(5_000 + ++made) })
  const after = applyNew(from, decision.entries)
  return { outcome: decision.value.ok ? 'done' : decision.value.refusal, entries: decision.entries, after }
}

describe('who may', () => {
  const commands: readonly (readonly [OfficeCommand, readonly PostRole[]])[] = [
    [{ kind: 'add-person', name: '周某', login: 'zhou', phone: '' }, ['system-administrator']],
    [{ kind: 'change-person', person: newcomer, name: '周某', phone: '' }, ['system-administrator']],
    [{ kind: 'disable-account', person: newcomer, reason: '调离' }, ['system-administrator']],
    [{ kind: 'enable-account', person: newcomer }, ['system-administrator']],
    [{ kind: 'reset-credentials', person: newcomer }, ['system-administrator']],
    [{ kind: 'revoke-session', person: newcomer }, ['system-administrator']],
    [{ kind: 'give-post', person: newcomer, role: 'office', from: now, document: '1号' }, ['security-administrator']],
    [{ kind: 'end-post', post: `post-of-${personOf('office')}`, to: now, document: '1号' }, ['security-administrator']],
    [{ kind: 'grant-delegation', to: personOf('deputy'), scope: '启动', from: now, until: now + day }, ['leader']],
    [{ kind: 'set-credentials', person: newcomer, what: 'both' }, []],
    [{ kind: 'sign-in', person: newcomer, address: '10.0.0.1' }, []],
    [{ kind: 'sign-out', person: newcomer, because: 'asked' }, []],
    [{ kind: 'lock-account', person: newcomer, until: now }, []],
    [{ kind: 'refuse-sign-in', address: '10.0.0.1', why: 'login' }, []],
    [{ kind: 'found-office', ...threeFounders() }, []],
  ]
  test.each(commands.flatMap(([command, may]) => postRoles.map((role) => [command.kind, role, command, may] as const)))(
    '%s by %s',
    (_, role, command, may) => {
      const { outcome, entries } = act(command, by(role))
      expect(outcome).toBe(may.includes(role) ? 'done' : 'not-permitted')
      expect(entries.length > 0).toBe(may.includes(role))
    },
  )
  test.each([
    ['an operator', { kind: 'operator', account: 'x' }],
    ['an agent', { kind: 'agent' }],
    ['a person without a post', { kind: 'officer', id: newcomer, name: '新人' }],
    ['somebody who is not there', { kind: 'officer', id: idOf(1), name: '?' }],
  ] as const)('never %s', (_, who) => {
    for (const [command] of commands.filter(
      ([{ kind }]) => kind !== 'set-credentials' && kind !== 'sign-out' && kind !== 'sign-in',
    ))
      expect(act(command, who).outcome).toBe('not-permitted')
  })
  test('one’s own credentials also before the first post; nobody else’s, and not once disabled', () => {
    const own: Actor = { kind: 'officer', id: newcomer, name: '新人' }
    expect(act({ kind: 'set-credentials', person: newcomer, what: 'both' }, own).outcome).toBe('done')
    expect(act({ kind: 'set-credentials', person: personOf('office'), what: 'both' }, own).outcome).toBe(
      'not-permitted',
    )
    const gone = act({ kind: 'disable-account', person: newcomer, reason: '调离' }, by('system-administrator')).after
    expect(act({ kind: 'set-credentials', person: newcomer, what: 'both' }, own, gone).outcome).toBe('not-permitted')
  })
  test('control: every step of people says who may by the table, or is one’s own, or the server’s', () => {
    const people = ['found-office', 'set-credentials', 'sign-in', 'sign-out', 'lock-account', 'refuse-sign-in']
    const own = [...people, 'adopt-command-line']
    const free = Object.entries(officeSteps).filter(
      ([, { operation }]) => operation === 'oneself' || operation === 'server',
    )
    expect(free.map(([kind]) => kind).toSorted()).toEqual(own.toSorted())
  })
})

function threeFounders(change: { login?: string; name?: string } = {}) {
  return {
    system: { name: '甲', login: 'a', phone: '' },
    security: { name: '乙', login: 'b', phone: '' },
    audit: { name: '丙', login: 'c', phone: '', ...change },
  }
}

describe('the ceremony', () => {
  const server: Actor = { kind: 'server' }
  const nobody: Situation = { ...emptySituation, office: emptyOffice }
  test.each([
    ['three persons', {}, nobody, 'done'],
    ['one login twice', { login: ' A ' }, nobody, 'login-taken'],
    ['one name twice', { name: '甲' }, nobody, 'persons-not-different'],
    ['where somebody is already', {}, situation, 'already-set-up'],
  ] as const)('%s', (_, change, from, outcome) => {
    expect(act({ kind: 'found-office', ...threeFounders(change) }, server, from).outcome).toBe(outcome)
  })
})

describe('a login', () => {
  test.each([
    ['is free', 'zhou', 'done'],
    ['is another’s', 'newcomer', 'login-taken'],
    ['is another’s in capitals and wide letters', 'ＮewComer', 'login-taken'],
  ])('%s', (_, login, outcome) => {
    expect(act({ kind: 'add-person', name: '周某', login, phone: '' }, by('system-administrator')).outcome).toBe(
      outcome,
    )
  })
  test('of somebody who left stays taken', () => {
    const { after } = act({ kind: 'disable-account', person: newcomer, reason: '退休' }, by('system-administrator'))
    const again = { kind: 'add-person', name: '新人', login: 'newcomer', phone: '' } as const
    expect(act(again, by('system-administrator'), after).outcome).toBe('login-taken')
  })
})

describe('a post', () => {
  const give = (change: Partial<Post>, from: Situation = situation) =>
    act(
      { kind: 'give-post', person: newcomer, role: 'office', from: now, document: '璧医保发〔2026〕1号', ...change },
      by('security-administrator'),
      from,
    )

  test.each([
    ['of the office, for a newcomer', {}, 'done'],
    ['a second leader', { role: 'leader' }, 'post-taken'],
    ['a second deputy', { role: 'deputy' }, 'post-taken'],
    ['a second member', { role: 'member' }, 'done'],
    ['a department’s, without saying which', { role: 'department' }, 'unit-wrong'],
    ['an institution’s', { role: 'institution', unit: idOf(9) }, 'done'],
    ['of the office, of a unit', { unit: idOf(9) }, 'unit-wrong'],
    ['without a document', { document: ' ' }, 'document-missing'],
    ['that ends before it begins', { to: now }, 'period-wrong'],
    ['of somebody who is not there', { person: idOf(1) }, 'unknown-person'],
    ['that the person has already', { person: personOf('office') }, 'post-taken'],
    ['beside another of the plan', { person: personOf('member') }, 'done'],
    ['of the office, for an administrator', { person: personOf('audit-administrator') }, 'posts-exclude'],
    [
      'of the same institution, again',
      { person: personOf('institution'), role: 'institution', unit: idOf(9) },
      'post-taken',
    ],
    ['of a second institution', { person: personOf('institution'), role: 'institution', unit: idOf(8) }, 'done'],
  ] as const)('%s', (_, change, outcome) => {
    expect(give(change).outcome).toBe(outcome)
  })

  const administrators = ['system-administrator', 'security-administrator', 'audit-administrator'] as const
  test.each(administrators.flatMap((role) => postRoles.map((held) => [role, held] as const)))(
    '%s is never what %s is too',
    (role, held) => {
      const { outcome } = give({ person: personOf(held), role })
      expect(outcome).toBe(role === held ? 'post-taken' : 'posts-exclude')
    },
  )

  test.each([
    ['before the other ends', -1, 'post-taken'],
    ['at the moment the other ends', 0, 'done'],
  ])('of the leader %s', (_, ms, outcome) => {
    const post = `post-of-${personOf('leader')}`
    const until = now + 30 * day
    const ends = act({ kind: 'end-post', post, to: until, document: '免1号' }, by('security-administrator')).after
    expect(give({ role: 'leader', from: until + ms }, ends).outcome).toBe(outcome)
  })
  test('an administrator may become the leader after the other post has ended, not in it', () => {
    const second = give({ role: 'audit-administrator' }).after
    const post = second.office.posts.at(-1)!.id
    const until = now + 30 * day
    const ended = act(
      { kind: 'end-post', post, to: until, document: '免2号' },
      by('security-administrator'),
      second,
    ).after
    expect(give({ role: 'member', from: until - 1 }, ended).outcome).toBe('posts-exclude')
    expect(give({ role: 'member', from: until }, ended).outcome).toBe('done')
  })
  test('a disabled account gets none', () => {
    const { after } = act({ kind: 'disable-account', person: newcomer, reason: '调离' }, by('system-administrator'))
    expect(give({}, after).outcome).toBe('account-disabled')
  })
  test('control: a post without an end excludes for ever, one with an end until then', () => {
    const ended = give({ role: 'audit-administrator', to: now + day }).after
    expect(give({ role: 'member', from: now + day - 1 }, ended).outcome).toBe('posts-exclude')
    expect(give({ role: 'member', from: now + day }, ended).outcome).toBe('done')
  })
})

describe('the last administrator of a kind', () => {
  test.each(['system-administrator', 'security-administrator', 'audit-administrator'] as const)('%s stays', (role) => {
    const post = `post-of-${personOf(role)}`
    const end = { kind: 'end-post', post, to: now, document: '免1号' } as const
    const disable = { kind: 'disable-account', person: personOf(role), reason: '调离' } as const
    expect(act(end, by('security-administrator')).outcome).toBe('last-administrator')
    expect(act(disable, by('system-administrator')).outcome).toBe('last-administrator')
    const successor = { kind: 'give-post', person: newcomer, role, from: now, document: '1号' } as const
    const { after } = act(successor, by('security-administrator'))
    expect(act(end, by('security-administrator'), after).outcome).toBe('done')
    expect(act(disable, by('system-administrator'), after).outcome).toBe('done')
  })
  test('a successor whose post has an end, or begins later, does not count', () => {
    const role = 'audit-administrator'
    const end = { kind: 'end-post', post: `post-of-${personOf(role)}`, to: now, document: '免1号' } as const
    const give = { kind: 'give-post', person: newcomer, role, document: '1号' } as const
    for (const period of [{ from: now, to: now + day }, { from: now + day }]) {
      const { after } = act({ ...give, ...period }, by('security-administrator'))
      expect(act(end, by('security-administrator'), after).outcome).toBe('last-administrator')
    }
  })
})

describe('an authorisation of the deputy (D23)', () => {
  const grant = (change: object) =>
    act(
      { kind: 'grant-delegation', to: personOf('deputy'), scope: '启动预案', from: now, until: now + day, ...change },
      by('leader'),
    )
  test.each([
    ['for a day', {}, 'done'],
    ['to somebody else', { to: personOf('member') }, 'not-the-deputy'],
    ['to nobody', { to: idOf(1) }, 'unknown-person'],
    ['that is over', { from: now - day, until: now }, 'period-wrong'],
    ['without a scope', { scope: ' ' }, 'reason-missing'],
  ])('%s', (_, change, outcome) => {
    expect(grant(change).outcome).toBe(outcome)
  })
  test('never reaches back, and ends when the leader takes it back', () => {
    const { after } = grant({ from: now - day })
    const [delegation] = after.office.delegations
    expect(delegation?.from).toBe(now)
    const end = { kind: 'end-delegation', delegation: delegation!.id } as const
    expect(act(end, by('deputy'), after).outcome).toBe('not-permitted')
    expect(act(end, by('leader'), after).after.office.delegations[0]?.until).toBe(now)
    expect(act({ kind: 'end-delegation', delegation: idOf(1) }, by('leader'), after).outcome).toBe('unknown-delegation')
  })
})

test('leader and deputy that nobody holds are said, also where the holder is disabled', () => {
  expect(vacancies(emptyOffice, now)).toEqual(['leader', 'deputy'])
  expect(vacancies(situation.office, now)).toEqual([])
  const gone = act(
    { kind: 'disable-account', person: personOf('leader'), reason: '调离' },
    by('system-administrator'),
  ).after
  expect(vacancies(gone.office, now)).toEqual(['leader'])
  expect(holds(gone.office, personOf('leader'), now)).toEqual([])
})

test('a reset leaves no credentials in the office’s eyes', () => {
  const person = personOf('office')
  expect(situation.office.people.get(person)?.credentialsSetAt).toBeDefined()
  const { after } = act({ kind: 'reset-credentials', person }, by('system-administrator'))
  expect(after.office.people.get(person)?.credentialsSetAt).toBeUndefined()
})
