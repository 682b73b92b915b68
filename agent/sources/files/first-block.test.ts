// The first block: header, entropy, and what is not read.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readFirstBlock, shannonEntropy } from './first-block.ts'

const folder = mkdtempSync(join(tmpdir(), 'sentinel-block-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['one value', new Uint8Array(4_096), 0, 0],
  ['two values', Uint8Array.from({ length: 4_096 }, (_, i) => i % 2), 1, 1],
  ['all values', Uint8Array.from({ length: 4_096 }, (_, i) => i % 256), 8, 8],
  ['random', crypto.getRandomValues(new Uint8Array(4_096)), 7.9, 8],
  ['random, 512 bytes', crypto.getRandomValues(new Uint8Array(512)), 7.5, 7.8],
  ['Chinese text', Buffer.from('定点医药机构医保结算明细对账单，二〇二六年十一月'.repeat(40)), 4, 7],
])('entropy of %s', (_, block, least, most) => {
  expect(shannonEntropy(block)).toBeGreaterThanOrEqual(least)
  expect(shannonEntropy(block)).toBeLessThanOrEqual(most)
})

test('the header is the first 16 bytes; a short file has no entropy', async () => {
  const path = join(folder, 'a.txt')
  writeFileSync(path, '医保')
  expect(await readFirstBlock(path)).toEqual({ header: Buffer.from('医保').toString('hex') })
})

test('a link is not followed and a pipe does not hold the reader', async () => {
  symlinkSync('/etc/passwd', join(folder, 'link'))
  execFileSync('/usr/bin/mkfifo', [join(folder, 'pipe')])
  expect(await readFirstBlock(join(folder, 'link'))).toBeUndefined()
  await readFirstBlock(join(folder, 'pipe'))
  expect(await readFirstBlock(join(folder, 'not-there'))).toBeUndefined()
})
