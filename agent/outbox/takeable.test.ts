// No wording that an attacker chooses, and no size, may keep a report from being kept and sent.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeUp, encode } from '#shared/protocol/codec.ts'
import { maxFrameBytes } from '#shared/protocol/limits.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { takeable } from './takeable.ts'

const id = '01990000-0000-7000-8000-000000000001'
const moment = { at: 1, clockId: '钟'.repeat(64), monotonicMs: 123_456.789 }

function alert(because: string, facts: Record<string, string> = {}, detections = 1): RecordBody & { kind: 'alert' } {
  const detection = { id, rule: 'r', severity: 'high' as const, moment, because, facts }
  return {
    kind: 'alert',
    alert: {
      id,
      code: 'BS-1122-7F3K-2',
      origin: 'detector',
      rule: 'r',
      severity: 'high',
      raised: moment,
      detected: moment,
      because,
      detections: Array.from({ length: detections }, () => detection),
      count: 999,
      drill: false,
    },
  }
}

const frameOf = (body: RecordBody) =>
  encode({ frame: 'record', lane: 'telemetry', epoch: id, sequence: Number.MAX_SAFE_INTEGER, moment, body })

test('what a frame takes is left as it is', () => {
  const body = alert('改名 50 个文件')
  expect(takeable(body)).toBe(body)
})

describe('is mended', () => {
  test.each([
    ['a right-to-left override', alert('gpj.\u202Eexe'), 'gpj.□exe'],
    ['a terminal escape', alert('\u001b[31m'), '□[31m'],
    ['a lone surrogate', alert('a\uD800b'), 'a\uFFFDb'],
    ['501 signs where 500 may stand', alert('长'.repeat(501)), `${'长'.repeat(499)}…`],
  ])('%s', (_, body, because) => {
    const taken = takeable(body)
    expect(taken).toMatchObject({ alert: { because, detections: [{ because }] } })
    expect(decodeUp(frameOf(taken)).ok).toBe(true)
  })

  test('a fact of which the name and the value are hostile', () => {
    const taken = takeable(alert('x', { path: '\u202E'.repeat(2_000) }))
    expect(decodeUp(frameOf(taken)).ok).toBe(true)
  })
})

describe('is shortened to one frame', () => {
  const long = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`f${i}`, '文'.repeat(1_024)]))
  test.each([
    ['20 detections of 3 KB', alert('x', { f: '文'.repeat(900) }, 20), 20],
    ['20 detections of 96 KB: one stays, with fewer facts', alert('x', long, 20), 1],
  ])('%s', (_, body, detections) => {
    const taken = takeable(body)
    const frame = frameOf(taken)
    expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(maxFrameBytes)
    expect(decodeUp(frame).ok).toBe(true)
    expect(taken).toMatchObject({ alert: { count: 999 } })
    expect((taken as RecordBody & { kind: 'alert' }).alert.detections.length).toBe(detections)
  })
})

test('any text in any place: kept, and the office takes it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 1_500 }),
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      (a, b) => {
        expect(decodeUp(frameOf(takeable(alert(a, { fact: b })))).ok).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test('what is no record body is a bug and says so', () => {
  expect(() => takeable({ kind: 'shell' } as unknown as RecordBody)).toThrow(TypeError)
})
