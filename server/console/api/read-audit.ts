/** GET /api/audit/entries: what was done in this office, newest first; that it was read is itself written down before. */

import * as z from 'zod'
import { id } from '#shared/protocol/limits.ts'
import { auditPage } from '../audit-page.ts'
import { auditPageAnswer } from '../answers.ts'
import { call, noBody, ok, refuse } from '../call.ts'

const number = z.string().regex(/^\d{1,15}$/)
const time = number

const query = z.strictObject({
  subject: z.enum(['incident', 'endpoint', 'office']).optional(),
  id: z.union([id, z.literal('office')]).optional(),
  kind: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  person: id.optional(),
  from: time.optional(),
  to: time.optional(),
  before: number.optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/)
    .default('100'),
})

const optional = (typed: string | undefined): number | undefined => (typed === undefined ? undefined : Number(typed))

export const readAudit = call({
  method: 'GET',
  path: '/api/audit/entries',
  operation: 'audit.read',
  query,
  body: noBody,
  answer: auditPageAnswer,
  async perform({ query: asked, officer }, { conductor, plan }) {
    const { limit, before, from, to, subject, ...filter } = asked
    const written = await conductor.actInOffice({ kind: 'record-audit-reading', what: said(asked) }, officer)
    if (!written.ok) return refuse(written.refusal)
    const page = await auditPage((position, most) => plan.entriesAfter(position, most), {
      before: optional(before) ?? conductor.situation().position + 1,
      limit: Number(limit),
      filter: { ...filter, subject: subject as 'incident' | undefined, from: optional(from), to: optional(to) },
    })
    return ok(page)
  },
})

/** What was looked for, as it stands in the history. */
const said = (asked: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(asked)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(' ')
