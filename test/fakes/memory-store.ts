/** A store in memory that keeps the promises of the real one within a process, and can be told to fail as a full disk does. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import { Fault } from '#shared/fault.ts'
import { chainStart } from '#shared/text/hash-chain.ts'
import { memoryCredentials } from './memory-credentials.ts'
import type { Delivery, DeliveryStore } from '#server/store/deliveries.ts'
import type {
  ArrivedRecord,
  CommandLineAct,
  Change,
  EnrolledCertificate,
  EnrollmentCode,
  HistoryStore,
  KeptMachineToken,
  Registry,
  Store,
} from '#server/store/store.ts'
import { entryLink, subjectKey } from '#server/workflow/chain.ts'
import type { Entry, Subject } from '#server/workflow/history.ts'

export interface MemoryStore extends Store {
  /** Everything that was ever committed, in order. */
  readonly records: readonly ArrivedRecord[]
  readonly entries: readonly Entry[]
  /** The next commits fail as on a full disk, until told otherwise. */
  full: boolean
}

export function memoryStore(): MemoryStore {
  const records: ArrivedRecord[] = []
  const entries: Entry[] = []
  const store: MemoryStore = {
    records,
    entries,
    full: false,
    history: memoryHistory(records, entries, () => store.full),
    registry: memoryRegistry(),
    credentials: memoryCredentials(),
    deliveries: memoryDeliveries(() => store.full),
    close: async () => {},
  }
  return store
}

function memoryHistory(records: ArrivedRecord[], entries: Entry[], full: () => boolean): HistoryStore {
  const cursors = new Map<string, Map<string, number>>()
  const of = ({ kind, id }: Subject) => entries.filter(({ subject }) => subject.kind === kind && subject.id === id)

  function append(change: Change): readonly Entry[] {
    const moved = new Map<string, number>()
    for (const { endpoint, epoch, sequence } of change.records) {
      const key = `${endpoint} ${epoch}`
      if (sequence <= (moved.get(key) ?? cursors.get(endpoint)?.get(epoch) ?? 0))
        throw new Error(`record ${sequence} is not above its cursor`)
      moved.set(key, sequence)
    }
    // Everything that may fail comes before anything that stays.
    const placed: Entry[] = []
    for (const entry of change.entries) {
      const sameChain = ({ subject }: Entry) => subjectKey(subject) === subjectKey(entry.subject)
      const last = (placed.findLast(sameChain) ?? entries.findLast(sameChain))?.link ?? chainStart
      placed.push({ ...entry, position: entries.length + placed.length + 1, link: entryLink(last, entry) })
    }
    for (const { endpoint, epoch, sequence } of change.records) {
      cursors.set(endpoint, (cursors.get(endpoint) ?? new Map<string, number>()).set(epoch, sequence))
    }
    records.push(...change.records)
    entries.push(...placed)
    return placed
  }

  return {
    async commit(change) {
      // As long as a disk takes: what is handed in meanwhile waits.
      await new Promise((resolve) => setImmediate(resolve))
      if (full()) throw new Fault('store/not-durable', 'disk full')
      return append(structuredClone(change))
    },
    cursors: async (endpoint) => new Map(cursors.get(endpoint)),
    history: async (subject) => of(subject),
    entriesAfter: async (position, limit) => entries.slice(position, position + limit),
  }
}

function memoryRegistry(): Registry {
  const institutions = new Map<string, Institution>()
  const endpoints = new Map<string, Endpoint>()
  const codes = new Map<string, EnrollmentCode & { used: boolean }>()
  const certificates = new Map<string, EnrolledCertificate & { revokedAt?: number }>()
  const tokens = new Map<string, KeptMachineToken>()
  const setupCodes = new Map<string, { readonly notAfter: number; used: boolean }>()

  const acts: CommandLineAct[] = []
  const put = (what: CommandLineAct['what'], about: string, detail: string): void =>
    void acts.push({ id: acts.length + 1, at: Date.now(), what, about, detail })

  const known = (institution: string): number => {
    const ordinal = [...institutions.keys()].indexOf(institution) + 1
    if (ordinal === 0) throw new Error(`no institution ${institution}`)
    return ordinal
  }

  return {
    institutions: async () => [...institutions.values()],
    putInstitution: async (institution) => void institutions.set(institution.id, institution),
    endpoints: async () =>
      [...endpoints.values()].toSorted(
        (a, b) => known(a.institution) - known(b.institution) || (a.number < b.number ? -1 : 1),
      ),
    endpoint: async (id) => endpoints.get(id),
    async putEnrollmentCode(code) {
      known(code.institution)
      codes.set(code.codeHash, { ...code, used: false })
      put('enrollment-code', code.institution, String(code.notAfter))
    },
    async enrollmentCode(codeHash) {
      const code = codes.get(codeHash)
      if (!code || code.used) return undefined
      return { codeHash, institution: code.institution, notAfter: code.notAfter }
    },
    async enroll(codeHash, now, { endpoint: { id, name }, certificate }) {
      const code = codes.get(codeHash)
      if (!code || code.used || code.notAfter < now) return undefined
      if (endpoints.has(id) || certificates.has(certificate.serial)) throw new Error('enrolled twice')
      code.used = true
      const { institution } = code
      const ordinal = [...endpoints.values()].filter((one) => one.institution === institution).length + 1
      const number = `BS-${String(known(institution)).padStart(4, '0')}-${String(ordinal).padStart(2, '0')}`
      const endpoint = { id, number, institution, name }
      endpoints.set(id, endpoint)
      certificates.set(certificate.serial, { ...certificate, endpoint: id })
      return endpoint
    },
    certificate: async (serial) => certificates.get(serial),
    async revokeCertificate(serial, at) {
      const certificate = certificates.get(serial)
      if (!certificate || certificate.revokedAt !== undefined) return
      certificates.set(serial, { revokedAt: at, ...certificate })
      put('revocation', certificate.endpoint, serial)
    },
    commandLineActs: async (after) => acts.filter(({ id }) => id > after),
    putInstitutions: async (several) => {
      for (const institution of several) institutions.set(institution.id, institution)
    },
    renameEndpoints: async (several) => {
      for (const { id, name } of several) {
        const endpoint = endpoints.get(id)
        if (endpoint) endpoints.set(id, { ...endpoint, name })
      }
    },
    async putEnrollmentCodes(several) {
      for (const { institution } of several) known(institution)
      for (const code of several) codes.set(code.codeHash, { ...code, used: false })
    },
    async revokeCertificatesOf(endpoint, at) {
      for (const [serial, certificate] of certificates)
        if (certificate.endpoint === endpoint) certificates.set(serial, { revokedAt: at, ...certificate })
    },
    machineTokens: async () => [...tokens.values()],
    putMachineToken: async (token) => void tokens.set(token.id, token),
    putSetupCode: async (codeHash, notAfter) => void setupCodes.set(codeHash, { notAfter, used: false }),
    async takeSetupCode(codeHash, now) {
      const code = setupCodes.get(codeHash)
      if (!code || code.used || code.notAfter < now) return false
      code.used = true
      return true
    },
  }
}

function memoryDeliveries(full: () => boolean): DeliveryStore {
  let rows: readonly Delivery[] = []
  const opened = new Map<string, number>()
  const inInbox = (row: Delivery, person: string) => row.channel === 'inbox' && row.recipient === person
  const ended = ({ state }: Delivery) => state === 'delivered' || state === 'failed' || state === 'stopped'
  const asLongAsADiskTakes = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    if (full()) throw new Fault('store/not-durable', 'disk full')
  }
  return {
    async add(deliveries) {
      await asLongAsADiskTakes()
      const there = (one: Delivery) =>
        rows.some(
          ({ notice, recipient, channel }) =>
            notice === one.notice && recipient === one.recipient && channel === one.channel,
        )
      for (const one of deliveries) if (!there(one)) rows = [...rows, structuredClone(one)]
    },
    async progress(steps) {
      await asLongAsADiskTakes()
      let next = rows
      for (const step of steps) {
        const row = next.find(({ id }) => id === step.id)
        if (!row) throw new Error(`no delivery ${step.id}`)
        if (ended(row)) throw new Error('an ended delivery never changes')
        next = next.map((one) => (one === row ? { ...row, ...structuredClone(step) } : one))
      }
      rows = next
    },
    dueAfter: async (at) =>
      rows
        .filter((row) => row.dueAt > at || !ended(row))
        .toSorted((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1)),
    inbox: async (person, limit) =>
      rows
        .filter((row) => inInbox(row, person))
        .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map((row) => ({ ...row, ...(opened.has(row.id) ? { readAt: opened.get(row.id) } : {}) })),
    async read(person, ids, at) {
      await asLongAsADiskTakes()
      for (const row of rows)
        if (inInbox(row, person) && ids.includes(row.id) && !opened.has(row.id)) opened.set(row.id, at)
    },
  }
}
