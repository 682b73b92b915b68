/** The pure difference between two looks at the same things: what polling sources make events of. */

export interface Difference<Key, Value> {
  readonly added: readonly (readonly [Key, Value])[]
  readonly changed: readonly (readonly [Key, Value])[]
  readonly removed: readonly (readonly [Key, Value])[]
}

/** `same` tells whether a thing that is in both looks stayed what it was; default: the same value. */
export function difference<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  after: ReadonlyMap<Key, Value>,
  same: (a: Value, b: Value) => boolean = Object.is,
): Difference<Key, Value> {
  const added: [Key, Value][] = []
  const changed: [Key, Value][] = []
  for (const [key, value] of after) {
    const previous = before.get(key)
    if (previous === undefined && !before.has(key)) added.push([key, value])
    else if (!same(previous as Value, value)) changed.push([key, value])
  }
  return { added, changed, removed: [...before].filter(([key]) => !after.has(key)) }
}
