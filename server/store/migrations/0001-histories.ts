/** Histories that only grow: what arrived, how far each terminal got, and what was made of it. */

import type { Migration } from './migration.ts'

// `record` has no unique key on purpose: an append to a rowid table takes a third of the time, and `cursor`, moved in the
// same transaction, refuses every repeat. The triggers keep honest mistakes out; a changed file is found by the hash chain.
export const histories: Migration = {
  version: 1,
  statements: `
    CREATE TABLE record (
      id INTEGER PRIMARY KEY,
      endpoint TEXT NOT NULL,
      epoch TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      lane TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE cursor (
      endpoint TEXT NOT NULL,
      epoch TEXT NOT NULL,
      last_sequence INTEGER NOT NULL,
      PRIMARY KEY (endpoint, epoch)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE entry (
      position INTEGER PRIMARY KEY,
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('incident', 'endpoint')),
      subject TEXT NOT NULL,
      link_index INTEGER NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX entry_chain ON entry (subject, subject_kind, link_index);
    CREATE TRIGGER record_keeps BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
    CREATE TRIGGER record_stays BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
    CREATE TRIGGER entry_keeps BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
    CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
    CREATE TRIGGER cursor_grows BEFORE UPDATE ON cursor WHEN new.last_sequence <= old.last_sequence
      BEGIN SELECT RAISE(ABORT, 'a cursor only grows'); END;
    CREATE TRIGGER cursor_stays BEFORE DELETE ON cursor BEGIN SELECT RAISE(ABORT, 'a cursor is never deleted'); END;
  `,
}
