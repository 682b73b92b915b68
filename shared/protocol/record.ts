/** What a terminal keeps in its outbox and sends up: one schema per kind of body. */

import * as z from 'zod'
import type { Actor } from '../domain/actor.ts'
import type { Alert } from '../domain/alert.ts'
import type { Detection } from '../domain/detection.ts'
import type { Evidence } from '../domain/evidence.ts'
import { isolationScopes, isolationStates } from '../domain/isolation.ts'
import type { Isolation } from '../domain/isolation.ts'
import type { Moment } from '../domain/moment.ts'
import type { Receipt } from '../domain/order.ts'
import { severities } from '../domain/severity.ts'
import { releaseActions } from '../text/release-code.ts'
import type { DeepReadonly } from './deep-readonly.ts'
import { count, id, name, path, sentence, sha256, text, time } from './limits.ts'

export const moment = z.strictObject({
  at: time,
  clockId: name,
  monotonicMs: z.number().min(0),
}) satisfies z.ZodType<Moment>

const actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator'), account: name }),
  z.strictObject({ kind: z.literal('officer'), id: name, name }),
  z.strictObject({ kind: z.literal('agent') }),
  z.strictObject({ kind: z.literal('server') }),
]) satisfies z.ZodType<Actor>

const detection = z.strictObject({
  id,
  rule: name,
  severity: z.enum(severities),
  moment,
  because: sentence,
  facts: z
    .record(name, z.union([path, z.number(), z.boolean()]))
    .refine((facts) => Object.keys(facts).length <= 32, 'more than 32 facts'),
}) satisfies z.ZodType<Detection>

export const reportCodePattern = /^BS-\d{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/

const alert = z.strictObject({
  id,
  code: z.string().regex(reportCodePattern),
  origin: z.enum(['operator', 'detector']),
  rule: name,
  severity: z.enum(severities),
  raised: moment,
  detected: moment,
  because: sentence,
  detections: z.array(detection).max(20),
  count: count.min(1),
  drill: z.boolean(),
}) satisfies z.ZodType<Alert>

export const isolation = z.strictObject({
  state: z.enum(isolationStates),
  scope: z.enum(isolationScopes),
  adapter: name,
  layers: z.array(z.strictObject({ layer: name, stands: z.boolean(), detail: sentence })).max(8),
  by: actor,
  because: sentence,
  since: moment,
  rehearsal: z.boolean(),
  alert: id.optional(),
  order: id.optional(),
  releaseCode: count.optional(),
}) satisfies z.ZodType<Isolation>

const evidence = z.strictObject({
  id,
  alert: id.optional(),
  file: name,
  sha256,
  bytes: count,
  moment,
  parts: z.array(name).max(32),
  tookMs: count,
}) satisfies z.ZodType<Evidence>

const receipt = z.strictObject({
  order: name,
  outcome: z.enum(['carried-out', 'failed', 'refused']),
  because: sentence,
  moment,
}) satisfies z.ZodType<Receipt>

/** What the operator may add to a report by one touch (S2: 发生了什么). */
export const annotations = ['files-locked', 'remote-control', 'unsure'] as const
export type Annotation = (typeof annotations)[number]

/** Why the operator put the cut off (S2: 正在结算，暂不断开). */
export const pauses = ['settling', 'patient-waiting', 'other'] as const
/** Why the operator holds an alert of a detector for false (误报). */
export const falseAlarms = ['own-work', 'maintenance'] as const
export const postponements = [...pauses, ...falseAlarms] as const
export type Pause = (typeof pauses)[number]
export type FalseAlarm = (typeof falseAlarms)[number]
export type Postponement = (typeof postponements)[number]

export const recordBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alert'), alert }),
  z.strictObject({ kind: z.literal('report-repeated'), alert: id, times: count }),
  z.strictObject({ kind: z.literal('report-annotated'), alert: id, annotation: z.enum(annotations) }),
  z.strictObject({ kind: z.literal('report-withdrawn'), alert: id }),
  z.strictObject({ kind: z.literal('cut-postponed'), alert: id, postponement: z.enum(postponements) }),
  z.strictObject({ kind: z.literal('isolation'), isolation }),
  /** A code of the office was typed in; kept before anything is opened. */
  z.strictObject({
    kind: z.literal('release-code-used'),
    sequence: count,
    action: z.enum(releaseActions),
    account: name,
  }),
  z.strictObject({ kind: z.literal('evidence'), evidence }),
  z.strictObject({ kind: z.literal('receipt'), receipt }),
  z.strictObject({
    kind: z.literal('inventory'),
    inventory: z.strictObject({
      os: text(200),
      kernel: text(200),
      model: text(200),
      serial: text(100),
      cpu: text(200),
      memoryBytes: count,
      disks: z.array(z.strictObject({ name, bytes: count, usedBytes: count })).max(16),
      /** Parts that answered nothing: unknown, never "clean". */
      unknown: z.array(name).max(16),
    }),
  }),
  z.strictObject({ kind: z.literal('dropped'), lane: name, dropped: count, from: time, to: time }),
])

export type RecordBody = DeepReadonly<z.infer<typeof recordBody>>

/** urgent: reports, alerts, isolation, receipts; never dropped. summary: inventory, tombstones. telemetry: the oldest goes first. */
export const lanes = ['urgent', 'summary', 'telemetry'] as const
export type Lane = (typeof lanes)[number]
