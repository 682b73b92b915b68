/** Checkpoints of the audit: lines that are also kept in a file, so that neither place can be changed alone. */

import type { Migration } from './migration.ts'

export const checkpoints: Migration = {
  version: 4,
  statements: `
    CREATE TABLE checkpoint (
      number INTEGER PRIMARY KEY,
      line TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER checkpoint_keeps BEFORE UPDATE ON checkpoint
      BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
    CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
      BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;
  `,
}
