/** One schema per frame between terminal and server; the golden file `frames.schema.json` shows them all. */

import * as z from 'zod'
import { isolationScopes } from '../domain/isolation.ts'
import type { SignedOrder } from '../domain/order.ts'
import type { DeepReadonly } from './deep-readonly.ts'
import { count, id, name, sentence, text, time } from './limits.ts'
import { isolation, lanes, moment, recordBody } from './record.ts'

/** Raised when a frame changes in a way that an older peer cannot read. */
export const protocolVersion = 1

const epoch = id
const sequence = count.min(1)

/** How well each source sees, so that a blind terminal is never mistaken for a quiet one. */
const coverage = z.strictObject({ source: name, state: z.enum(['full', 'degraded', 'off']), because: sentence })

const posture = z.strictObject({
  isolation,
  pending: count,
  sources: z.array(coverage).max(32),
})

export type Posture = DeepReadonly<z.infer<typeof posture>>
export type Coverage = DeepReadonly<z.infer<typeof coverage>>

const order = z.strictObject({
  id,
  endpoint: id,
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('isolate'), scope: z.enum(isolationScopes) }),
    z.strictObject({ kind: z.literal('release') }),
  ]),
  notAfter: time,
  counter: count,
  reason: sentence,
  approver: z.strictObject({ id: name, name }),
  incident: id.optional(),
})

export const signedOrder = z.strictObject({
  order,
  keyId: name,
  signature: z.string().regex(/^[\w-]{86}$/),
}) satisfies z.ZodType<SignedOrder>

/** The first frame of a connection; the endpoint itself is known by its certificate and never taken from a frame. */
const hello = z.strictObject({
  frame: z.literal('hello'),
  protocol: count,
  agent: text(32),
  clock: moment,
  lanes: z.array(z.strictObject({ lane: z.enum(lanes), epoch, next: sequence })).max(lanes.length),
  posture,
})

/** One kept record; in order within (endpoint, epoch). */
const record = z.strictObject({
  frame: z.literal('record'),
  lane: z.enum(lanes),
  epoch,
  sequence,
  moment,
  body: recordBody,
})

const heartbeat = z.strictObject({ frame: z.literal('heartbeat'), clock: moment, posture })

const welcome = z.strictObject({
  frame: z.literal('welcome'),
  protocol: count,
  serverTime: time,
  institution: name,
  endpoint: z.strictObject({ number: name, name }),
  office: z.strictObject({ name, phone: text(32) }),
  cursors: z.array(z.strictObject({ epoch, acknowledged: count })).max(lanes.length),
})

/** Everything of the epoch up to and including `sequence` is durable at the office. */
const acknowledge = z.strictObject({ frame: z.literal('acknowledge'), epoch, sequence: count })

const orderFrame = z.strictObject({ frame: z.literal('order'), signed: signedOrder })

/** What became of an alert at the office; the operator's proof (S2 ③). Sent again after each welcome. */
const notice = z.strictObject({
  frame: z.literal('notice'),
  alert: id,
  stage: z.enum(['received', 'taken']),
  by: name,
  at: time,
  incident: text(32).optional(),
})

const pulse = z.strictObject({ frame: z.literal('pulse'), serverTime: time })

export const upFrame = z.discriminatedUnion('frame', [hello, record, heartbeat])
export const downFrame = z.discriminatedUnion('frame', [welcome, acknowledge, orderFrame, notice, pulse])

export type UpFrame = DeepReadonly<z.infer<typeof upFrame>>
export type DownFrame = DeepReadonly<z.infer<typeof downFrame>>
export type Hello = DeepReadonly<z.infer<typeof hello>>
export type RecordFrame = DeepReadonly<z.infer<typeof record>>
export type Heartbeat = DeepReadonly<z.infer<typeof heartbeat>>
export type Welcome = DeepReadonly<z.infer<typeof welcome>>
export type Notice = DeepReadonly<z.infer<typeof notice>>
