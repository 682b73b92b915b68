/** What can be wrong with a file or with one of its lines; the sentences stand in `shared/wording`, `registryFiles`. */

export const fileRefusals = [
  'file-too-large',
  'too-many-lines',
  'not-text',
  'utf-16',
  'no-title-line',
  'not-csv',
] as const
export type FileRefusal = (typeof fileRefusals)[number]

export const lineRefusals = [
  'cell-missing',
  'cell-too-long',
  'cell-unprintable',
  'too-many-cells',
  'quote-wrong',
  'kind-unknown',
  'phone-wrong',
  'unknown-number',
  'unknown-institution',
  'name-taken',
  'named-twice',
  'institution-changed',
] as const
export type LineRefusalCode = (typeof lineRefusals)[number]

export interface LineRefusal {
  /** Of the file, from 1; the titles stand in line 1. */
  readonly line: number
  /** Title of the column; empty where it is about the whole line. */
  readonly column: string
  readonly refusal: LineRefusalCode
}

export const fileLimits = { bytes: 1024 * 1024, lines: 5_000 } as const
