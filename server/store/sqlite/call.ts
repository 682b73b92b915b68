/** What the event loop and the worker thread say to each other. */

import { Fault, isFault } from '#shared/fault.ts'
import type { FaultCode } from '#shared/fault.ts'
import type { SynchronousAuditLedger } from './audit-ledger.ts'
import type { SynchronousCredentials } from './credentials.ts'
import type { SynchronousDeliveries } from './deliveries.ts'
import type { Histories } from './histories.ts'
import type { SynchronousRegistry } from './registry.ts'

/** Everything that the worker can be asked for. */
export type Operations = Histories &
  SynchronousRegistry &
  SynchronousCredentials &
  SynchronousDeliveries &
  SynchronousAuditLedger

export type OperationName = keyof Operations
export type Given<Name extends OperationName> = Parameters<Operations[Name]>
export type Answer<Name extends OperationName> = ReturnType<Operations[Name]>

/** How the worker is to open the file: as the one server, or beside it, for the registry only. */
export interface WorkerTask {
  readonly file: string
  readonly exclusive: boolean
}

export type Call =
  | { readonly id: number; readonly operation: OperationName; readonly given: readonly unknown[] }
  | { readonly id: number; readonly operation: 'close' }

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: SentError }

/** An error on its way between threads, where classes are lost. */
export interface SentError {
  readonly message: string
  readonly fault?: FaultCode | undefined
  readonly hint?: string | undefined
  readonly cause?: string | undefined
}

export function sendable(error: unknown): SentError {
  if (!(error instanceof Error)) return { message: String(error) }
  const cause = error.cause instanceof Error ? error.cause.message : undefined
  return isFault(error)
    ? { message: error.message, fault: error.code, hint: error.hint, cause }
    : { message: error.message, cause }
}

export function received({ message, fault, hint, cause }: SentError): Error {
  const below = cause === undefined ? undefined : new Error(cause)
  if (fault === undefined) return new Error(message, { cause: below })
  return new Fault(fault, message, { cause: below, ...(hint === undefined ? {} : { hint }) })
}
