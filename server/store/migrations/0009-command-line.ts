/** 命令行留痕: what was done to the registry beside the server, in the transaction that did it; the server takes it into the office's chain. */

import type { Migration } from './migration.ts'

// The chain has one writer. Without this row an enrolment code or a revocation made beside it would leave no trace in it.
export const commandLine: Migration = {
  version: 9,
  statements: `
    CREATE TABLE command_line_act (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
      what TEXT NOT NULL CHECK (what IN ('enrollment-code', 'revocation')),
      about TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER command_line_act_stays BEFORE DELETE ON command_line_act
      BEGIN SELECT RAISE(ABORT, 'what was done was done'); END;
    CREATE TRIGGER command_line_act_keeps BEFORE UPDATE ON command_line_act
      BEGIN SELECT RAISE(ABORT, 'what was done was done'); END;
  `,
}
