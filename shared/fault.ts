/** An error that a person may read: a code, a cause and a hint that says what to do. Anything else that is thrown is a bug. */

/** Every fault code of the product, `area/what`. Each has wording in `shared/wording` and a line in a handbook; a test holds this. */
export const faultCodes = [
  'command/failed',
  'command/not-found',
  'command/timed-out',
  'command/too-much-output',
  'config/damaged',
  'config/unwritable',
  'console/address-unusable',
  'console/port-in-use',
  'enrollment/already-enrolled',
  'enrollment/code-refused',
  'enrollment/not-enrolled',
  'enrollment/server-not-trusted',
  'enrollment/unreachable',
  'evidence/not-kept',
  'isolation/adapter-ambiguous',
  'isolation/adapter-not-found',
  'isolation/not-permitted',
  'isolation/not-verified',
  'isolation/state-damaged',
  'outbox/damaged',
  'outbox/full',
  'outbox/not-durable',
  'panel/not-running',
  'panel/pipe-taken',
  'store/document-damaged',
  'store/locked',
  'store/not-durable',
  'store/schema-newer',
] as const

export type FaultCode = (typeof faultCodes)[number]

export interface FaultContext {
  /** What went wrong below. */
  readonly cause?: unknown
  /** What the reader should do now, in the reader's language. */
  readonly hint?: string
}

export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  readonly hint: string | undefined

  constructor(code: FaultCode, message: string, { cause, hint }: FaultContext = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
  }
}

export const isFault = (error: unknown, code?: FaultCode): error is Fault =>
  error instanceof Fault && (code === undefined || error.code === code)
