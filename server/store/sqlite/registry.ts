/** Who and what there is, as statements of SQLite. Synchronous; runs in the worker thread or in a command line. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { ConsoleSession, EnrolledCertificate, EnrollmentCode, Registry } from '../store.ts'
import type { Database } from './database.ts'
import { asFault } from './failure.ts'

export type SynchronousRegistry = {
  readonly [Name in keyof Registry]: (...given: Parameters<Registry[Name]>) => Awaited<ReturnType<Registry[Name]>>
}

/** 终端编号 as read over the phone: the institution's ordinal and the terminal's within it. */
const endpointNumber = (institution: number, ordinal: number): string =>
  `BS-${String(institution).padStart(4, '0')}-${String(ordinal).padStart(2, '0')}`

const endpointColumns = `SELECT endpoint.id, endpoint.name, endpoint.institution, endpoint.ordinal, institution.ordinal AS "of"
  FROM endpoint JOIN institution ON institution.id = endpoint.institution`

export function registry(database: Database): SynchronousRegistry {
  const statements = {
    institutions: database.prepare('SELECT id, kind, name, phone FROM institution ORDER BY ordinal'),
    putInstitution: database.prepare(
      `INSERT INTO institution (id, kind, name, phone) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, phone = excluded.phone`,
    ),
    endpoints: database.prepare(`${endpointColumns} ORDER BY "of", endpoint.ordinal`),
    endpoint: database.prepare(`${endpointColumns} WHERE endpoint.id = ?`),
    putEnrollmentCode: database.prepare('INSERT INTO enrollment_code VALUES (?, ?, ?, NULL)'),
    enrollmentCode: database.prepare(
      'SELECT code_hash, institution, not_after FROM enrollment_code WHERE code_hash = ? AND used_at IS NULL',
    ),
    useEnrollmentCode: database.prepare(
      `UPDATE enrollment_code SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND not_after >= ?
       RETURNING institution`,
    ),
    insertEndpoint: database.prepare(
      `INSERT INTO endpoint (id, institution, ordinal, name)
       SELECT ?1, ?2, 1 + coalesce(max(ordinal), 0), ?3 FROM endpoint WHERE institution = ?2`,
    ),
    insertCertificate: database.prepare('INSERT INTO certificate VALUES (?, ?, ?, NULL)'),
    certificate: database.prepare('SELECT serial, endpoint, not_after, revoked_at FROM certificate WHERE serial = ?'),
    revokeCertificate: database.prepare('UPDATE certificate SET revoked_at = coalesce(revoked_at, ?) WHERE serial = ?'),
    putSetupCode: database.prepare('INSERT INTO setup_code VALUES (?, ?, NULL)'),
    takeSetupCode: database.prepare(
      'UPDATE setup_code SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND not_after >= ?',
    ),
    putSession: database.prepare(
      `INSERT INTO session VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last_seen_at = excluded.last_seen_at`,
    ),
    session: database.prepare('SELECT * FROM session WHERE token_hash = ?'),
    endSession: database.prepare('DELETE FROM session WHERE token_hash = ?'),
  }

  /** Several statements as one; the lock is taken at once, so that a command line beside us cannot slip in between. */
  function together<T>(work: () => T): T {
    try {
      database.exec('BEGIN IMMEDIATE')
      const value = work()
      database.exec('COMMIT')
      return value
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw asFault(error)
    }
  }
  const write = (work: () => unknown): void => void together(work)

  const endpoint = (id: string): Endpoint | undefined => {
    const row = statements.endpoint.get(id)
    return row && readEndpoint(row)
  }

  return {
    institutions: () => statements.institutions.all() as unknown as readonly Institution[],
    putInstitution: ({ id, kind, name, phone }) => write(() => statements.putInstitution.run(id, kind, name, phone)),
    endpoints: () => statements.endpoints.all().map(readEndpoint),
    endpoint,
    putEnrollmentCode: ({ codeHash, institution, notAfter }) =>
      write(() => statements.putEnrollmentCode.run(codeHash, institution, notAfter)),
    enrollmentCode(codeHash): EnrollmentCode | undefined {
      const row = statements.enrollmentCode.get(codeHash)
      return row && { codeHash, institution: String(row['institution']), notAfter: Number(row['not_after']) }
    },
    enroll: (codeHash, now, make) =>
      together(() => {
        const code = statements.useEnrollmentCode.get(now, codeHash, now)
        if (!code) return undefined
        statements.insertEndpoint.run(make.endpoint.id, String(code['institution']), make.endpoint.name)
        statements.insertCertificate.run(make.certificate.serial, make.endpoint.id, make.certificate.notAfter)
        return endpoint(make.endpoint.id)
      }),
    certificate(serial): ReturnType<SynchronousRegistry['certificate']> {
      const row = statements.certificate.get(serial)
      return row && readCertificate(row)
    },
    revokeCertificate: (serial, at) => write(() => statements.revokeCertificate.run(at, serial)),
    putSetupCode: (codeHash, notAfter) => write(() => statements.putSetupCode.run(codeHash, notAfter)),
    takeSetupCode: (codeHash, now) =>
      together(() => Number(statements.takeSetupCode.run(now, codeHash, now).changes) === 1),
    putSession: ({ tokenHash, officer, createdAt, lastSeenAt }) =>
      write(() => statements.putSession.run(tokenHash, officer.id, officer.name, createdAt, lastSeenAt)),
    session(tokenHash): ConsoleSession | undefined {
      const row = statements.session.get(tokenHash)
      return row && readSession(row)
    },
    endSession: (tokenHash) => write(() => statements.endSession.run(tokenHash)),
  }
}

type Row = Readonly<Record<string, unknown>>

const readEndpoint = (row: Row): Endpoint => ({
  id: String(row['id']),
  number: endpointNumber(Number(row['of']), Number(row['ordinal'])),
  institution: String(row['institution']),
  name: String(row['name']),
})

const readCertificate = (row: Row): EnrolledCertificate & { readonly revokedAt?: number } => ({
  serial: String(row['serial']),
  endpoint: String(row['endpoint']),
  notAfter: Number(row['not_after']),
  ...(row['revoked_at'] === null ? {} : { revokedAt: Number(row['revoked_at']) }),
})

const readSession = (row: Row): ConsoleSession => ({
  tokenHash: String(row['token_hash']),
  officer: { id: String(row['officer_id']), name: String(row['officer_name']) },
  createdAt: Number(row['created_at']),
  lastSeenAt: Number(row['last_seen_at']),
})
