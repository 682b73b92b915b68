/** 站内通知: when a person opened what was put before them in the console; one row for each notice that was read. */

import type { Migration } from './migration.ts'

// A table of its own: an ended delivery never changes, and having been read is no part of its being delivered.
export const inbox: Migration = {
  version: 8,
  statements: `
    CREATE TABLE delivery_read (
      delivery TEXT PRIMARY KEY REFERENCES delivery (id),
      read_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX delivery_recipient ON delivery (recipient, channel, created_at);
    CREATE TRIGGER delivery_read_stays BEFORE DELETE ON delivery_read
      BEGIN SELECT RAISE(ABORT, 'what was read was read'); END;
    CREATE TRIGGER delivery_read_keeps BEFORE UPDATE ON delivery_read
      BEGIN SELECT RAISE(ABORT, 'what was read was read'); END;
  `,
}
