/** An event in Sigma's taxonomy: flat, with the field names that rules use and the native ones beside them. */

/** A text, a number, a boolean, nothing, or a list of these; what else is put in has no text and equals nothing. */
export type Fields = Readonly<Record<string, unknown>>

/** Where an event comes from. One event may be of several categories (a registry value set is also a registry event). */
export interface EventOrigin {
  readonly product: string
  readonly service?: string | undefined
  readonly categories: readonly string[]
}

export interface SigmaEvent {
  /** The same object for all events of one origin: the engine remembers by it which rules to ask. */
  readonly origin: EventOrigin
  readonly fields: Fields
  /** Milliseconds on the clock by which correlations and ends of filters are judged. */
  readonly at: number
}

/** A single value as text: numbers as decimal text. Nothing for null, objects and what is missing. */
export function textOfValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  return undefined
}
