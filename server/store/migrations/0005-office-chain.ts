/** A third kind of chain: what belongs to no incident and no terminal stands in the office's. */

import type { Migration } from './migration.ts'

// SQLite cannot change a CHECK: the table is made anew with the same rows, and dropping the old one takes its index and triggers along.
export const officeChain: Migration = {
  version: 5,
  statements: `
    ALTER TABLE entry RENAME TO entry_before;
    CREATE TABLE entry (
      position INTEGER PRIMARY KEY,
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('incident', 'endpoint', 'office')),
      subject TEXT NOT NULL,
      link_index INTEGER NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    INSERT INTO entry SELECT * FROM entry_before;
    DROP TABLE entry_before;
    CREATE UNIQUE INDEX entry_chain ON entry (subject, subject_kind, link_index);
    CREATE TRIGGER entry_keeps BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
    CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
  `,
}
