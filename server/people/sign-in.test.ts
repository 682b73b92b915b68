// Signing in: who gets in, what a try costs, and that no code opens twice.
import { beforeEach, describe, expect, test } from 'vitest'
import type { TypingPerson } from '#test/fakes/a-setup.ts'
import { peopleOffice } from '#test/fakes/people-office.ts'
import { stepMs } from './authenticator.ts'
import { isAmong } from './sign-in.ts'

const minute = 60_000
let office: Awaited<ReturnType<typeof peopleOffice>>
let administrators: Awaited<ReturnType<(typeof office)['founded']>>
let wang: TypingPerson

beforeEach(async () => {
  office = await peopleOffice()
  administrators = await office.founded()
  wang = await office.appointed(administrators)
  // What proved the authenticator is used up; the next step has a fresh code.
  await office.clock.advance(2 * stepMs)
})

const signIn = async (typed: Parameters<(typeof office.people.signIn)['signIn']>[0], address = '10.0.0.1') => {
  const outcome = await office.people.signIn.signIn(typed, address)
  return outcome.ok ? 'in' : outcome.refusal
}
const wrong = () => ({ login: wang.login, password: 'Wrong-2026-pw', totp: wang.code() })

describe('who gets in', () => {
  test.each([
    ['password and code', () => wang.next(), 'in'],
    ['the login in capitals', () => ({ ...wang.next(), login: wang.login.toUpperCase() }), 'in'],
    ['a wrong password', wrong, 'sign-in-refused'],
    ['a wrong code', () => ({ ...wang.next(), totp: '000000' }), 'sign-in-refused'],
    ['no code', () => ({ ...wang.next(), totp: '' }), 'sign-in-refused'],
    ['a code of the step before', () => ({ ...wang.next(), totp: wang.code(-1) }), 'in'],
    ['a code two steps old', () => ({ ...wang.next(), totp: wang.code(-2) }), 'sign-in-refused'],
    ['another person’s code', () => ({ ...wang.next(), totp: administrators.audit.code() }), 'sign-in-refused'],
    ['a login that nobody has', () => ({ ...wang.next(), login: 'nobody' }), 'sign-in-refused'],
  ])('%s', async (_, typed, outcome) => {
    expect(await signIn(typed())).toBe(outcome)
  })

  test('whoever holds no post is told so, and only with the right password', async () => {
    const nobody = await office.appointed(administrators, 'none', '周某')
    await office.clock.advance(2 * stepMs)
    expect(await signIn(nobody.next())).toBe('no-post')
    expect(await signIn({ ...nobody.next(), password: 'Wrong-2026-pw' })).toBe('sign-in-refused')
  })

  test('a disabled account looks like none, and is let in again when it is enabled', async () => {
    const person = office.officerOf(wang).id
    const by = office.officerOf(administrators.system)
    await office.conductor.actInOffice({ kind: 'disable-account', person, reason: '调离' }, by)
    expect(await signIn(wang.next())).toBe('sign-in-refused')
    await office.conductor.actInOffice({ kind: 'enable-account', person }, by)
    expect(await signIn(wang.next())).toBe('in')
  })

  test('administrators only from where they may; everybody else from anywhere', async () => {
    const change = { kind: 'change-setting', key: 'adminAddresses', value: '10.1.0.0/24', reason: '管理网段' } as const
    expect(await office.conductor.actInOffice(change, office.officerOf(administrators.security))).toMatchObject({
      ok: true,
    })
    expect(await signIn(administrators.system.next(), '10.0.0.1')).toBe('address-refused')
    expect(await signIn(administrators.system.next(), '::ffff:10.1.0.7')).toBe('in')
    expect(await signIn(wang.next(), '10.0.0.1')).toBe('in')
  })
})

describe('a code opens once', () => {
  test('typed again it is refused, and so is any older one', async () => {
    const typed = wang.next()
    expect(await signIn({ ...typed, totp: wang.code(0) })).toBe('in')
    expect(await signIn({ ...typed, totp: wang.code(0) })).toBe('sign-in-refused')
    expect(await signIn({ ...typed, totp: wang.code(-1) })).toBe('sign-in-refused')
    expect(await signIn({ ...typed, totp: wang.code(1) })).toBe('in')
  })
  test('of four who type the same at once, one gets in', async () => {
    const typed = wang.next()
    const outcomes = await Promise.all([1, 2, 3, 4].map((i) => signIn(typed, `10.0.1.${i}`)))
    expect(outcomes.filter((one) => one === 'in')).toHaveLength(1)
  })
  test('a wrong password does not use the code up', async () => {
    const typed = wang.next()
    expect(await signIn({ ...typed, password: 'Wrong-2026-pw' })).toBe('sign-in-refused')
    expect(await signIn(typed)).toBe('in')
  })
  test('control: where the store forgets which step was taken, the same code opens twice', async () => {
    office.store.credentials.takeStep = async () => true
    const typed = wang.next()
    expect([await signIn(typed), await signIn(typed)]).toEqual(['in', 'in'])
  })
})

describe('five wrong tries', () => {
  test('lock the account for 30 minutes, also for the right password', async () => {
    for (let i = 0; i < 5; i++) expect(await signIn(wrong(), `10.0.2.${i}`)).toBe('sign-in-refused')
    expect(await signIn(wang.next(), '10.0.2.9')).toBe('account-locked')
    expect(office.happened('account-locked')).toEqual([
      { kind: 'account-locked', person: office.officerOf(wang).id, until: office.clock.now() + 30 * minute },
    ])
    await office.clock.advance(30 * minute)
    expect(await signIn(wang.next(), '10.0.2.9')).toBe('in')
  })
  test('in a row: a right one between them starts the count anew', async () => {
    for (let i = 0; i < 4; i++) await signIn(wrong(), `10.0.2.${i}`)
    expect(await signIn(wang.next(), '10.0.2.8')).toBe('in')
    for (let i = 0; i < 4; i++) await signIn(wrong(), `10.0.3.${i}`)
    expect(await signIn(wang.next(), '10.0.2.9')).toBe('in')
  })
  test('at once from thirty addresses are five that are looked at', async () => {
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, i) => signIn(wrong(), `10.0.4.${i}`)))
    expect(outcomes.filter((one) => one === 'sign-in-refused')).toHaveLength(5)
    expect(outcomes.filter((one) => one === 'account-locked')).toHaveLength(25)
  })
  test('of a login that nobody has look the same', async () => {
    const typed = { login: 'nobody', password: 'x', totp: '1' }
    const outcomes: string[] = []
    for (let i = 0; i < 6; i++) outcomes.push(await signIn(typed, `10.0.5.${i}`))
    expect(outcomes).toEqual([...Array<string>(5).fill('sign-in-refused'), 'account-locked'])
  })
  test('are asked of the store in the same steps, whether there is such a login or not', async () => {
    const { credentials } = office.store
    const asked: string[] = []
    for (const name of ['takeTry', 'credential', 'takeStep'] as const) {
      const real = credentials[name] as (...given: unknown[]) => Promise<unknown>
      Object.assign(credentials, { [name]: (...given: unknown[]) => (asked.push(name), real(...given)) })
    }
    const stepsOf = async (typed: ReturnType<typeof wrong>) => {
      const before = office.store.entries.length
      asked.length = 0
      await signIn(typed)
      return [...asked, office.store.entries.length - before]
    }
    expect(await stepsOf({ ...wrong(), login: 'nobody' })).toEqual(await stepsOf(wrong()))
  })
  test('are taken back by the system administrator', async () => {
    const stop = office.people.start()
    for (let i = 0; i < 5; i++) await signIn(wrong(), `10.0.2.${i}`)
    const person = office.officerOf(wang).id
    await office.conductor.actInOffice({ kind: 'enable-account', person }, office.officerOf(administrators.system))
    await office.clock.advance(1)
    expect(await signIn(wang.next())).toBe('in')
    stop()
  })
  test('control: where tries are not counted, the sixth is looked at too', async () => {
    office.store.credentials.takeTry = async () => ({ taken: true, last: false, lockedUntil: 0 })
    for (let i = 0; i < 6; i++) await signIn(wrong(), `10.0.2.${i}`)
    expect(await signIn(wang.next())).toBe('in')
  })
})

describe('tries from one address', () => {
  test('ten wrong ones, then none for 15 minutes, from there alone', async () => {
    const typed = (i: number) => ({ login: `nobody${i}`, password: 'x', totp: '1' })
    const outcomes: string[] = []
    for (let i = 0; i < 11; i++) outcomes.push(await signIn(typed(i)))
    expect(outcomes.at(-1)).toBe('too-many-tries')
    expect(await signIn(wang.next())).toBe('too-many-tries')
    expect(await signIn(wang.next(), '10.0.0.2')).toBe('in')
  })
})

describe('the history', () => {
  test('holds who came and who was refused, and nothing that was typed', async () => {
    await signIn({ login: 'MyPassword-2026!', password: 'Typed-2026-pw', totp: '123456' })
    await signIn(wrong())
    await signIn(wang.next())
    expect(office.happened('signed-in')).toEqual([
      { kind: 'signed-in', person: office.officerOf(wang).id, address: '10.0.0.1' },
    ])
    expect(office.happened('sign-in-refused').map(({ person, why }) => [person, why])).toEqual([
      [undefined, 'login'],
      [office.officerOf(wang).id, 'password'],
    ])
    const kept = JSON.stringify(office.store.entries) + JSON.stringify(office.log.lines)
    for (const secret of ['MyPassword-2026!', 'Typed-2026-pw', 'Wrong-2026-pw', '123456', wang.password, wang.secret])
      expect(kept.toLowerCase()).not.toContain(secret.toLowerCase())
  })
  test('that cannot be written lets nobody in', async () => {
    office.store.full = true
    await expect(signIn(wang.next())).rejects.toMatchObject({ code: 'store/not-durable' })
    expect(await office.people.sessions.list()).toEqual([])
    office.store.full = false
    expect(await signIn(wang.next())).toBe('in')
  })
})

test.each([
  ['10.1.0.7', true],
  ['10.1.1.7', false],
  ['::ffff:10.1.0.7', true],
  ['fd00::1', true],
  ['fd00::2', false],
  ['192.168.1.1', false],
  ['', false],
])('%s among 10.1.0.0/24 and fd00::1', (address, is) => {
  expect(isAmong(address, ['10.1.0.0/24', 'fd00::1'])).toBe(is)
})
