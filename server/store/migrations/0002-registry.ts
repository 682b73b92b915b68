/** The registry: institutions, endpoints with their certificates, one-time codes and console sessions. */

import type { Migration } from './migration.ts'

// Only hashes of codes and tokens are stored: whoever reads the file can neither enrol a terminal nor sign in.
export const registry: Migration = {
  version: 2,
  statements: `
    CREATE TABLE institution (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      phone TEXT NOT NULL
    ) STRICT;
    CREATE TABLE endpoint (
      id TEXT PRIMARY KEY,
      institution TEXT NOT NULL REFERENCES institution (id),
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      UNIQUE (institution, ordinal)
    ) STRICT;
    CREATE TABLE enrollment_code (
      code_hash TEXT PRIMARY KEY,
      institution TEXT NOT NULL REFERENCES institution (id),
      not_after INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE certificate (
      serial TEXT PRIMARY KEY,
      endpoint TEXT NOT NULL REFERENCES endpoint (id),
      not_after INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE setup_code (
      code_hash TEXT PRIMARY KEY,
      not_after INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session (
      token_hash TEXT PRIMARY KEY,
      officer_id TEXT NOT NULL,
      officer_name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_seen_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
