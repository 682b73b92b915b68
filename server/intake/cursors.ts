/** How far each terminal got: the highest stored sequence of each epoch, kept in memory beside the store's own. */

export interface Cursors {
  /** 0 where nothing is stored yet. */
  reached(endpoint: string, epoch: string): number
  move(endpoint: string, epoch: string, sequence: number): void
}

export class StoredCursors implements Cursors {
  readonly #reached = new Map<string, Map<string, number>>()

  knows(endpoint: string): boolean {
    return this.#reached.has(endpoint)
  }

  learn(endpoint: string, cursors: ReadonlyMap<string, number>): void {
    if (!this.knows(endpoint)) this.#reached.set(endpoint, new Map(cursors))
  }

  reached(endpoint: string, epoch: string): number {
    return this.#reached.get(endpoint)?.get(epoch) ?? 0
  }

  move(endpoint: string, epoch: string, sequence: number): void {
    this.#reached.get(endpoint)?.set(epoch, sequence)
  }

  /** For a decision that may fail: its moves are not ours until it is durable. */
  draft(): CursorDraft {
    return new CursorDraft(this)
  }
}

export class CursorDraft implements Cursors {
  readonly #stored: StoredCursors
  readonly #moved = new Map<string, { readonly endpoint: string; readonly epoch: string; readonly sequence: number }>()

  constructor(stored: StoredCursors) {
    this.#stored = stored
  }

  reached(endpoint: string, epoch: string): number {
    return this.#moved.get(`${endpoint} ${epoch}`)?.sequence ?? this.#stored.reached(endpoint, epoch)
  }

  move(endpoint: string, epoch: string, sequence: number): void {
    this.#moved.set(`${endpoint} ${epoch}`, { endpoint, epoch, sequence })
  }

  /** It is durable. */
  keep(): void {
    for (const { endpoint, epoch, sequence } of this.#moved.values()) this.#stored.move(endpoint, epoch, sequence)
  }
}
