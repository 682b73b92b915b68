// Decoys must open in their programs: each kind has its true beginning, and the containers unpack.
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { officeContent, officeKinds } from './office-content.ts'
import { seeded } from './seeded.ts'

const beginnings = {
  xlsx: 'PK\u0003\u0004',
  docx: 'PK\u0003\u0004',
  pdf: '%PDF-1.4',
  jpg: '\xff\xd8\xff\xe0',
  txt: '202',
} as const

test.each(officeKinds)('%s has its true beginning and depends on the seed only', (kind) => {
  const content = officeContent(kind, seeded('a'), 50)
  expect(content.toString('latin1')).toMatch(new RegExp(`^${beginnings[kind].replace('%', '\\%')}`))
  expect(content.equals(officeContent(kind, seeded('a'), 50))).toBe(true)
  expect(content.equals(officeContent(kind, seeded('b'), 50))).toBe(false)
})

test.each(['xlsx', 'docx'] as const)('%s: every part that the directory names unpacks at its place', (kind) => {
  const bytes = officeContent(kind, seeded('a'), 50)
  const end = bytes.subarray(-22)
  expect(end.readUInt32LE(0)).toBe(0x06054b50)
  let at = end.readUInt32LE(16)
  const names: string[] = []
  for (let i = 0; i < end.readUInt16LE(10); i++) {
    const [packed, size, nameLength, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ]
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength))
    const body = local + 30 + nameLength
    const part = inflateRawSync(bytes.subarray(body, body + packed))
    expect(part).toHaveLength(size)
    expect(part.toString('utf8', 0, 5)).toBe('<?xml')
    at += 46 + nameLength
  }
  expect(names[0]).toBe('[Content_Types].xml')
})

test('pdf: the cross-reference table points at its objects', () => {
  const text = officeContent('pdf', seeded('a'), 50).toString('latin1')
  const offsets = [...text.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset))
  expect(offsets.map((offset, i) => text.startsWith(`${i + 1} 0 obj`, offset))).toEqual(offsets.map(() => true))
  expect(text.startsWith('xref', Number(/startxref\n(\d+)/.exec(text)?.[1]))).toBe(true)
})
