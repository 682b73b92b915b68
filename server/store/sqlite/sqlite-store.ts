/** The store on SQLite: the event loop's side, which hands everything to a worker thread so that no fsync ever stops it. */

import type { Log } from '#shared/log.ts'
import type { Entry } from '../../workflow/history.ts'
import type { AuditLedger } from '../audit-ledger.ts'
import type { CredentialStore, SessionStore } from '../credentials.ts'
import type { DeliveryStore } from '../deliveries.ts'
import type { Change, HistoryStore, Registry, Store } from '../store.ts'
import { received } from './call.ts'
import type { SentError } from './call.ts'
import type { Placed } from './histories.ts'
import { startWorker } from './worker-thread.ts'
import type { WorkerThread } from './worker-thread.ts'

export interface SqliteStoreOptions {
  /** Path of the database; `-wal`, `-shm` and `.lock` stand beside it. */
  readonly file: string
  readonly log: Log
  /** The store broke down and nothing can be stored any more: the process should end and be started anew. */
  readonly onLost?: (() => void) | undefined
}

export interface SqliteStore extends Store {
  readonly audit: AuditLedger
}

/** Opens, or creates, the server's store. Rejects with `store/locked`, `store/schema-newer` or `store/not-durable`. */
export async function openSqliteStore({ file, log, onLost }: SqliteStoreOptions): Promise<SqliteStore> {
  const worker = await startWorker({ file, exclusive: true }, log, onLost)
  const drain = new Drain(worker)
  const history: HistoryStore = {
    commit: (change) => drain.commit(change),
    cursors: (endpoint) => worker.ask('cursors', endpoint),
    history: (subject) => worker.ask('history', subject),
    entriesAfter: (position, limit) => worker.ask('entriesAfter', position, limit),
  }
  const credentials: CredentialStore & SessionStore = {
    credential: (person) => worker.ask('credential', person),
    putCredential: (credential) => worker.ask('putCredential', credential),
    takeTry: (person, now, rules) => worker.ask('takeTry', person, now, rules),
    forgetTries: (person) => worker.ask('forgetTries', person),
    takeStep: (person, step) => worker.ask('takeStep', person, step),
    putActivation: (person, codeHash, notAfter) => worker.ask('putActivation', person, codeHash, notAfter),
    takeActivation: (person, codeHash, now) => worker.ask('takeActivation', person, codeHash, now),
    putSession: (session) => worker.ask('putSession', session),
    session: (tokenHash) => worker.ask('session', tokenHash),
    sessions: () => worker.ask('sessions'),
    endSession: (tokenHash) => worker.ask('endSession', tokenHash),
  }
  const deliveries: DeliveryStore = {
    add: (rows) => worker.ask('addDeliveries', rows),
    progress: (steps) => worker.ask('progressDeliveries', steps),
    dueAfter: (at) => worker.ask('deliveriesDueAfter', at),
    inbox: (person, limit) => worker.ask('inboxOf', person, limit),
    read: (person, ids, at) => worker.ask('readInInbox', person, ids, at),
  }
  const audit: AuditLedger = {
    lastCheckpoint: () => worker.ask('lastCheckpoint'),
    appendCheckpoint: (number, line) => worker.ask('appendCheckpoint', number, line),
    cover: (since, limit) => worker.ask('cover', since, limit),
    reached: () => worker.ask('reached'),
    oldest: () => worker.ask('oldest'),
  }
  return { history, registry: registryOf(worker), credentials, deliveries, audit, close: () => worker.close() }
}

/** Opens the registry beside a running server, for a command line. */
export async function openSqliteRegistry({
  file,
  log,
}: SqliteStoreOptions): Promise<{ readonly registry: Registry; close(): Promise<void> }> {
  const worker = await startWorker({ file, exclusive: false }, log)
  return { registry: registryOf(worker), close: () => worker.close() }
}

const registryOf = (worker: WorkerThread): Registry => ({
  institutions: () => worker.ask('institutions'),
  putInstitution: (institution) => worker.ask('putInstitution', institution),
  endpoints: () => worker.ask('endpoints'),
  endpoint: (id) => worker.ask('endpoint', id),
  putEnrollmentCode: (code) => worker.ask('putEnrollmentCode', code),
  enroll: (codeHash, now, make) => worker.ask('enroll', codeHash, now, make),
  enrollmentCode: (codeHash) => worker.ask('enrollmentCode', codeHash),
  certificate: (serial) => worker.ask('certificate', serial),
  revokeCertificate: (serial, at) => worker.ask('revokeCertificate', serial, at),
  commandLineActs: (after) => worker.ask('commandLineActs', after),
  putInstitutions: (institutions) => worker.ask('putInstitutions', institutions),
  renameEndpoints: (endpoints) => worker.ask('renameEndpoints', endpoints),
  putEnrollmentCodes: (codes) => worker.ask('putEnrollmentCodes', codes),
  revokeCertificatesOf: (endpoint, at) => worker.ask('revokeCertificatesOf', endpoint, at),
  machineTokens: () => worker.ask('machineTokens'),
  putMachineToken: (token) => worker.ask('putMachineToken', token),
  putSetupCode: (codeHash, notAfter) => worker.ask('putSetupCode', codeHash, notAfter),
  takeSetupCode: (codeHash, now) => worker.ask('takeSetupCode', codeHash, now),
})

interface Pending {
  readonly change: Change
  readonly resolve: (entries: readonly Entry[]) => void
  readonly reject: (error: unknown) => void
}

type SentResult =
  | { readonly ok: true; readonly placed: readonly Placed[] }
  | { readonly ok: false; readonly error: SentError }

/** Group commit without a timer: whatever is pending when a commit ends makes the next one. */
class Drain {
  readonly #worker: WorkerThread
  #pending: Pending[] = []
  #busy = false

  constructor(worker: WorkerThread) {
    this.#worker = worker
  }

  commit(change: Change): Promise<readonly Entry[]> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ change, resolve, reject })
      if (this.#busy) return
      this.#busy = true
      // What is handed in during the same turn goes along.
      queueMicrotask(() => void this.#run())
    })
  }

  async #run(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending
      this.#pending = []
      await this.#store(batch)
    }
    this.#busy = false
  }

  async #store(batch: readonly Pending[]): Promise<void> {
    try {
      const results = await this.#worker.ask(
        'commit',
        batch.map(({ change }) => change),
      )
      batch.forEach(({ change, resolve, reject }, i) => {
        const result = results[i] as SentResult | undefined
        if (result?.ok === true) resolve(placed(change, result.placed))
        else reject(result ? received(result.error) : new Error('the worker left a change without an answer'))
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}

/** Only places and links come back from the worker; the rest is what was handed in. */
const placed = ({ entries }: Change, places: readonly Placed[]): readonly Entry[] =>
  entries.map((entry, i) => {
    const place = places[i]
    if (!place) throw new Error('the worker left an entry without its place')
    return { ...entry, ...place }
  })
