// Sessions: how long one lasts, when it is locked, and that an ended one stays ended.
import { beforeEach, describe, expect, test } from 'vitest'
import type { TypingPerson } from '#test/fakes/a-setup.ts'
import { peopleOffice } from '#test/fakes/people-office.ts'
import { longestWatchMs } from './sessions.ts'
import type { Sessions } from './sessions.ts'

const minute = 60_000
const hour = 60 * minute
let office: Awaited<ReturnType<typeof peopleOffice>>
let administrators: Awaited<ReturnType<(typeof office)['founded']>>
let wang: TypingPerson
let person: string
let sessions: Sessions

beforeEach(async () => {
  office = await peopleOffice()
  sessions = office.people.sessions
  administrators = await office.founded()
  wang = await office.appointed(administrators)
  person = office.officerOf(wang).id
})

async function begun() {
  const token = await sessions.begin(person, '10.0.0.1')
  const { tokenHash } = (await sessions.session(token))!
  return { token, tokenHash }
}
/** Looks once a minute, as the live feed does. */
async function watch(tokenHash: string, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += minute) {
    await office.clock.advance(minute)
    await sessions.watched(tokenHash)
  }
}

test('is known by its token, which is kept as a hash only', async () => {
  const { token, tokenHash } = await begun()
  expect(await sessions.session(token)).toEqual({ officer: office.officerOf(wang), tokenHash, locked: false })
  expect(tokenHash).toMatch(/^[0-9a-f]{64}$/)
  expect(await office.store.credentials.session(token)).toBeUndefined()
  expect(await sessions.session('A'.repeat(43))).toBeUndefined()
  expect(await sessions.session(undefined)).toBeUndefined()
  expect((await begun()).token).not.toBe(token)
})

describe('nobody does anything', () => {
  test.each([
    ['for just under 15 minutes', 15 * minute, 'open'],
    ['for over 15 minutes', 15 * minute + 1, 'ended'],
  ])('%s', async (_, ms, state) => {
    const { token } = await begun()
    await office.clock.advance(ms)
    expect(await sessions.session(token)).toEqual(
      state === 'ended' ? undefined : expect.objectContaining({ locked: false }),
    )
    expect(office.happened('signed-out')).toEqual(
      state === 'ended' ? [{ kind: 'signed-out', person, because: 'idle' }] : [],
    )
  })
  test('but an act now and then keeps it open for two days', async () => {
    const { token, tokenHash } = await begun()
    for (let passed = 0; passed < 48 * hour; passed += 14 * minute) {
      await office.clock.advance(14 * minute)
      await sessions.used(tokenHash)
    }
    expect(await sessions.session(token)).toMatchObject({ locked: false })
  })
  test('looking is no act', async () => {
    const { token } = await begun()
    for (let i = 0; i < 3; i++) {
      await office.clock.advance(5 * minute)
      await sessions.session(token)
    }
    await office.clock.advance(1)
    expect(await sessions.session(token)).toBeUndefined()
  })
  test('a shorter time is a setting', async () => {
    const change = { kind: 'change-setting', key: 'idleMinutes', value: '5', reason: '收紧' } as const
    expect(await office.conductor.actInOffice(change, office.officerOf(administrators.security))).toMatchObject({
      ok: true,
    })
    const { token } = await begun()
    await office.clock.advance(5 * minute + 1)
    expect(await sessions.session(token)).toBeUndefined()
  })
})

describe('a watched duty screen', () => {
  test('stays, and is locked after 15 minutes without an act', async () => {
    const { token, tokenHash } = await begun()
    await watch(tokenHash, 15 * minute)
    expect(await sessions.session(token)).toMatchObject({ locked: false })
    await watch(tokenHash, 3 * hour)
    expect(await sessions.session(token)).toMatchObject({ locked: true })
  })
  test('is unlocked by the password, and by nothing else', async () => {
    const { token, tokenHash } = await begun()
    await watch(tokenHash, 20 * minute)
    const unlock = (password: string) =>
      office.people.signIn.unlock(office.officerOf(wang), tokenHash, password, '10.0.0.1')
    expect(await unlock('Wrong-2026-pw')).toBe('sign-in-refused')
    expect(await sessions.isLocked(tokenHash)).toBe(true)
    expect(await unlock(wang.password)).toBeUndefined()
    expect(await sessions.session(token)).toMatchObject({ locked: false })
  })
  test('five wrong passwords at the lock screen lock the account', async () => {
    const { tokenHash } = await begun()
    const unlock = (password: string, i: number) =>
      office.people.signIn.unlock(office.officerOf(wang), tokenHash, password, `10.0.0.${i}`)
    for (let i = 0; i < 5; i++) expect(await unlock('Wrong-2026-pw', i)).toBe('sign-in-refused')
    expect(await unlock(wang.password, 6)).toBe('account-locked')
  })
  test('ends 15 minutes after the page is gone', async () => {
    const { token, tokenHash } = await begun()
    await watch(tokenHash, hour)
    await office.clock.advance(15 * minute + 1)
    expect(await sessions.session(token)).toBeUndefined()
  })
  test('ends after a shift without an act, watched or not', async () => {
    const { token, tokenHash } = await begun()
    await watch(tokenHash, longestWatchMs)
    expect(await sessions.session(token)).toMatchObject({ locked: true })
    await watch(tokenHash, 2 * minute)
    expect(await sessions.session(token)).toBeUndefined()
  })
})

describe('the end', () => {
  test('of a session is told at once, and cannot be written back by a request under way', async () => {
    const { token, tokenHash } = await begun()
    const ended: string[] = []
    sessions.onEnded((one) => ended.push(one))
    await office.clock.advance(2 * minute)
    await Promise.all([
      sessions.used(tokenHash),
      sessions.end(tokenHash, 'asked', office.officerOf(wang)),
      sessions.used(tokenHash),
    ])
    expect(ended).toEqual([tokenHash])
    expect(await sessions.session(token)).toBeUndefined()
    expect(await office.store.credentials.session(tokenHash)).toBeUndefined()
  })
  test.each([
    ['is disabled', 'account-disabled'],
    ['loses the only post', 'post-ended'],
  ] as const)('of all of a person’s sessions when the person %s', async (_, what) => {
    const stop = office.people.start()
    const [one, other] = [await begun(), await begun()]
    const post = office.conductor.situation().office.posts.find((known) => known.person === person)!.id
    if (what === 'account-disabled')
      await office.conductor.actInOffice(
        { kind: 'disable-account', person, reason: '调离' },
        office.officerOf(administrators.system),
      )
    else
      await office.conductor.actInOffice(
        { kind: 'end-post', post, to: office.clock.now(), document: '2号' },
        office.officerOf(administrators.security),
      )
    await expect.poll(() => sessions.list()).toEqual([])
    expect([await sessions.session(one.token), await sessions.session(other.token)]).toEqual([undefined, undefined])
    stop()
  })
  test('of a post that was to end tonight comes by itself', async () => {
    const stop = office.people.start()
    const { tokenHash } = await begun()
    const post = office.conductor.situation().office.posts.find((known) => known.person === person)!.id
    const to = office.clock.now() + 10 * minute
    await office.conductor.actInOffice(
      { kind: 'end-post', post, to, document: '2号' },
      office.officerOf(administrators.security),
    )
    await watch(tokenHash, 9 * minute)
    expect(await sessions.list()).toHaveLength(1)
    await office.clock.advance(2 * minute)
    await expect.poll(() => sessions.list()).toEqual([])
    stop()
  })
  test('of another’s session stands in the history under the name of who ended it, or it goes on', async () => {
    const { token, tokenHash } = await begun()
    expect(await sessions.end(tokenHash, 'revoked', office.officerOf(administrators.audit))).toMatchObject({
      refusal: 'not-permitted',
    })
    office.store.full = true
    await expect(sessions.end(tokenHash, 'revoked', office.officerOf(administrators.system))).rejects.toMatchObject({
      code: 'store/not-durable',
    })
    expect(await sessions.session(token)).toBeDefined()
    office.store.full = false
    expect(await sessions.end(tokenHash, 'revoked', office.officerOf(administrators.system))).toMatchObject({
      ok: true,
    })
    expect(office.store.entries.at(-1)).toMatchObject({
      actor: office.officerOf(administrators.system),
      happening: { kind: 'signed-out', person, because: 'revoked' },
    })
    expect(await sessions.session(token)).toBeUndefined()
  })
  test('of one’s own comes whatever the disk does', async () => {
    const { token, tokenHash } = await begun()
    office.store.full = true
    await sessions.end(tokenHash, 'asked', office.officerOf(wang))
    expect(await sessions.session(token)).toBeUndefined()
  })
})

test('a clock that is set back ends nobody’s session, and does not make it endless', async () => {
  const { token } = await begun()
  office.clock.setWall(office.clock.now() - 48 * hour)
  // The post began later than it is now; the person keeps it, so that only the session is looked at.
  const { posts } = office.conductor.situation().office
  for (const post of posts) Object.assign(post, { from: 0 })
  expect(await sessions.session(token)).toBeDefined()
  await office.clock.advance(15 * minute + 1)
  expect(await sessions.session(token)).toBeUndefined()
})
