/** The ports of the store: histories that only grow, and the registry of who and what there is. Async, so that any database can stand behind. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { ClockReading, Moment } from '#shared/domain/moment.ts'
import type { Lane, RecordBody } from '#shared/protocol/record.ts'
import type { Entry, NewEntry, Subject } from '../workflow/history.ts'
import type { CredentialStore, SessionStore } from './credentials.ts'
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

/** The rest of it stands in the office's chain. */
export interface KeptMachineToken {
  /** SHA-256 hex of the token, which is shown once. */
  readonly tokenHash: string
  readonly id: string
}

/** What was done beside the server (`enrollment-code`, `revoke`); numbered from 1, and never changed. */
export interface CommandLineAct {
  readonly id: number
  /** By the machine's clock, milliseconds since 1970 UTC. */
  readonly at: number
  readonly what: 'enrollment-code' | 'revocation'
  /** An institution's id; a terminal's. */
  readonly about: string
  /** Until when the code is good; the certificate's serial. */
  readonly detail: string
}

export interface Registry {
  institutions(): Promise<readonly Institution[]>
  putInstitution(institution: Institution): Promise<void>
  endpoints(): Promise<readonly Endpoint[]>
  endpoint(id: string): Promise<Endpoint | undefined>
  /** Of the command line: leaves a `CommandLineAct` in the same transaction, since no history was asked before. */
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
  /** Of the command line, likewise. */
  revokeCertificate(serial: string, at: number): Promise<void>
  /** After that number, in order. */
  commandLineActs(after: number): Promise<readonly CommandLineAct[]>
  /** All of them or none. */
  putInstitutions(institutions: readonly Institution[]): Promise<void>
  renameEndpoints(endpoints: readonly { readonly id: string; readonly name: string }[]): Promise<void>
  putEnrollmentCodes(codes: readonly EnrollmentCode[]): Promise<void>
  /** Takes back every certificate of a terminal; the connection ends when they are looked at next. */
  revokeCertificatesOf(endpoint: string, at: number): Promise<void>
  machineTokens(): Promise<readonly KeptMachineToken[]>
  putMachineToken(token: KeptMachineToken): Promise<void>
  putSetupCode(codeHash: string, notAfter: number): Promise<void>
  /** Uses a setup code up; true exactly once. */
  takeSetupCode(codeHash: string, now: number): Promise<boolean>
}

export interface Store {
  readonly history: HistoryStore
  readonly registry: Registry
  readonly credentials: CredentialStore & SessionStore
  readonly deliveries: DeliveryStore
  close(): Promise<void>
}
