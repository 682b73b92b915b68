// A manifest holds to the last sign, and to no other key and no other purpose.
import { describe, expect, test } from 'vitest'
import { noSeal, seal } from './checkpoint.ts'
import { manifestSealer } from './manifest.ts'
import type { SealedManifest } from './manifest.ts'

const key = Buffer.alloc(32, 7)
const sealer = manifestSealer(key)
const root = 'a'.repeat(64)
const sealed = sealer.seal({
  what: 'incident-archive',
  about: 'BS-2026-0137',
  at: 1_795_327_507_000,
  by: { id: '0192f4a0-0000-7000-8000-000000000301', name: '王××' },
  head: root,
  items: [
    { name: 'D03-1.docx', sha256: root, bytes: 12 },
    { name: 'D05-1.docx', sha256: 'b'.repeat(64), bytes: 13 },
  ],
})

test('what was sealed holds, also after a way through JSON in another order of names', () => {
  expect(sealer.holds(JSON.parse(JSON.stringify(sealed)))).toBe(true)
  expect(sealer.holds(Object.fromEntries(Object.entries(sealed).toReversed()))).toBe(true)
})

describe('does not hold', () => {
  const changed = (change: Partial<SealedManifest>): unknown => ({ ...sealed, ...change })
  const { seal: _, ...unsealed } = sealed
  test.each([
    ['one byte more', changed({ items: [{ ...sealed.items[0]!, bytes: 13 }, sealed.items[1]!] })],
    ['another hash', changed({ items: [{ ...sealed.items[0]!, sha256: 'c'.repeat(64) }, sealed.items[1]!] })],
    ['a file less', changed({ items: sealed.items.slice(1) })],
    ['another order', changed({ items: sealed.items.toReversed() })],
    ['another person', changed({ by: { ...sealed.by, name: '李××' } })],
    ['another time', changed({ at: sealed.at + 1 })],
    ['another incident', changed({ about: 'BS-2026-0138' })],
    ['without its head', Object.fromEntries(Object.entries(sealed).filter(([name]) => name !== 'head'))],
    ['something more', { ...sealed, note: '' }],
    ['another key', manifestSealer(Buffer.alloc(32, 8)).seal(unsealed)],
    ['no seal', unsealed],
    ['a seal of nothing', changed({ seal: noSeal })],
    ['nothing', undefined],
    ['a text', 'manifest'],
  ])('%s', (_name, manifest) => {
    expect(sealer.holds(manifest)).toBe(false)
  })
})

test('the seal of a checkpoint is none of a manifest, and the other way round', () => {
  const covered = { last: 1, count: 1, root }
  const checkpoint = {
    number: 1,
    kind: 'begin' as const,
    at: 0,
    day: '',
    entries: covered,
    records: covered,
    previous: noSeal,
  }
  const { seal: _, ...unsealed } = sealed
  expect(seal(checkpoint, key).seal).not.toBe(sealer.seal(checkpoint as never).seal)
  expect(seal(unsealed as never, key).seal).not.toBe(sealed.seal)
})
