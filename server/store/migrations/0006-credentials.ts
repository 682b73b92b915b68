/** How people prove who they are, and the sessions that this opens. */

import type { Migration } from './migration.ts'

// Sessions of the time before personal accounts name nobody who can be found again: whoever had one signs in anew.
export const credentials: Migration = {
  version: 6,
  statements: `
    CREATE TABLE credential (
      person TEXT PRIMARY KEY,
      password_hash TEXT NOT NULL,
      password_set_at INTEGER NOT NULL,
      former_passwords TEXT NOT NULL,
      sealed_secret TEXT NOT NULL,
      last_step INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sign_in_try (
      person TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      locked_until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE activation (
      person TEXT PRIMARY KEY,
      code_hash TEXT NOT NULL,
      not_after INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    DROP TABLE session;
    CREATE TABLE session (
      token_hash TEXT PRIMARY KEY,
      person TEXT NOT NULL,
      address TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      used_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
