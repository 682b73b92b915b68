/** Documents in memory that keep the promises of the real store within a process, and can be told to fail as a full disk does. */

import { createHash } from 'node:crypto'
import { Fault } from '#shared/fault.ts'
import type { DocumentStore } from '#server/store/documents.ts'

export interface MemoryDocuments extends DocumentStore {
  readonly kept: Map<string, Uint8Array>
  full: boolean
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function memoryDocuments(): MemoryDocuments {
  const kept = new Map<string, Uint8Array>()
  const store: MemoryDocuments = {
    kept,
    full: false,
    async put(bytes) {
      if (store.full) throw new Fault('store/not-durable', 'disk full')
      const sha256 = hashOf(bytes)
      kept.set(sha256, bytes.slice())
      return sha256
    },
    async get(sha256) {
      const bytes = kept.get(sha256)
      if (bytes !== undefined && hashOf(bytes) !== sha256) throw new Fault('store/document-damaged', sha256)
      return bytes?.slice()
    },
  }
  return store
}
