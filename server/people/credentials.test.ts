// The ceremony, activation and change of credentials: what is refused before a code is used up, and what becomes void.
import { beforeEach, describe, expect, test } from 'vitest'
import { aSetup, TypingPerson } from '#test/fakes/a-setup.ts'
import { peopleOffice } from '#test/fakes/people-office.ts'
import { stepMs } from './authenticator.ts'
import { activationHours } from './credentials.ts'
import { unusedAccounts } from './people.ts'
import { makeSetupCode, setupCodeHours } from './setup-code.ts'

const hour = 3_600_000
const day = 24 * hour
let office: Awaited<ReturnType<typeof peopleOffice>>
beforeEach(async () => {
  office = await peopleOffice()
})
const setupParts = () => ({ registry: office.store.registry, clock: office.clock, people: office.people })
const newSetupCode = () => makeSetupCode({ registry: office.store.registry, clock: office.clock })
describe('the first-run ceremony', () => {
  test('makes three persons with one administrator’s post each, and nothing else', async () => {
    expect(office.people.ceremony.due()).toBe(true)
    const { setup } = await aSetup(setupParts())
    expect(await office.people.ceremony.hold(setup, '10.0.0.1')).toEqual({ ok: true })
    expect(office.people.ceremony.due()).toBe(false)
    const { people, posts } = office.conductor.situation().office
    expect([...people.values()].map(({ person: { login } }) => login)).toEqual(['zhao', 'qian-sec', 'sun.audit'])
    expect(posts.map(({ role, document }) => [role, document])).toEqual([
      ['system-administrator', '首次启动'],
      ['security-administrator', '首次启动'],
      ['audit-administrator', '首次启动'],
    ])
  })

  test.each([
    ['a weak password', { security: { password: 'weak' } }, { refusal: 'password-weak', who: 'security' }],
    [
      'a password with the name in it',
      { audit: { password: 'Guard-孙某-2026-a' } },
      { refusal: 'password-weak', who: 'audit' },
    ],
    [
      'a code that the app does not show',
      { system: { totp: '000000' } },
      { refusal: 'authenticator-wrong', who: 'system' },
    ],
    ['one login twice', { audit: { login: 'ZHAO' } }, { refusal: 'login-taken' }],
    ['one person twice', { audit: { name: '赵某' } }, { refusal: 'persons-not-different' }],
  ] as const)('%s is said, and the setup code is still good', async (_, change, refusal) => {
    const { setup } = await aSetup(setupParts())
    const { system = {}, security = {}, audit = {} } = change as Record<string, object>
    const wrong = {
      ...setup,
      system: { ...setup.system, ...system },
      security: { ...setup.security, ...security },
      audit: { ...setup.audit, ...audit },
    }
    expect(await office.people.ceremony.hold(wrong, '10.0.0.1')).toMatchObject({ ok: false, ...refusal })
    expect(await office.people.ceremony.hold(setup, '10.0.0.2')).toEqual({ ok: true })
  })

  test('one authenticator for three persons is refused', async () => {
    const { setup } = await aSetup(setupParts())
    const { secret, totp } = setup.system
    const same = { ...setup, audit: { ...setup.audit, secret, totp } }
    expect(await office.people.ceremony.hold(same, '10.0.0.1')).toMatchObject({ refusal: 'persons-not-different' })
  })

  test.each([
    ['a wrong code', async () => 'AAAA-AAAA-AAAA', 0, 'code-refused'],
    ['a minute before the code’s end', newSetupCode, setupCodeHours * hour - 60_000, 'held'],
    ['a minute after the code’s end', newSetupCode, setupCodeHours * hour + 60_000, 'code-refused'],
  ])('%s', async (_, makeCode, later, outcome) => {
    const code = await makeCode()
    await office.clock.advance(later)
    const { setup } = await aSetup(setupParts())
    const held = await office.people.ceremony.hold({ ...setup, code }, '10.0.0.1')
    expect(held.ok ? 'held' : held.refusal).toBe(outcome)
  })

  test('of twenty who hold it at once, one does; and it is never held again', async () => {
    const { setup } = await aSetup(setupParts())
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => office.people.ceremony.hold(setup, `10.0.1.${i}`)),
    )
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    const code = await newSetupCode()
    expect(await office.people.ceremony.hold({ ...setup, code }, '10.0.2.1')).toMatchObject({
      refusal: 'already-set-up',
    })
  })

  test('two codes at once found one office', async () => {
    const [one, other] = [await aSetup(setupParts()), await aSetup(setupParts())]
    const held = await Promise.all(
      [one, other].map(({ setup }, i) => office.people.ceremony.hold(setup, `10.0.3.${i}`)),
    )
    expect(held.filter(({ ok }) => ok)).toHaveLength(1)
    expect(office.conductor.situation().office.people.size).toBe(3)
  })

  test('ten wrong codes, then none is looked at for 15 minutes', async () => {
    const { setup } = await aSetup(setupParts())
    const wrong = { ...setup, code: 'AAAA-AAAA-AAAA' }
    for (let i = 0; i < 10; i++) await office.people.ceremony.hold(wrong, '10.0.0.1')
    expect(await office.people.ceremony.hold(setup, '10.0.0.1')).toMatchObject({ refusal: 'too-many-tries' })
  })
})

describe('a person’s first sign-in', () => {
  let administrators: Awaited<ReturnType<(typeof office)['founded']>>
  let wang: TypingPerson
  let id: string
  beforeEach(async () => {
    administrators = await office.founded()
    wang = new TypingPerson({ name: '王建国', login: 'wangjg', now: () => office.clock.now() })
    const added = await office.conductor.actInOffice(
      { kind: 'add-person', name: wang.name, login: wang.login, phone: '' },
      office.officerOf(administrators.system),
    )
    id = (added.ok && added.value.id) || ''
  })
  const activate = async (
    code: string,
    change: Partial<ReturnType<TypingPerson['fresh']>> & { login?: string } = {},
  ) => {
    const { login = wang.login, ...credentials } = change
    const outcome = await office.people.credentials.activate(
      { login, code, ...wang.fresh(), ...credentials },
      '10.0.0.1',
    )
    return outcome.ok ? 'active' : outcome.refusal
  }
  const newCode = async () => (await office.people.credentials.makeActivationCode(id)).code

  test('with the one-time code; it works once', async () => {
    const code = await newCode()
    expect(await activate(code.toLowerCase().replaceAll('-', ' '))).toBe('active')
    expect(await activate(code)).toBe('code-refused')
  })
  test('nobody signs in before it', async () => {
    expect(await office.people.signIn.signIn(wang.next(), '10.0.0.1')).toMatchObject({ ok: false })
  })
  test.each([
    ['another person’s login', { login: 'zhao' }, 'code-refused'],
    ['a login that nobody has', { login: 'nobody' }, 'code-refused'],
    ['a weak password', { password: 'weak' }, 'password-weak'],
    ['a wrong code of the app', { totp: '000000' }, 'authenticator-wrong'],
  ])('%s is refused, and the code is still good', async (_, change, refusal) => {
    const code = await newCode()
    expect(await activate(code, change)).toBe(refusal)
    expect(await activate(code)).toBe('active')
  })
  test('three days later it is too late', async () => {
    const code = await newCode()
    await office.clock.advance(activationHours * hour + 1)
    expect(await activate(code)).toBe('code-refused')
  })
  test('of 20 at once, one', async () => {
    const code = await newCode()
    const fresh = wang.fresh()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        office.people.credentials.activate({ login: wang.login, code, ...fresh }, `10.0.4.${i}`),
      ),
    )
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
  })
  test('the code that proved the app cannot sign in as well', async () => {
    const fresh = wang.fresh()
    await activate(await newCode(), fresh)
    const typed = { login: wang.login, password: fresh.password, totp: fresh.totp }
    expect(await office.people.signIn.signIn(typed, '10.0.0.1')).toMatchObject({ refusal: 'sign-in-refused' })
  })
  test('the server’s setup code is a way in for a system administrator, and for nobody else', async () => {
    const { system } = administrators
    await office.clock.advance(2 * stepMs)
    expect(await activate(await newSetupCode())).toBe('code-refused')
    system.password = 'Found-2026-again'
    const code = await newSetupCode()
    const outcome = await office.people.credentials.activate(
      { login: system.login, code, ...system.fresh() },
      '10.0.0.7',
    )
    expect(outcome).toEqual({ ok: true })
    expect(await office.people.signIn.signIn(system.next(), '10.0.0.7')).toMatchObject({ ok: true })
  })
  test('after a reset neither password nor app nor session is good', async () => {
    const li = await office.appointed(administrators)
    await office.clock.advance(2 * stepMs)
    const person = office.officerOf(li).id
    await office.people.sessions.begin(person, '10.0.0.1')
    await office.conductor.actInOffice({ kind: 'reset-credentials', person }, office.officerOf(administrators.system))
    expect(
      await office.people.signIn.signIn(li.next(), '10.0.0.1'),
      'from the moment the history holds it',
    ).toMatchObject({ ok: false })
    await office.people.credentials.makeActivationCode(person)
    expect((await office.people.sessions.list()).filter((one) => one.person === person)).toEqual([])
  })
})

describe('one’s own credentials', () => {
  let wang: TypingPerson
  beforeEach(async () => {
    wang = await office.appointed(await office.founded())
    await office.clock.advance(2 * stepMs)
  })
  const change = (next: string, password = wang.password, session = '') =>
    office.people.credentials.changePassword({
      officer: office.officerOf(wang),
      session,
      address: '10.0.0.1',
      password,
      next,
    })

  test.each([
    ['a strong one', 'Second-2026-pass', undefined, undefined],
    ['without the one of now', 'Second-2026-pass', 'Wrong-2026-pw', 'sign-in-refused'],
    ['a weak one', 'second', undefined, 'password-weak'],
  ])('another password: %s', async (_, next, password, refusal) => {
    expect(await change(next, password)).toBe(refusal)
    const typed = { ...wang.next(), password: refusal === undefined ? next : wang.password }
    expect(await office.people.signIn.signIn(typed, '10.0.0.1')).toMatchObject({ ok: true })
  })

  test('none of the last five, and the sixth again', { timeout: 20_000 }, async () => {
    const all = [wang.password, ...Array.from({ length: 5 }, (_, i) => `Change-2026-no${i}`)]
    for (const [i, next] of all.entries()) if (i > 0) expect(await change(next, all[i - 1])).toBeUndefined()
    for (const used of all.slice(1)) expect(await change(used, all[5])).toBe('password-reused')
    expect(await change(all[0]!, all[5])).toBeUndefined()
  })

  test('ends every other session of the person, and not the one that asks', async () => {
    const { id } = office.officerOf(wang)
    const mine = (await office.people.sessions.session(await office.people.sessions.begin(id, '10.0.0.1')))!
    await office.people.sessions.begin(id, '10.0.0.2')
    expect(await change('Second-2026-pass', undefined, mine.tokenHash)).toBeUndefined()
    expect((await office.people.sessions.list()).map(({ session }) => session)).toEqual([mine.tokenHash])
  })

  test('another authenticator: the old one opens nothing any more', async () => {
    const next = new TypingPerson({ name: wang.name, login: wang.login, now: () => office.clock.now() })
    const { secret, totp } = next.fresh()
    const asked = { officer: office.officerOf(wang), session: '', address: '10.0.0.1', password: wang.password }
    const { credentials, signIn } = office.people
    expect(await credentials.changeAuthenticator({ ...asked, secret, totp: '000000' })).toBe('authenticator-wrong')
    expect(await credentials.changeAuthenticator({ ...asked, secret, totp })).toBeUndefined()
    expect(await signIn.signIn(wang.next(), '10.0.0.1')).toMatchObject({ ok: false })
    expect(await signIn.signIn({ ...next.next(), password: wang.password }, '10.0.0.1')).toMatchObject({ ok: true })
  })

  test('are due for a change after 90 days', async () => {
    const { id } = office.officerOf(wang)
    expect(await office.people.credentials.passwordDueAt(id)).toBe(office.clock.now() - 2 * stepMs + 90 * day)
  })

  test('that cannot be written into the history are not changed', async () => {
    office.store.full = true
    await expect(change('Second-2026-pass')).rejects.toMatchObject({ code: 'store/not-durable' })
    office.store.full = false
    expect(await office.people.signIn.signIn(wang.next(), '10.0.0.1')).toMatchObject({ ok: true })
  })
})

describe('accounts that nobody uses', () => {
  test.each([
    ['89 days after the last sign-in', 89 * day, 0],
    ['91 days after it', 91 * day, 1],
  ])('%s', async (_, later, disabled) => {
    const administrators = await office.founded()
    const wang = await office.appointed(administrators)
    await office.clock.advance(2 * stepMs)
    expect(await office.people.signIn.signIn(wang.next(), '10.0.0.1')).toMatchObject({ ok: true })
    await office.clock.advance(later)
    const stop = office.people.start()
    await new Promise((resolve) => setTimeout(resolve, 50))
    stop()
    const happened = office.happened('account-disabled')
    expect(happened).toHaveLength(disabled)
    // The three administrators were never there either, and each is the last of its kind.
    expect(unusedAccounts(office.conductor.situation().office, office.clock.now())).toHaveLength(disabled === 0 ? 0 : 3)
  })
})
