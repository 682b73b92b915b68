/** Credentials and sessions in memory, which keep the promises of the real store: each method is one step that nothing comes between. */

import type { Credential, CredentialStore, KeptSession, SessionStore } from '#server/store/credentials.ts'

export function memoryCredentials(): CredentialStore & SessionStore {
  const credentials = new Map<string, Credential>()
  const tries = new Map<string, { failures: number; lockedUntil: number }>()
  const activations = new Map<string, { readonly codeHash: string; readonly notAfter: number }>()
  const sessions = new Map<string, KeptSession>()
  return {
    credential: async (person) => credentials.get(person),
    async putCredential(credential) {
      credentials.set(credential.person, credential)
      tries.delete(credential.person)
      activations.delete(credential.person)
    },
    async takeTry(person, now, { failures: most, lockMs }) {
      const { failures: before = 0, lockedUntil: locked = 0 } = tries.get(person) ?? {}
      if (now < locked) return { taken: false, lockedUntil: locked }
      const failures = locked > 0 ? 1 : before + 1
      const lockedUntil = failures >= most ? now + lockMs : 0
      tries.set(person, { failures, lockedUntil })
      return { taken: true, last: failures >= most, lockedUntil }
    },
    forgetTries: async (person) => void tries.delete(person),
    async takeStep(person, step) {
      const known = credentials.get(person)
      if (known === undefined || step <= known.lastStep) return false
      credentials.set(person, { ...known, lastStep: step })
      tries.delete(person)
      return true
    },
    async putActivation(person, codeHash, notAfter) {
      credentials.delete(person)
      activations.set(person, { codeHash, notAfter })
    },
    async takeActivation(person, codeHash, now) {
      const known = activations.get(person)
      if (known === undefined || known.codeHash !== codeHash || known.notAfter < now) return false
      return activations.delete(person)
    },
    async putSession(session) {
      const known = sessions.get(session.tokenHash)
      sessions.set(session.tokenHash, known ? { ...known, usedAt: session.usedAt, seenAt: session.seenAt } : session)
    },
    session: async (tokenHash) => sessions.get(tokenHash),
    sessions: async () =>
      [...sessions.values()].toSorted((a, b) => a.startedAt - b.startedAt || (a.tokenHash < b.tokenHash ? -1 : 1)),
    endSession: async (tokenHash) => void sessions.delete(tokenHash),
  }
}
