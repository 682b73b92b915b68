/** Credentials and sessions as statements of SQLite. Synchronous; runs in the worker thread. */

import type { Credential, CredentialStore, KeptSession, SessionStore, Try } from '../credentials.ts'
import type { Database } from './database.ts'
import { together } from './together.ts'

type Port = CredentialStore & SessionStore
export type SynchronousCredentials = {
  readonly [Name in keyof Port]: (...given: Parameters<Port[Name]>) => Awaited<ReturnType<Port[Name]>>
}

export function credentials(database: Database): SynchronousCredentials {
  const statements = {
    credential: database.prepare('SELECT * FROM credential WHERE person = ?'),
    putCredential: database.prepare('INSERT OR REPLACE INTO credential VALUES (?, ?, ?, ?, ?, ?)'),
    deleteCredential: database.prepare('DELETE FROM credential WHERE person = ?'),
    takeStep: database.prepare('UPDATE credential SET last_step = ?1 WHERE person = ?2 AND last_step < ?1'),
    tries: database.prepare('SELECT failures, locked_until FROM sign_in_try WHERE person = ?'),
    putTries: database.prepare('INSERT OR REPLACE INTO sign_in_try VALUES (?, ?, ?)'),
    forgetTries: database.prepare('DELETE FROM sign_in_try WHERE person = ?'),
    putActivation: database.prepare('INSERT OR REPLACE INTO activation VALUES (?, ?, ?)'),
    takeActivation: database.prepare('DELETE FROM activation WHERE person = ? AND code_hash = ? AND not_after >= ?'),
    deleteActivation: database.prepare('DELETE FROM activation WHERE person = ?'),
    putSession: database.prepare(
      `INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET used_at = excluded.used_at, seen_at = excluded.seen_at`,
    ),
    session: database.prepare('SELECT * FROM session WHERE token_hash = ?'),
    sessions: database.prepare('SELECT * FROM session ORDER BY started_at, token_hash'),
    endSession: database.prepare('DELETE FROM session WHERE token_hash = ?'),
  }

  const atOnce = <T>(work: () => T): T => together(database, work)
  const write = (work: () => unknown): void => void atOnce(work)

  return {
    credential(person) {
      const row = statements.credential.get(person)
      return row && readCredential(row)
    },
    putCredential: ({ person, passwordHash, passwordSetAt, formerPasswords, sealedSecret, lastStep }) =>
      write(() => {
        const former = JSON.stringify(formerPasswords)
        statements.putCredential.run(person, passwordHash, passwordSetAt, former, sealedSecret, lastStep)
        statements.forgetTries.run(person)
        statements.deleteActivation.run(person)
      }),
    takeTry: (person, now, { failures: most, lockMs }) =>
      atOnce((): Try => {
        const row = statements.tries.get(person)
        const lockedUntil = Number(row?.['locked_until'] ?? 0)
        if (now < lockedUntil) return { taken: false, lockedUntil }
        // A lock that is over starts the count anew.
        const failures = lockedUntil > 0 ? 1 : Number(row?.['failures'] ?? 0) + 1
        const last = failures >= most
        const until = last ? now + lockMs : 0
        statements.putTries.run(person, failures, until)
        return { taken: true, last, lockedUntil: until }
      }),
    forgetTries: (person) => write(() => statements.forgetTries.run(person)),
    takeStep: (person, step) =>
      atOnce(() => {
        const taken = Number(statements.takeStep.run(step, person).changes) === 1
        if (taken) statements.forgetTries.run(person)
        return taken
      }),
    putActivation: (person, codeHash, notAfter) =>
      write(() => {
        statements.deleteCredential.run(person)
        statements.putActivation.run(person, codeHash, notAfter)
      }),
    takeActivation: (person, codeHash, now) =>
      atOnce(() => Number(statements.takeActivation.run(person, codeHash, now).changes) === 1),
    putSession: ({ tokenHash, person, address, startedAt, usedAt, seenAt }) =>
      write(() => statements.putSession.run(tokenHash, person, address, startedAt, usedAt, seenAt)),
    session(tokenHash) {
      const row = statements.session.get(tokenHash)
      return row && readSession(row)
    },
    sessions: () => statements.sessions.all().map(readSession),
    endSession: (tokenHash) => write(() => statements.endSession.run(tokenHash)),
  }
}

type Row = Readonly<Record<string, unknown>>

const readCredential = (row: Row): Credential => ({
  person: String(row['person']),
  passwordHash: String(row['password_hash']),
  passwordSetAt: Number(row['password_set_at']),
  formerPasswords: JSON.parse(String(row['former_passwords'])) as readonly string[],
  sealedSecret: String(row['sealed_secret']),
  lastStep: Number(row['last_step']),
})

const readSession = (row: Row): KeptSession => ({
  tokenHash: String(row['token_hash']),
  person: String(row['person']),
  address: String(row['address']),
  startedAt: Number(row['started_at']),
  usedAt: Number(row['used_at']),
  seenAt: Number(row['seen_at']),
})
