/** What the reads of the plan answer, for the description of the API; a member more in an answer breaks no reader. */

import * as z from 'zod'
import { phases } from '#shared/domain/incident.ts'
import { clockNames, clockStates } from '../workflow/clocks/clock.ts'
import { factCodes } from '../workflow/facts/fact.ts'
import { formIds } from '../workflow/forms/form.ts'
import { operations } from '../workflow/permissions.ts'
import type { Operation } from '../workflow/permissions.ts'
import { planEvents } from '../workflow/transitions.ts'

/** Milliseconds since 1970 UTC. */
const moment = z.number()
const operation = z.enum(operations as readonly [Operation, ...Operation[]])

export const incidentAnswer = z.looseObject({
  id: z.string(),
  /** 璧医保事 number, `BS-2026-0137`; of a drill `YL-`. */
  number: z.string(),
  title: z.string(),
  phase: z.enum(phases),
  drill: z.boolean(),
  endpoint: z.string().optional(),
  institution: z.string(),
  receivedAt: moment,
  found: z.looseObject({ at: moment, basis: z.enum(['found', 'should-have-been-found']) }),
  initialReportDueAt: moment,
  alerts: z.array(z.string()),
  /** Those that run, the tightest first. */
  clocks: z.array(
    z.looseObject({ name: z.enum(clockNames), basis: z.string(), clause: z.string(), dueAt: moment.optional() }),
  ),
})

const clockAnswer = z.looseObject({
  name: z.enum(clockNames),
  /** 预案, 国家规定 or 本局内部要求. */
  basis: z.string(),
  clause: z.string(),
  state: z.enum(clockStates),
  startedAt: moment,
  dueAt: moment.optional(),
  doneAt: moment.optional(),
  lateMs: z.number(),
})

const factAnswer = z.looseObject({
  code: z.enum(factCodes),
  unit: z.string(),
  /** Positions of the entries that it rests on. */
  rows: z.array(z.number()),
  words: z.object({ title: z.string(), text: z.string(), rows: z.string() }),
})

const entryAnswer = z.looseObject({
  position: z.number(),
  subject: z.object({ kind: z.enum(['incident', 'endpoint', 'office']), id: z.string() }),
  link: z.object({ index: z.number(), previousHash: z.string(), hash: z.string() }),
  at: moment,
  actor: z.looseObject({ kind: z.string() }),
  happening: z.looseObject({ kind: z.string() }),
})

export const nextStepsAnswer = z.object({
  events: z.array(
    z.object({
      event: z.enum(planEvents),
      to: z.enum(phases),
      operation,
      form: z.enum(formIds).optional(),
      clause: z.string(),
      permitted: z.boolean(),
      refusal: z.string().optional(),
      /** It is asked for with a reason. */
      reason: z.boolean(),
    }),
  ),
  forms: z.array(
    z.object({
      form: z.enum(formIds),
      operation,
      permitted: z.boolean(),
      refusal: z.string().optional(),
      filed: z.number(),
    }),
  ),
})

export const incidentsAnswer = z.object({
  incidents: z.array(incidentAnswer),
  /** On all pages together. */
  total: z.number(),
  /** To be given as `after`; left out on the last page. */
  next: z.string().optional(),
})

export const wholeIncidentAnswer = z.object({
  incident: incidentAnswer,
  /** What the one who asks may do in this incident, by post or as a member of its field team. */
  may: z.array(operation),
  alerts: z.array(z.looseObject({ id: z.string() })),
  endpoints: z.array(z.looseObject({ id: z.string() })),
  course: z.looseObject({ forms: z.record(z.string(), z.array(z.looseObject({ serial: z.number() }))) }),
  clocks: z.array(clockAnswer),
  facts: z.array(factAnswer),
  next: nextStepsAnswer,
  timeline: z.array(entryAnswer),
})

export const auditPageAnswer = z.object({
  entries: z.array(entryAnswer),
  /** To be given as `before` for what is older; left out at the end. */
  before: z.number().optional(),
})
