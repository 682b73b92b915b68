// 断网恢复码 at the terminal: one right code of each action, everything else refused, and nothing opened that is not written down.
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Isolation } from '#shared/domain/isolation.ts'
import { Fault } from '#shared/fault.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { dammDigit } from '#shared/text/check-digit.ts'
import { nineDigits, releaseActions, releaseText } from '#shared/text/release-code.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import type { JournalEntry } from './ports.ts'
import { actionOf, releaseDesk } from './release-desk.ts'

const endpoint = '01935000-0000-7000-8000-000000000001'
const key = new Uint8Array(32).fill(7)
const words = zhCn.response.release
const hour = 3_600_000

const codeFor = (sight: { sequence: number; challenge: string }, action: ReleaseAction, of = endpoint) =>
  nineDigits(
    createHmac('sha256', key)
      .update(releaseText({ endpoint: of, ...pick(sight) }, action))
      .digest(),
  )
const pick = ({ sequence, challenge }: { sequence: number; challenge: string }) => ({ sequence, challenge })

interface World {
  clock?: ManualClock
  file?: MemoryFile
  state?: Isolation['state']
}

async function terminal({ clock = new ManualClock(), file = new MemoryFile(), state = 'isolated' }: World = {}) {
  const did: string[] = []
  const listeners = new Set<(isolation: Isolation) => void>()
  let because = ''
  let now = state
  let random = 1
  const current = () => ({ state: now, because }) as Isolation
  const world = { keeperFails: false }
  const journaled: JournalEntry[] = []
  const kept: RecordBody[] = []
  const stop = new AbortController()
  const become = (next: Isolation['state']) => {
    now = next
    for (const listener of listeners) listener(current())
  }
  const desk = releaseDesk({
    endpoint,
    keys: [new Uint8Array(32), key],
    file,
    isolator: {
      current,
      release: async (request) => {
        because = request.because
        did.push('release')
        become('connected')
        return current()
      },
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    lease: {
      begin: async ({ of, ms }) => void did.push(`lease of a ${of} ${ms}`),
      end: async () => void did.push('no lease'),
    },
    keeper: {
      keep: async (_lane, body) => {
        if (world.keeperFails) throw new Fault('outbox/full', 'full')
        kept.push(body)
        did.push(`kept ${body.kind}`)
        return { epoch: 'e', sequence: kept.length }
      },
    },
    journal: { append: async (entry) => void journaled.push(entry) },
    clock,
    log: new CollectedLog(),
    randomBytes: (bytes) => bytes.map((_, i) => (i * 37 + random++ * 91) % 256),
  })
  await desk.start(stop.signal)
  const sight = () => {
    const seen = desk.sight()
    if (seen === undefined) throw new Error('no challenge is shown')
    return seen
  }
  const enter = (typed: string) => desk.enter(typed, 'cashier')
  return { desk, sight, enter, clock, file, did, kept, journaled, world, become, stop, current }
}

const wrongFor = (sight: { sequence: number; challenge: string }, offset = 0): string => {
  const right = new Set(releaseActions.map((action) => codeFor(sight, action)))
  for (let number = offset; ; number++) {
    const digits = String(number).padStart(8, '0')
    const code = digits + dammDigit(digits)
    if (!right.has(code)) return code
  }
}

describe('the action is inside the code', () => {
  test.each<[ReleaseAction, string[], Isolation['state']]>([
    ['release', ['kept release-code-used', 'no lease', 'release'], 'connected'],
    ['release-4h', ['kept release-code-used', `lease of a release ${4 * hour}`, 'release'], 'connected'],
    ['stay', ['kept release-code-used'], 'isolated'],
  ])('%s', async (action, does, ends) => {
    const { sight, enter, did, kept, current, desk, journaled } = await terminal()
    const { sequence } = sight()
    expect(await enter(codeFor(sight(), action))).toEqual({ ok: true, action })
    expect(did).toEqual(does)
    expect(current().state).toBe(ends)
    expect(kept).toEqual([{ kind: 'release-code-used', sequence, action, account: 'cashier' }])
    expect(journaled.map(({ step }) => step)).toEqual(['release/code-used'])
    if (action !== 'stay') expect(desk.codeOf(current())).toBe(sequence)
  })
  test('仅放行结算 is refused, and leaves the challenge alone', async () => {
    const { sight, enter, did } = await terminal()
    const before = sight().challenge
    expect(await enter(codeFor(sight(), 'settlement-only'))).toEqual({ ok: false, because: words.settlementOnly })
    expect(sight().challenge).toBe(before)
    expect(did).toEqual([])
  })
  test('four actions, four codes, and none of another terminal, sequence or challenge', async () => {
    const { sight } = await terminal()
    const question = { endpoint, ...pick(sight()) }
    expect(new Set(releaseActions.map((action) => codeFor(sight(), action))).size).toBe(4)
    for (const action of releaseActions) {
      const code = codeFor(sight(), action)
      expect(actionOf(code, question, [key])).toBe(action)
      expect(actionOf(code, question, [new Uint8Array(32)])).toBeUndefined()
      expect(actionOf(code, { ...question, endpoint: 'another' }, [key])).toBeUndefined()
      expect(actionOf(code, { ...question, sequence: question.sequence + 1 }, [key])).toBeUndefined()
      expect(actionOf(code, { ...question, challenge: '000000000' }, [key])).toBeUndefined()
    }
  })
})

test('of 100,000 random wrong codes none is taken, of the four right ones each', async () => {
  const { sight } = await terminal()
  const question = { endpoint, ...pick(sight()) }
  const right = new Map(releaseActions.map((action) => [codeFor(sight(), action), action]))
  let state = 20_261_122
  let accepted = 0
  let tried = 0
  while (tried < 100_000) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const digits = String(state % 100_000_000).padStart(8, '0')
    const code = digits + dammDigit(digits)
    if (right.has(code)) continue
    tried++
    if (actionOf(code, question, [key]) !== undefined) accepted++
  }
  expect(accepted).toBe(0)
  for (const [code, action] of right) expect(actionOf(code, question, [key])).toBe(action)
})

describe('the challenge ends', () => {
  test('when it is used: the same code again is refused, and a new cut asks anew', async () => {
    const { sight, enter, desk, become, clock } = await terminal()
    const used = sight()
    const code = codeFor(used, 'release')
    await enter(code)
    expect(desk.sight()).toBeUndefined()
    expect(await enter(code)).toEqual({ ok: false, because: words.notWaiting })
    become('isolated')
    await clock.advance(0)
    expect(sight().sequence).toBe(used.sequence + 1)
    expect(sight().challenge).not.toBe(used.challenge)
    expect(await enter(code)).toMatchObject({ ok: false })
  })
  test('when it is used to stay: the next one stands at once', async () => {
    const { sight, enter } = await terminal()
    const used = sight()
    const code = codeFor(used, 'stay')
    await enter(code)
    expect(sight().sequence).toBe(used.sequence + 1)
    expect(await enter(code)).toMatchObject({ ok: false })
  })
  test('after 24 hours', async () => {
    const { sight, enter, clock } = await terminal()
    const old = sight()
    await clock.advance(24 * hour)
    expect(sight().sequence).toBe(old.sequence + 1)
    expect(await enter(codeFor(old, 'release'))).toMatchObject({ ok: false })
    expect(await enter(codeFor(sight(), 'release'))).toMatchObject({ ok: true })
  })
  test('with a boot', async () => {
    const before = await terminal()
    const old = before.sight()
    before.stop.abort()
    const after = await terminal({ file: before.file, clock: new ManualClock(0, 'another boot') })
    expect(after.sight().sequence).toBe(old.sequence + 1)
    expect(await after.enter(codeFor(old, 'release'))).toMatchObject({ ok: false })
  })
  test('not with a restart of the agent alone, which gives no try back either', async () => {
    const before = await terminal()
    const { sequence, challenge } = before.sight()
    await before.enter(wrongFor(before.sight()))
    before.stop.abort()
    const after = await terminal({ file: before.file, clock: before.clock })
    expect(after.sight()).toEqual({ sequence, challenge, triesLeft: 4, nextTryInMs: 0 })
    expect(await after.enter(codeFor(after.sight(), 'release'))).toMatchObject({ ok: true })
  })
  test('with a damaged file: the next sequence is higher than any that was shown', async () => {
    const clock = new ManualClock(Date.UTC(2026, 10, 22))
    const { sight } = await terminal({ file: new MemoryFile('{'), clock })
    expect(sight().sequence).toBeGreaterThan(1_000_000)
  })
})

describe('tries', () => {
  test('five in 15 minutes, then none, not even the right one; then one more', async () => {
    const { sight, enter, clock, did } = await terminal()
    for (let left = 4; left >= 0; left--)
      expect(await enter(wrongFor(sight(), left))).toEqual({ ok: false, because: words.wrong(left) })
    expect(sight()).toMatchObject({ triesLeft: 0, nextTryInMs: 15 * 60_000 })
    expect(await enter(codeFor(sight(), 'release'))).toEqual({ ok: false, because: words.wait(15) })
    await clock.advance(15 * 60_000)
    expect(did).toEqual([])
    expect(await enter(codeFor(sight(), 'release'))).toMatchObject({ ok: true })
  })
  test.each([
    ['a digit misheard', '582133468', words.misread],
    ['two digits swapped', '852133469', words.misread],
    ['a group too short', '582 13', words.wrongLength(2)],
    ['a letter', '58213346O', words.notDigits],
  ])('%s costs none', async (_, typed, because) => {
    const { enter, sight } = await terminal()
    expect(await enter(typed)).toEqual({ ok: false, because })
    expect(sight().triesLeft).toBe(5)
  })
  test('at once count one by one', async () => {
    const { enter, sight, did } = await terminal()
    const wrong = [1, 2, 3, 4, 5, 6, 7].map((offset) => enter(wrongFor(sight(), offset)))
    await Promise.all(wrong)
    expect(await enter(codeFor(sight(), 'release'))).toMatchObject({ ok: false })
    expect(did).toEqual([])
  })
})

describe('nothing is opened that is not written down', () => {
  test('the disk refuses the try', async () => {
    const { sight, enter, file, did } = await terminal()
    const code = codeFor(sight(), 'release')
    file.refuses = true
    await expect(enter(code)).rejects.toMatchObject({ code: 'config/unwritable' })
    expect(did).toEqual([])
  })
  test('the outbox refuses the record: the challenge is spent and the terminal stays cut', async () => {
    const { sight, enter, world, did, current } = await terminal()
    const used = sight()
    world.keeperFails = true
    await expect(enter(codeFor(used, 'release'))).rejects.toMatchObject({ code: 'outbox/full' })
    expect(did).toEqual([])
    expect(current().state).toBe('isolated')
    world.keeperFails = false
    expect(await enter(codeFor(used, 'release'))).toMatchObject({ ok: false })
    expect(await enter(codeFor(sight(), 'release'))).toMatchObject({ ok: true })
  })
})

test('a terminal that is not cut has no challenge', async () => {
  const { desk, enter, become, clock, sight } = await terminal({ state: 'connected' })
  expect(desk.sight()).toBeUndefined()
  expect(await enter('582133469')).toEqual({ ok: false, because: words.notWaiting })
  become('isolating')
  await clock.advance(0)
  expect(sight().sequence).toBe(1)
})
