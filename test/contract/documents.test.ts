// What every store of documents promises; run over files and over the fake.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isFault } from '#shared/fault.ts'
import type { DocumentStore } from '#server/store/documents.ts'
import { fileDocuments } from '#server/store/files/documents.ts'
import { memoryDocuments } from '../fakes/memory-documents.ts'

interface Opened {
  readonly store: DocumentStore
  /** Changes one bit of what is kept under a hash. */
  damage(sha256: string): void
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const stores: readonly (readonly [string, () => Opened])[] = [
  [
    'files',
    () => ({
      store: fileDocuments(join(folder, 'documents')),
      damage(hash) {
        const path = join(folder, 'documents', hash.slice(0, 2), hash)
        const damaged = readFileSync(path)
        damaged[0] = (damaged[0] ?? 0) ^ 1
        writeFileSync(path, damaged)
      },
    }),
  ],
  [
    'memory',
    () => {
      const store = memoryDocuments()
      return {
        store,
        damage(hash) {
          const kept = store.kept.get(hash)
          if (kept) kept[0] = (kept[0] ?? 0) ^ 1
        },
      }
    },
  ],
]

describe.each(stores)('%s', (_, open) => {
  test('what was put comes back under its hash', async () => {
    const { store } = open()
    expect(await store.put(bytes('一'))).toBe(sha256('一'))
    expect(await store.get(sha256('一'))).toEqual(bytes('一'))
  })
  test('the same bytes twice are one, also at the same time', async () => {
    const { store } = open()
    const hashes = await Promise.all([store.put(bytes('二')), store.put(bytes('二')), store.put(bytes('二'))])
    expect(new Set(hashes)).toEqual(new Set([sha256('二')]))
    expect(await store.get(sha256('二'))).toEqual(bytes('二'))
  })
  test('what was never put is not there', async () => {
    expect(await open().store.get(sha256('三'))).toBeUndefined()
  })
  test.each(['', 'abc', '../../etc/passwd', `${'a'.repeat(63)}/`, 'A'.repeat(64)])('%j is no hash', async (name) => {
    expect(await open().store.get(name)).toBeUndefined()
  })
  test('one changed bit is found when it is read', async () => {
    const { store, damage } = open()
    await store.put(bytes('四'))
    damage(sha256('四'))
    await expect(store.get(sha256('四'))).rejects.toSatisfy((error) => isFault(error, 'store/document-damaged'))
  })
  test('and put right by the same bytes', async () => {
    const { store, damage } = open()
    await store.put(bytes('五'))
    damage(sha256('五'))
    await store.put(bytes('五'))
    expect(await store.get(sha256('五'))).toEqual(bytes('五'))
  })
  test('what is handed out can be changed without changing what is kept', async () => {
    const { store } = open()
    await store.put(bytes('六'))
    const taken = await store.get(sha256('六'))
    taken?.fill(0)
    expect(await store.get(sha256('六'))).toEqual(bytes('六'))
  })
})

describe('files', () => {
  test('stand in folders of two letters, for the server’s account alone, and nothing else is left', async () => {
    const store = fileDocuments(join(folder, 'documents'))
    const hash = await store.put(bytes('七'))
    expect(readdirSync(join(folder, 'documents', hash.slice(0, 2)))).toEqual([hash])
    expect(statSync(join(folder, 'documents', hash.slice(0, 2), hash)).mode & 0o777).toBe(0o600)
  })
  test('a folder that cannot be written is store/not-durable, and no part stays', async () => {
    writeFileSync(join(folder, 'documents'), 'a file where the folder should be')
    const store = fileDocuments(join(folder, 'documents'))
    await expect(store.put(bytes('八'))).rejects.toSatisfy((error) => isFault(error, 'store/not-durable'))
    rmSync(join(folder, 'documents'))
    const hash = sha256('八')
    mkdirSync(join(folder, 'documents', hash.slice(0, 2), hash), { recursive: true })
    await expect(store.put(bytes('八'))).rejects.toSatisfy((error) => isFault(error, 'store/not-durable'))
    expect(existsSync(join(folder, 'documents', hash.slice(0, 2)))).toBe(true)
    expect(readdirSync(join(folder, 'documents', hash.slice(0, 2)))).toEqual([hash])
  })
})
