// What is sealed opens under its key and for its person, and not otherwise.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSeal, sealedUnder } from './sealed-secret.ts'

const key = Buffer.alloc(32, 1)
const seal = sealedUnder(key)
const sealed = seal.seal('GEZDGNBVGY3TQOJQ', 'wang')
const changed = (at: number) => {
  const bytes = Buffer.from(sealed, 'base64')
  bytes[at]! ^= 1
  return bytes.toString('base64')
}

test.each([
  ['as it was sealed', sealed, 'wang', 'GEZDGNBVGY3TQOJQ'],
  ['moved to another person’s row', sealed, 'li', undefined],
  ['its nonce changed', changed(0), 'wang', undefined],
  ['its tag changed', changed(12), 'wang', undefined],
  ['its content changed', changed(30), 'wang', undefined],
  ['cut short', sealed.slice(0, 20), 'wang', undefined],
  ['empty', '', 'wang', undefined],
])('%s', (_, text, of, opened) => {
  expect(seal.open(text, of)).toBe(opened)
})

test('under another key it stays shut, and it is another text each time', () => {
  expect(sealedUnder(Buffer.alloc(32, 2)).open(sealed, 'wang')).toBeUndefined()
  expect(seal.seal('GEZDGNBVGY3TQOJQ', 'wang')).not.toBe(sealed)
  expect(sealed).not.toContain('GEZDGNBVGY3TQOJQ')
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the key is a file of its own, for this account only, and is there again after a restart', () => {
  const file = join(folder, 'people-key')
  const first = openSeal(folder).seal('secret', 'wang')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(openSeal(folder).open(first, 'wang')).toBe('secret')
  expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
})

test('a damaged key is not replaced', () => {
  const file = join(folder, 'people-key')
  writeFileSync(file, 'x')
  expect(() => openSeal(folder)).toThrow(expect.objectContaining({ code: 'config/damaged' }))
  expect(readFileSync(file, 'utf8')).toBe('x')
})
