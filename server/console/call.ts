/** What a call of the console's API declares; one that leaves anything out does not compile. */

import * as z from 'zod'
import type { Officer } from '#shared/domain/actor.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Conductor, Outcome } from '../workflow/ports.ts'
import type { Seen } from './rows.ts'
import type { ConsoleRefusal } from './refusal.ts'
import type { SignIn } from './sign-in.ts'

/** What calls reach; everything else is out of their reach. */
export interface Desk {
  readonly conductor: Conductor
  readonly signIn: SignIn
  readonly office: { readonly name: string; readonly phone: string }
  /** The situation and the registry as the live list shows them. */
  readonly seen: () => Seen
  /** A one-time code for a terminal of that institution, which is created where it is new. */
  makeEnrollmentCode(wanted: WantedCode): Promise<{ readonly code: string; readonly command: string }>
  /** Verifies everything now; those who ask at the same time share one verification. Nothing where it could not be done. */
  verifyHistories(): Promise<VerifiedHistories | undefined>
}

/** What a verification found, in sentences; no sentence is good. */
export interface VerifiedHistories {
  readonly total: number
  /** The first ones, at most 200. */
  readonly findings: readonly string[]
  /** The newest line for the duty log. */
  readonly printed: string | undefined
}

export interface WantedCode {
  readonly institution: string
  readonly kind?: Institution['kind'] | undefined
  readonly phone?: string | undefined
}

interface Asked<Body, Who> {
  /** The `:id` of the path; a UUID, or nothing where the path has none. */
  readonly id: string
  readonly body: Body
  readonly officer: Who
  /** Names the session of who asks; empty where nobody is signed in. */
  readonly session: string
  readonly address: string
}

export type Answer =
  | { readonly status: 200; readonly body: unknown }
  | { readonly status: 204; readonly session?: { readonly token: string } | 'ended' | undefined }
  | { readonly refusal: ConsoleRefusal }

interface Declaration<Body, Access extends 'anyone' | 'signed-in'> {
  readonly method: 'GET' | 'POST'
  readonly path: `/api/${string}`
  readonly access: Access
  /** `noBody` where the call takes none. */
  readonly body: z.ZodType<Body>
  perform(
    asked: Asked<Body, Access extends 'signed-in' ? Officer : Officer | undefined>,
    desk: Desk,
  ): Promise<Answer> | Answer
}

/** A declared call, ready for the list in `api/index.ts`. */
export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: `/api/${string}`
  readonly access: 'anyone' | 'signed-in'
  readonly body: z.ZodType
  /** `asked.body` is what `body` made of the request. */
  perform(asked: Asked<unknown, Officer | undefined>, desk: Desk): Promise<Answer> | Answer
}

export const call = <Body, Access extends 'anyone' | 'signed-in'>(declaration: Declaration<Body, Access>): Call =>
  // The dispatcher parses with `body` and checks `access` before it performs; from here on nobody can tell any more.
  declaration

/** `{}`, or nothing at all in a GET. */
export const noBody = z.strictObject({}).optional()

export const done: Answer = { status: 204 }
export const ok = (body: unknown): Answer => ({ status: 200, body })
export const refuse = (refusal: ConsoleRefusal): Answer => ({ refusal })

/** What the workflow decided, as an answer. */
export const settle = <T>(outcome: Outcome<T>, answer: (value: T) => Answer = () => done): Answer =>
  outcome.ok ? answer(outcome.value) : refuse(outcome.refusal)
