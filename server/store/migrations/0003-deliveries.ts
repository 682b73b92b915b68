/** 外发通知: every notice that goes out of the office, to whom, when it was due and what became of it. */

import type { Migration } from './migration.ts'

// One row is one notice to one recipient on one channel; the unique key is what makes it go out once. Of a person only the
// name from the settings is kept, never a number or an address. What a row is about never changes, only how far it got.
export const deliveries: Migration = {
  version: 3,
  statements: `
    CREATE TABLE delivery (
      id TEXT PRIMARY KEY,
      notice TEXT NOT NULL,
      about_kind TEXT NOT NULL CHECK (about_kind IN ('alert', 'incident')),
      about TEXT NOT NULL,
      recipient TEXT NOT NULL,
      channel TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'delivered', 'failed', 'stopped')),
      tries INTEGER NOT NULL,
      again INTEGER NOT NULL CHECK (again IN (0, 1)),
      changed_at INTEGER NOT NULL,
      reason TEXT,
      UNIQUE (notice, recipient, channel)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX delivery_due ON delivery (due_at);
    CREATE TRIGGER delivery_stays BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'a delivery is never deleted'); END;
    CREATE TRIGGER delivery_keeps BEFORE UPDATE OF id, notice, about_kind, about, recipient, channel, due_at, created_at
      ON delivery BEGIN SELECT RAISE(ABORT, 'what a delivery is about never changes'); END;
    CREATE TRIGGER delivery_ends BEFORE UPDATE ON delivery WHEN old.state IN ('delivered', 'failed', 'stopped')
      BEGIN SELECT RAISE(ABORT, 'an ended delivery never changes'); END;
  `,
}
