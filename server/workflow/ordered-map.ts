/** A map that is never changed and keeps the order in which its keys came: for thousands of keys that are set again and again. */

import { PersistentMap } from './persistent-map.ts'

/** Setting a key that is there costs what it costs in a `PersistentMap`; a new one copies the list of keys beside. */
export class OrderedMap<Value> implements ReadonlyMap<string, Value> {
  readonly #values: PersistentMap<Value>
  readonly #keys: readonly string[]

  private constructor(values: PersistentMap<Value>, keys: readonly string[]) {
    this.#values = values
    this.#keys = keys
  }

  static empty<Value>(): OrderedMap<Value> {
    return new OrderedMap<Value>(PersistentMap.empty(), [])
  }

  /** The map itself where it is one, else a copy. */
  static of<Value>(map: ReadonlyMap<string, Value>): OrderedMap<Value> {
    return map instanceof OrderedMap
      ? (map as OrderedMap<Value>)
      : new OrderedMap(PersistentMap.of(map), [...map.keys()])
  }

  get size(): number {
    return this.#keys.length
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  /** A map in which `key` has this value. */
  with(key: string, value: Value): OrderedMap<Value> {
    const keys = this.#values.has(key) ? this.#keys : [...this.#keys, key]
    return new OrderedMap(this.#values.with(key, value), keys)
  }

  *entries(): Generator<[string, Value], undefined> {
    for (const key of this.#keys) yield [key, this.#values.get(key) as Value]
    return undefined
  }

  *keys(): Generator<string, undefined> {
    yield* this.#keys
    return undefined
  }

  *values(): Generator<Value, undefined> {
    for (const [, value] of this.entries()) yield value
    return undefined
  }

  [Symbol.iterator](): Generator<[string, Value], undefined> {
    return this.entries()
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this)
  }
}
