/** What a verification can find, and the list in which findings are gathered. */

/** Where checkpoints are kept. */
export type Place = 'database' | 'file'
export type Table = 'entry' | 'record'

interface Range {
  readonly from: number
  readonly to: number
}

export type Finding =
  /** The row's own hash does not fit what stands in it. */
  | { readonly what: 'changed'; readonly position: number; readonly subject: string }
  /** Numbers that the table skips; `subject` where links of its chain are gone. */
  | ({ readonly what: 'missing'; readonly table: Table } & Range)
  | ({ readonly what: 'links-missing'; readonly position: number; readonly subject: string } & Range)
  | { readonly what: 'reordered'; readonly table: Table; readonly position: number; readonly subject: string }
  /** The link holds in itself and does not continue the one before: that one was replaced. */
  | { readonly what: 'replaced-before'; readonly position: number; readonly subject: string }
  /** Every link may hold; the whole is not what the checkpoint sealed. */
  | ({ readonly what: 'rewritten'; readonly table: Table; readonly checkpoint: number } & Range)
  | ({ readonly what: 'tail-cut'; readonly table: Table; readonly checkpoint: number } & Range)
  | ({ readonly what: 'added-while-stopped'; readonly table: Table; readonly checkpoint: number } & Range)
  | { readonly what: 'cursor-differs'; readonly endpoint: string; readonly epoch: string }
  | { readonly what: 'checkpoint-forged'; readonly place: Place; readonly number: number }
  | { readonly what: 'checkpoint-reordered'; readonly place: Place; readonly number: number }
  | ({ readonly what: 'checkpoint-missing'; readonly place: Place } & Range)
  | { readonly what: 'checkpoint-differs'; readonly number: number }
  | { readonly what: 'checkpoint-unlinked'; readonly number: number }
  | { readonly what: 'fell-behind'; readonly checkpoint: number; readonly at: number }
  | { readonly what: 'no-checkpoint' }
  | { readonly what: 'no-key' }
  | { readonly what: 'printed-differs'; readonly number: number }
  | { readonly what: 'schema-changed'; readonly name: string }
  | { readonly what: 'file-damaged'; readonly detail: string }
  | { readonly what: 'unreadable'; readonly detail: string }

/** A ruined store has a finding for every row: the first ones are named, all are counted. */
const named = 200

export class Findings {
  readonly #list: Finding[] = []
  #total = 0

  add(finding: Finding): void {
    this.#total++
    if (this.#list.length < named) this.#list.push(finding)
  }

  get list(): readonly Finding[] {
    return this.#list
  }

  get total(): number {
    return this.#total
  }
}
