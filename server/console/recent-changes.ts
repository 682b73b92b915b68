/** The last changes of the live feed, so that a page that was away for a moment gets only what it missed. */

export interface PublishedChange {
  readonly position: number
  /** Whether the position grew with it; a terminal that comes or goes changes a row and no position. */
  readonly moved: boolean
  /** The frame as it was sent. */
  readonly text: string
}

export interface RecentLimits {
  readonly changes: number
  readonly characters: number
}

export class RecentChanges {
  readonly #limits: RecentLimits
  readonly #changes: PublishedChange[] = []
  #characters = 0
  /** Up to here something may be missing: what a page saw before this server started, or what was dropped. */
  #floor: number
  #last: number

  constructor(start: number, limits: RecentLimits) {
    this.#limits = limits
    this.#floor = start
    this.#last = start
  }

  push(change: PublishedChange): void {
    this.#changes.push(change)
    this.#characters += change.text.length
    this.#last = change.position
    while (this.#changes.length > this.#limits.changes || this.#characters > this.#limits.characters) {
      const dropped = this.#changes.shift()
      if (dropped === undefined) break
      this.#characters -= dropped.text.length
      this.#floor = dropped.position
    }
  }

  /** The position has grown without a change to any row. */
  moveTo(position: number): void {
    this.#last = position
  }

  /** What follows `since`, or nothing where that is not known for certain and a snapshot is needed. */
  after(since: number): readonly string[] | undefined {
    if (since <= this.#floor || since > this.#last) return undefined
    return this.#changes
      .filter(({ position, moved }) => position > since || (position === since && !moved))
      .map(({ text }) => text)
  }
}
