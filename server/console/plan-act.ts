/** How a call of the plan asks for what it is about, and how it answers: the same for every command of the incident. */

import * as z from 'zod'
import type { Officer } from '#shared/domain/actor.ts'
import { isolationScopes } from '#shared/domain/isolation.ts'
import { id, name, sentence, sha256, text, time } from '#shared/protocol/limits.ts'
import type { PlanCommand } from '../workflow/commands.ts'
import { aboutAlert, aboutIncident } from '../workflow/ownership.ts'
import type { About } from '../workflow/who.ts'
import { ok, refuse } from './call.ts'
import type { Answer, Desk } from './call.ts'

/** The units whose terminals it is about, the departments that answer for them, and its field team. */
export const ofTheIncident = (incident: string, { conductor }: Desk): About =>
  aboutIncident(conductor.situation(), incident)

export const ofTheAlert = (alert: string, { conductor }: Desk): About => aboutAlert(conductor.situation(), alert)

/** Has the plan decide; what it refuses is answered with the fields that are wrong, each with its reason. */
export async function act({ conductor }: Desk, command: PlanCommand, officer: Officer): Promise<Answer> {
  const outcome = await conductor.act(command, officer)
  if (outcome.ok) return ok(outcome.value)
  return refuse(outcome.refusal, outcome.fields && { fields: outcome.fields })
}

/** What comes back: where it stands now. */
export const actedAnswer = z.object({
  incident: z.string().optional(),
  /** Of the form that was filed. */
  serial: z.number().optional(),
  directive: z.string().optional(),
  order: z.string().optional(),
  /** Of a group isolation that was asked for. */
  request: z.string().optional(),
  /** How many orders went out. */
  orders: z.number().optional(),
})

/** A form with tables is larger than what any other call takes. */
export const formBytes = 256 * 1024

const maxRows = 500
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/)
const cell = z.union([text(10_000), z.number(), z.boolean()])
/** What any form may hold; which fields it has, and what each takes, its definition decides. */
export const formFields = z.record(
  key,
  z.union([cell, z.array(text(1_000)).max(maxRows), z.array(z.record(key, cell)).max(maxRows)]),
)

/** Where it is needed and empty, the step says so in words. */
export const reason = sentence.trim()
export const longText = text(4_000).trim().min(1)
export const line = text(200).trim().min(1)
export const entryId = id
export const moment = time
/** An institution's or department's id, `office` or `field-team`. */
export const unit = name.trim().min(1)
/** Of a form in its incident, from 1. */
export const serial = z.number().int().min(1).max(10_000)
export const externalForm = z.enum(['D19a', 'D19b'])
/** Ids of evidence, and SHA-256 of released documents. */
export const evidenceItems = z
  .array(z.union([id, sha256]))
  .min(1)
  .max(500)

/** Which terminals are cut together, by which scope, and why. */
export const groupIsolation = z.strictObject({
  group: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('endpoints'), endpoints: z.array(id).min(1).max(200) }),
    z.strictObject({ kind: z.literal('institution'), institution: unit }),
    z.strictObject({ kind: z.literal('all') }),
  ]),
  // Selective unless told: the office keeps its handle on the terminals.
  scope: z.enum(isolationScopes).default('selective'),
  reason,
})
