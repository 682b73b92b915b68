/** Cells that a spreadsheet would take for a formula and execute: written with an apostrophe before them, and read back without it. */

// OWASP “CSV Injection”; the full-width signs are taken for the same by Excel with a Chinese input method.
const startsFormula = /^'*[=+\-@\t\r＝＋－＠]/

/** An apostrophe more, also where there is one already: so that reading back can never take away one that belongs to the text. */
export const guarded = (cell: string): string => (startsFormula.test(cell) ? `'${cell}` : cell)

export const unguarded = (cell: string): string =>
  cell.startsWith("'") && startsFormula.test(cell) ? cell.slice(1) : cell
