/** Who and what there is, as statements of SQLite. Synchronous; runs in the worker thread or in a command line. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { CommandLineAct, EnrolledCertificate, EnrollmentCode, Registry } from '../store.ts'
import type { Database } from './database.ts'
import { together } from './together.ts'

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
    putCommandLineAct: database.prepare('INSERT INTO command_line_act (what, about, detail) VALUES (?, ?, ?)'),
    commandLineActs: database.prepare('SELECT * FROM command_line_act WHERE id > ? ORDER BY id'),
    renameEndpoint: database.prepare('UPDATE endpoint SET name = ? WHERE id = ?'),
    revokeCertificatesOf: database.prepare(
      'UPDATE certificate SET revoked_at = coalesce(revoked_at, ?) WHERE endpoint = ?',
    ),
    machineTokens: database.prepare('SELECT token_hash, id FROM machine_token'),
    putMachineToken: database.prepare('INSERT INTO machine_token VALUES (?, ?)'),
    putSetupCode: database.prepare('INSERT INTO setup_code VALUES (?, ?, NULL)'),
    takeSetupCode: database.prepare(
      'UPDATE setup_code SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND not_after >= ?',
    ),
  }

  const atOnce = <T>(work: () => T): T => together(database, work)
  const write = (work: () => unknown): void => void atOnce(work)

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
      write(() => {
        statements.putEnrollmentCode.run(codeHash, institution, notAfter)
        statements.putCommandLineAct.run('enrollment-code', institution, String(notAfter))
      }),
    enrollmentCode(codeHash): EnrollmentCode | undefined {
      const row = statements.enrollmentCode.get(codeHash)
      return row && { codeHash, institution: String(row['institution']), notAfter: Number(row['not_after']) }
    },
    enroll: (codeHash, now, make) =>
      atOnce(() => {
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
    revokeCertificate: (serial, at) =>
      write(() => {
        const certificate = statements.certificate.get(serial)
        // Unknown, or revoked before: nothing is done.
        if (certificate?.['revoked_at'] !== null) return
        statements.revokeCertificate.run(at, serial)
        statements.putCommandLineAct.run('revocation', String(certificate['endpoint']), serial)
      }),
    commandLineActs: (after) => statements.commandLineActs.all(after).map(readAct),
    putInstitutions: (institutions) =>
      write(() => {
        for (const { id, kind, name, phone } of institutions) statements.putInstitution.run(id, kind, name, phone)
      }),
    renameEndpoints: (endpoints) =>
      write(() => {
        for (const { id, name } of endpoints) statements.renameEndpoint.run(name, id)
      }),
    putEnrollmentCodes: (codes) =>
      write(() => {
        for (const { codeHash, institution, notAfter } of codes)
          statements.putEnrollmentCode.run(codeHash, institution, notAfter)
      }),
    revokeCertificatesOf: (endpoint, at) => write(() => statements.revokeCertificatesOf.run(at, endpoint)),
    machineTokens: () =>
      statements.machineTokens.all().map((row) => ({ tokenHash: String(row['token_hash']), id: String(row['id']) })),
    putMachineToken: ({ tokenHash, id }) => write(() => statements.putMachineToken.run(tokenHash, id)),
    putSetupCode: (codeHash, notAfter) => write(() => statements.putSetupCode.run(codeHash, notAfter)),
    takeSetupCode: (codeHash, now) =>
      atOnce(() => Number(statements.takeSetupCode.run(now, codeHash, now).changes) === 1),
  }
}

type Row = Readonly<Record<string, unknown>>

const readEndpoint = (row: Row): Endpoint => ({
  id: String(row['id']),
  number: endpointNumber(Number(row['of']), Number(row['ordinal'])),
  institution: String(row['institution']),
  name: String(row['name']),
})

const readAct = (row: Row): CommandLineAct => ({
  id: Number(row['id']),
  at: Number(row['at']),
  what: row['what'] === 'revocation' ? 'revocation' : 'enrollment-code',
  about: String(row['about']),
  detail: String(row['detail']),
})

const readCertificate = (row: Row): EnrolledCertificate & { readonly revokedAt?: number } => ({
  serial: String(row['serial']),
  endpoint: String(row['endpoint']),
  notAfter: Number(row['not_after']),
  ...(row['revoked_at'] === null ? {} : { revokedAt: Number(row['revoked_at']) }),
})
