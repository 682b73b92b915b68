/** Gathers what became durable in one turn into one acknowledgement for each epoch: it stands for everything before it. */

export class Acknowledgements {
  readonly #send: (epoch: string, sequence: number) => void
  readonly #durable = new Map<string, number>()

  constructor(send: (epoch: string, sequence: number) => void) {
    this.#send = send
  }

  add(epoch: string, sequence: number): void {
    if (this.#durable.size === 0) queueMicrotask(() => this.#flush())
    this.#durable.set(epoch, Math.max(sequence, this.#durable.get(epoch) ?? 0))
  }

  #flush(): void {
    for (const [epoch, sequence] of this.#durable) this.#send(epoch, sequence)
    this.#durable.clear()
  }
}
