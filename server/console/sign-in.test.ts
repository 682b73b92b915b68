// Sessions: who gets one, how long it lasts, and that an ended one stays ended.
import { beforeEach, describe, expect, test } from 'vitest'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { makeSetupCode, sessionIdleMs, setupCodeHours, SignIn } from './sign-in.ts'

const hour = 3_600_000
let clock: ManualClock
let fakes: ReturnType<typeof consoleParts>

beforeEach(() => {
  clock = new ManualClock()
  fakes = consoleParts({ clock })
})

const newCode = () => makeSetupCode({ registry: fakes.registry, clock })

async function signedIn(name = '王××') {
  const outcome = await fakes.signIn.signIn(await newCode(), name, '10.0.0.1')
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome
}

describe('a setup code', () => {
  test('opens one session: of 50 who try it at once, one gets in', async () => {
    const code = await newCode()
    const tries = Array.from({ length: 50 }, (_, i) => fakes.signIn.signIn(code, '王××', `10.0.0.${i}`))
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  })
  test.each([
    ['a minute before its end', setupCodeHours * hour - 60_000, true],
    ['a minute after its end', setupCodeHours * hour + 60_000, false],
  ])('%s', async (_, later, opens) => {
    const code = await newCode()
    await clock.advance(later)
    expect((await fakes.signIn.signIn(code, '王××', '10.0.0.1')).ok).toBe(opens)
  })
  test('has 60 random bits and is nowhere in the registry', async () => {
    const code = await newCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(fakes.log.lines.map(({ fields }) => JSON.stringify(fields)).join()).not.toContain(code)
  })
})

describe('tries', () => {
  test('ten wrong ones, then none for 15 minutes, also with the right code', async () => {
    for (let i = 0; i < 10; i++)
      expect(await fakes.signIn.signIn('AAAA-AAAA-AAAA', 'x', '10.0.0.1')).toMatchObject({ refusal: 'code-refused' })
    const code = await newCode()
    expect(await fakes.signIn.signIn(code, '王××', '10.0.0.1')).toMatchObject({ refusal: 'too-many-tries' })
    expect((await fakes.signIn.signIn(code, '王××', '10.0.0.2')).ok).toBe(true)
    await clock.advance(15 * 60_000)
    expect((await fakes.signIn.signIn(await newCode(), '王××', '10.0.0.1')).ok).toBe(true)
  })
  test('a hundred parallel guesses are ten', async () => {
    const guesses = Array.from({ length: 100 }, () => fakes.signIn.signIn('AAAA-AAAA-AAAA', 'x', '10.0.0.1'))
    const refusals = (await Promise.all(guesses)).map((outcome) => (outcome.ok ? 'ok' : outcome.refusal))
    expect(refusals.filter((refusal) => refusal === 'code-refused')).toHaveLength(10)
  })
})

describe('a session', () => {
  test('is known by its token, which is kept as a hash only', async () => {
    const { token, officer } = await signedIn()
    const session = await fakes.signIn.session(token)
    expect(session?.officer).toEqual(officer)
    expect(session?.tokenHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await fakes.registry.session(token)).toBeUndefined()
    expect(await fakes.signIn.session('A'.repeat(43))).toBeUndefined()
    expect(await fakes.signIn.session(undefined)).toBeUndefined()
  })
  test('each sign-in has a new token, and one name is one officer', async () => {
    const [first, second] = [await signedIn(), await signedIn()]
    expect(first.token).not.toBe(second.token)
    expect(first.officer.id).toBe(second.officer.id)
    expect((await signedIn('李××')).officer.id).not.toBe(first.officer.id)
  })
  test.each([
    ['unused for just under 12 hours', [sessionIdleMs - 1], true],
    ['unused for over 12 hours', [sessionIdleMs + 1], false],
    ['used every 11 hours for two days', [11, 22, 33, 44].map(() => 11 * hour), true],
  ])('%s', async (_, waits, lives) => {
    const { token } = await signedIn()
    let session
    for (const wait of waits) {
      await clock.advance(wait)
      session = await fakes.signIn.session(token)
    }
    expect(session !== undefined).toBe(lives)
  })
  test('survives a restart of the server', async () => {
    const { token } = await signedIn()
    const again = new SignIn({ ...fakes, tries: { take: () => true } as never })
    expect(await again.session(token)).toBeDefined()
  })
  test('a clock that is set back ends nobody’s session, and does not make it endless', async () => {
    const { token } = await signedIn()
    clock.setWall(clock.now() - 48 * hour)
    expect(await fakes.signIn.session(token)).toBeDefined()
    await clock.advance(sessionIdleMs + hour)
    expect(await fakes.signIn.session(token)).toBeUndefined()
  })
  test('that has ended is told at once, and cannot be written back by a request under way', async () => {
    const { token } = await signedIn()
    const session = (await fakes.signIn.session(token))!
    const ended: string[] = []
    fakes.signIn.onEnded((tokenHash) => ended.push(tokenHash))
    await clock.advance(2 * 60_000)
    await Promise.all([
      fakes.signIn.session(token),
      fakes.signIn.signOut(session.tokenHash),
      fakes.signIn.session(token),
    ])
    expect(ended).toEqual([session.tokenHash])
    expect(await fakes.signIn.session(token)).toBeUndefined()
    expect(await fakes.registry.session(session.tokenHash)).toBeUndefined()
  })
})
