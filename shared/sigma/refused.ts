/** Why a document is not taken as a rule: by name, so that the office sees what it lacks. */

export type RefusalReason =
  | 'not-a-rule'
  | 'no-detection'
  | 'bad-condition'
  | 'unknown-identifier'
  | 'unknown-modifier'
  | 'modifier-misused'
  | 'unresolved-placeholder'
  | 'bad-value'
  | 'bad-regex'
  | 'bad-network'
  | 'bad-correlation'
  | 'unknown-rule'
  | 'circular'
  | 'too-large'
  | 'too-costly'

export interface Refusal {
  readonly id: string
  readonly title: string
  readonly reason: RefusalReason
  /** The modifier, placeholder, identifier or value that it is about. */
  readonly what: string
}

/** Thrown inside the parser only; `parse-*.ts` turn it into a `Refusal`. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly reason: RefusalReason
  readonly what: string

  constructor(reason: RefusalReason, what: string) {
    super(`${reason}: ${what}`)
    this.reason = reason
    this.what = what
  }
}

export type Parsed<T> = { readonly ok: true; readonly document: T } | { readonly ok: false; readonly refusal: Refusal }

/** Runs a parser; what it refuses becomes a value, anything else is a bug and goes on. */
export function refusing<T>(source: unknown, parse: () => T): Parsed<T> {
  try {
    return { ok: true, document: parse() }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { id, title } = isMap(source) ? source : {}
    return {
      ok: false,
      refusal: { id: asLabel(id), title: asLabel(title), reason: error.reason, what: error.what.slice(0, 200) },
    }
  }
}

const asLabel = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 256) : '')

/** A map of YAML or JSON. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
