// The wire: what is taken, what is refused and as what, and that nothing on it can hurt.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { decodeDown, decodeUp, encode } from './codec.ts'
import { downFrame, upFrame } from './frame.ts'
import type { UpFrame } from './frame.ts'
import { printable } from './limits.ts'

const epoch = '01990000-0000-7000-8000-000000000001'
const moment = { at: 1_790_000_000_000, clockId: 'boot', monotonicMs: 12.5 }
const withdrawn: UpFrame = {
  frame: 'record',
  lane: 'urgent',
  epoch,
  sequence: 1,
  moment,
  body: { kind: 'report-withdrawn', alert: epoch },
}

test('a frame survives the wire', () => {
  expect(decodeUp(encode(withdrawn))).toEqual({ ok: true, frame: withdrawn })
})

describe('refused', () => {
  test.each([
    ['not JSON', '{', 'not-a-frame', 'json'],
    ['an unknown frame', '{"frame":"shell","run":"id"}', 'not-a-frame', 'frame'],
    ['a member too many', JSON.stringify({ ...withdrawn, extra: 1 }), 'not-a-frame', ''],
    ['__proto__', encode(withdrawn).replace('{', '{"__proto__":{},'), 'not-a-frame', ''],
    ['sequence 0', JSON.stringify({ ...withdrawn, sequence: 0 }), 'not-a-frame', 'sequence'],
    ['33 levels', '['.repeat(33), 'not-a-frame', 'depth'],
    ['more than 64 KiB', ' '.repeat(65_537), 'too-large', ''],
    ['a frame of the other direction', '{"frame":"pulse","serverTime":1}', 'not-a-frame', 'frame'],
  ])('%s', (_, wire, refusal, where) => {
    expect(decodeUp(wire)).toEqual({ ok: false, refusal, where })
  })

  test.each([
    ['a line of its own for the log', 'a\r\nb'],
    ['a terminal escape', '\u001b[31m'],
    ['a right-to-left override', 'gpj.\u202Eexe'],
    ['a lone surrogate', '\uD800'],
    ['NUL', 'a\u0000'],
  ])('an agent name with %s', (_, agent) => {
    const hello = { frame: 'hello', protocol: 1, agent, clock: moment, lanes: [] }
    expect(decodeUp(JSON.stringify(hello))).toMatchObject({ ok: false, where: 'agent' })
  })
})

test('brackets inside strings are not depth', () => {
  expect(decodeDown(JSON.stringify({ frame: 'x', text: '[{'.repeat(100) + '\\"' }))).toMatchObject({ where: 'frame' })
})

test('fuzz: any text gives a frame or a refusal, never a throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 40 })), (wire) => {
      expect([true, false]).toContain(decodeUp(wire).ok)
    }),
    { numRuns: 20_000 },
  )
})

test('printable makes of anything what a frame takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const safe = printable(value, 100)
      expect(safe.length).toBeLessThanOrEqual(100)
      expect(safe.isWellFormed()).toBe(true)
    }),
  )
  expect(printable('a\u202Eb\u0000', 10)).toBe('a\u25A1b\u25A1')
})

test('the frames are the golden ones; after a change that is meant, run vitest with -u and review the difference', async () => {
  const schema = {
    up: z.toJSONSchema(upFrame, { unrepresentable: 'any' }),
    down: z.toJSONSchema(downFrame, { unrepresentable: 'any' }),
  }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('frames.schema.json')
})
