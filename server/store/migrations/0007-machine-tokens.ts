/** Tokens of other systems: which hash belongs to which token of the office's chain. */

import type { Migration } from './migration.ts'

// Only the hash: whoever reads the file cannot call in another system's name. Name, scopes, end and revocation stand in the office's chain.
export const machineTokens: Migration = {
  version: 7,
  statements: `
    CREATE TABLE machine_token (
      token_hash TEXT PRIMARY KEY,
      id TEXT NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER machine_token_keeps BEFORE UPDATE ON machine_token
      BEGIN SELECT RAISE(ABORT, 'a token is revoked in the chain of the office, and never changed'); END;
  `,
}
