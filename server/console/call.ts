/** What a call of the console's API declares; one that leaves anything out does not compile. */

import * as z from 'zod'
import type { Officer } from '#shared/domain/actor.ts'
import type { People } from '../people/people.ts'
import type { Registrar } from '../registry/registrar.ts'
import type { OldestRows } from '../store/audit-ledger.ts'
import type { MachineScope } from '../workflow/office-history.ts'
import type { Operation } from '../workflow/permissions.ts'
import type { Conductor, Outcome } from '../workflow/ports.ts'
import type { About, Held } from '../workflow/who.ts'
import type { Inbox } from '../notify/inbox.ts'
import type { PlanDesk } from './plan-desk.ts'
import type { Seen } from './rows.ts'
import type { ConsoleRefusal } from './refusal.ts'

/** What calls reach; everything else is out of their reach. */
export interface Desk {
  readonly conductor: Conductor
  /** What calls of the plan and of the audit reach beside it. */
  readonly plan: PlanDesk
  /** What was put before each person (站内通知). */
  readonly inbox: Inbox
  /** People, how they prove who they are, and their sessions. */
  readonly people: People
  /** A machine by the token of its `Authorization: Bearer`; nothing where none of ours is in force. */
  machine(token: string): Machine | undefined | Promise<Machine | undefined>
  readonly office: { readonly name: string; readonly phone: string }
  /** Server time, milliseconds since 1970 UTC. */
  readonly now: () => number
  /** The situation and the registry as the live list shows them. */
  readonly seen: () => Seen
  /** The registry's tables and the tokens of other systems, each act of theirs in the office's chain first. */
  readonly registrar: Pick<Registrar, keyof Registrar>
  /** When the oldest of each kind of record was written (网络安全法 第二十三条). */
  readonly oldestRecords: () => Promise<OldestRecords>
  /** Verifies everything now; those who ask at the same time share one verification. Nothing where it could not be done. */
  verifyHistories(): Promise<VerifiedHistories | undefined>
}

export interface OldestRecords extends OldestRows {
  /** The first line of the operating log that is still there. */
  readonly log?: number | undefined
}

/** Another system that was let in for a purpose (SIEM, the municipal platform). */
export interface Machine {
  readonly id: string
  readonly name: string
  readonly scopes: readonly MachineScope[]
}

/** What a verification found, in sentences; no sentence is good. */
export interface VerifiedHistories {
  readonly total: number
  /** The first ones, at most 200. */
  readonly findings: readonly string[]
  /** The newest line for the duty log. */
  readonly printed: string | undefined
}

type ApiPath = `/api/${string}`
type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never
/** Every name of the path beside `:id`, which is a UUID. */
type OtherNames<Path extends string> = Exclude<NamesIn<Path>, 'id'>
type Params = Readonly<Record<string, z.ZodType<string>>>

interface Asked<Body, Who, Names extends string = string> {
  /** The `:id` of the path; a UUID, or nothing where the path has none. */
  readonly id: string
  /** The path's other names, each as its schema has it. */
  readonly params: Readonly<Record<Names, string>>
  /** What stands after the `?`, as the call's `query` has it. */
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: Body
  /** A person; for a machine, its token's id and name. */
  readonly officer: Who
  /** The posts in force of who asks. */
  readonly roles: readonly Held[]
  /** Whether who asks may do something else too; the same table. */
  readonly permits: (operation: Operation, about?: About) => boolean
  /** Names the session of who asks; empty where nobody is signed in. */
  readonly session: string
  readonly address: string
}

export type Answer =
  | { readonly status: 200; readonly body: unknown }
  /** A file to be saved, never shown in the page. */
  | { readonly status: 200; readonly bytes: Uint8Array; readonly type: string; readonly filename: string }
  | { readonly status: 204; readonly session?: { readonly token: string } | 'ended' | undefined }
  | { readonly refusal: ConsoleRefusal; readonly details?: unknown }

/** Who may: anyone at all, or those whom this line of the permission table lets. */
export type Leave = Operation | 'anyone'

interface Declared {
  readonly method: 'GET' | 'POST'
  /**
   * Whose own the thing is that the path names; left out: nobody's, and only roles that reach everywhere are let in.
   * `in-the-body`: whoever has any reach is let in, and what the call performs looks at the owner (a step of the workflow does).
   */
  readonly about?: ((id: string, desk: Desk) => About) | 'in-the-body' | undefined
  /** `noBody` where the call takes none. */
  readonly body: z.ZodType
  /** Left out: what stands after the `?` is not looked at. */
  readonly query?: z.ZodType<Readonly<Record<string, string | undefined>>> | undefined
  /** Of the body, bytes; 16 KiB unless told. */
  readonly maxBodyBytes?: number | undefined
  /** A machine whose token has this scope may call it too. */
  readonly machine?: MachineScope | undefined
  /** Also of a session that nobody has used for a while: its own screen is shown, and the password asked for. */
  readonly whileLocked?: boolean | undefined
  /** The body of a 200, for the documentation. */
  readonly answer?: z.ZodType | undefined
}

type Declaration<Body, May extends Leave, Path extends ApiPath> = Declared & {
  readonly path: Path
  readonly operation: May
  readonly body: z.ZodType<Body>
  perform(
    asked: Asked<Body, May extends Operation ? Officer : Officer | undefined, OtherNames<Path>>,
    desk: Desk,
  ): Promise<Answer> | Answer
} & ([OtherNames<Path>] extends [never]
    ? { readonly params?: undefined }
    : { readonly params: Readonly<Record<OtherNames<Path>, z.ZodType<string>>> })

/** A declared call, ready for the list in `api/index.ts`. */
export interface Call extends Declared {
  readonly path: ApiPath
  readonly operation: Leave
  readonly params?: Params | undefined
  /** `asked.body` is what `body` made of the request. */
  perform(asked: Asked<unknown, Officer | undefined>, desk: Desk): Promise<Answer> | Answer
}

export const call = <Body, May extends Leave, Path extends ApiPath>(declaration: Declaration<Body, May, Path>): Call =>
  // The dispatcher parses with `body` and `params` and checks `operation` before it performs; from here on nobody can tell any more.
  declaration

/** `{}`, or nothing at all in a GET. */
export const noBody = z.strictObject({}).optional()

export const done: Answer = { status: 204 }
export const ok = (body: unknown): Answer => ({ status: 200, body })
export const refuse = (refusal: ConsoleRefusal, details?: unknown): Answer => ({ refusal, details })

/** What the workflow decided, as an answer. */
export const settle = <T>(outcome: Outcome<T>, answer: (value: T) => Answer = () => done): Answer =>
  outcome.ok ? answer(outcome.value) : refuse(outcome.refusal)
