/** The ports of the store for how people prove who they are, and for the sessions that this opened. What is kept cannot be signed in with. */

export interface Credential {
  readonly person: string
  /** Argon2id, in the PHC string format. */
  readonly passwordHash: string
  /** Server time, milliseconds since 1970 UTC. */
  readonly passwordSetAt: number
  /** Hashes of those before, newest first. */
  readonly formerPasswords: readonly string[]
  /** The authenticator's secret, sealed under a key that is not in the database. */
  readonly sealedSecret: string
  /** The newest step of the authenticator that was taken; no step is taken twice. */
  readonly lastStep: number
}

export interface TryRules {
  /** Wrong tries in a row, after which the account is locked. */
  readonly failures: number
  readonly lockMs: number
}

export type Try =
  /** Counted as wrong until it is said to be right; `last`: if it is wrong, the account is locked. */
  | { readonly taken: true; readonly last: boolean; readonly lockedUntil: number }
  | { readonly taken: false; readonly lockedUntil: number }

export interface CredentialStore {
  credential(person: string): Promise<Credential | undefined>
  /** In place of what was there; wrong tries and a waiting one-time code are forgotten. */
  putCredential(credential: Credential): Promise<void>
  /** Counts a try in one step with looking at the count, so that parallel tries cannot slip past. */
  takeTry(person: string, now: number, rules: TryRules): Promise<Try>
  /** The password was right: wrong tries are forgotten. */
  forgetTries(person: string): Promise<void>
  /** Password and code were right: true exactly once for a step, and never for one that is older than the last. Wrong tries are forgotten. */
  takeStep(person: string, step: number): Promise<boolean>
  /** Voids password and authenticator; the one-time code, of which only a hash is kept, replaces an earlier one. */
  putActivation(person: string, codeHash: string, notAfter: number): Promise<void>
  /** Uses the code up; true exactly once. */
  takeActivation(person: string, codeHash: string, now: number): Promise<boolean>
}

export interface KeptSession {
  /** SHA-256 hex of the token in the cookie. */
  readonly tokenHash: string
  readonly person: string
  readonly address: string
  readonly startedAt: number
  /** When somebody last did something in it. */
  readonly usedAt: number
  /** When its live feed was last seen open. */
  readonly seenAt: number
}

export interface SessionStore {
  /** New, or `usedAt` and `seenAt` of one that is there. */
  putSession(session: KeptSession): Promise<void>
  session(tokenHash: string): Promise<KeptSession | undefined>
  sessions(): Promise<readonly KeptSession[]>
  endSession(tokenHash: string): Promise<void>
}
