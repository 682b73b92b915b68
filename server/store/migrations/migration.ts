/** What a migration is: the statements that lead from one schema version to the next. */

export interface Migration {
  /** The schema version that stands after it; versions follow each other without a gap. */
  readonly version: number
  /** Statements of SQLite, run in one transaction with the new version. */
  readonly statements: string
}
