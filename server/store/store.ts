/** The ports of the store: histories that only grow, and the registry of who and what there is. Async, so that any database can stand behind. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { ClockReading, Moment } from '#shared/domain/moment.ts'
import type { Lane, RecordBody } from '#shared/protocol/record.ts'
import type { Entry, NewEntry, Subject } from '../workflow/history.ts'
import type { DeliveryStore } from './deliveries.ts'

/** One record as it came from a terminal, kept whole beside what was made of it. */
export interface ArrivedRecord {
  readonly endpoint: string
  readonly lane: Lane
  readonly epoch: string
  readonly sequence: number
  readonly moment: Moment
  readonly clock: ClockReading
  readonly receivedAt: number
  readonly body: RecordBody
}

export interface Change {
  readonly records: readonly ArrivedRecord[]
  readonly entries: readonly NewEntry[]
}

export interface HistoryStore {
  /**
   * Appends everything of one decision in one transaction, gives each entry its position and its link, and moves the cursors.
   * Resolves only when the commit is durable. Rejects with `store/not-durable`; then nothing of it is stored.
   * A record at or below its cursor makes the whole change fail: intake decides repeats before.
   */
  commit(change: Change): Promise<readonly Entry[]>
  /** Highest stored sequence per (endpoint, epoch). */
  cursors(endpoint: string): Promise<ReadonlyMap<string, number>>
  /** One subject's chain, oldest first. */
  history(subject: Subject): Promise<readonly Entry[]>
  /** Everything after a position, in order, at most `limit`; for building the situation at start. */
  entriesAfter(position: number, limit: number): Promise<readonly Entry[]>
}

export interface EnrollmentCode {
  /** SHA-256 hex of the code; the code itself is shown once and never stored. */
  readonly codeHash: string
  readonly institution: string
  readonly notAfter: number
}

export interface EnrolledCertificate {
  readonly serial: string
  readonly endpoint: string
  readonly notAfter: number
}

export interface ConsoleSession {
  /** SHA-256 hex of the token in the cookie. */
  readonly tokenHash: string
  readonly officer: { readonly id: string; readonly name: string }
  readonly createdAt: number
  readonly lastSeenAt: number
}

export interface Registry {
  institutions(): Promise<readonly Institution[]>
  putInstitution(institution: Institution): Promise<void>
  endpoints(): Promise<readonly Endpoint[]>
  endpoint(id: string): Promise<Endpoint | undefined>
  putEnrollmentCode(code: EnrollmentCode): Promise<void>
  /** Whether the code is known, unused and not past its end; it is used up in the same transaction that stores the endpoint, so that exactly one terminal gets it. */
  enroll(
    codeHash: string,
    now: number,
    make: {
      readonly endpoint: Omit<Endpoint, 'number' | 'institution'>
      readonly certificate: Omit<EnrolledCertificate, 'endpoint'>
    },
  ): Promise<Endpoint | undefined>
  /** The institution a code is bound to, without using it up. */
  enrollmentCode(codeHash: string): Promise<EnrollmentCode | undefined>
  certificate(serial: string): Promise<(EnrolledCertificate & { readonly revokedAt?: number | undefined }) | undefined>
  revokeCertificate(serial: string, at: number): Promise<void>
  putSetupCode(codeHash: string, notAfter: number): Promise<void>
  /** Uses a setup code up; true exactly once. */
  takeSetupCode(codeHash: string, now: number): Promise<boolean>
  putSession(session: ConsoleSession): Promise<void>
  session(tokenHash: string): Promise<ConsoleSession | undefined>
  endSession(tokenHash: string): Promise<void>
}

export interface Store {
  readonly history: HistoryStore
  readonly registry: Registry
  readonly deliveries: DeliveryStore
  close(): Promise<void>
}
