/** POST /api/institutions.csv: what a file would add and change, line by line; with `apply` it is done, and not at all where a line is wrong. */

import * as z from 'zod'
import { institutionKinds } from '#shared/domain/institution.ts'
import { planInstitutions } from '../../registry/files/institutions-file.ts'
import { call, ok, settle } from '../call.ts'
import {
  bytesOf,
  fileBytes,
  lineRefusalAnswer,
  refusedFile,
  refusedLines,
  sentFile,
  toldRefusals,
} from '../registry-file.ts'

const institution = z.object({ kind: z.enum(institutionKinds), name: z.string(), phone: z.string() })

export const importInstitutions = call({
  method: 'POST',
  path: '/api/institutions.csv',
  operation: 'registry.manage',
  body: sentFile,
  maxBodyBytes: fileBytes,
  answer: z.object({
    applied: z.boolean(),
    encoding: z.enum(['utf-8', 'gb18030']),
    added: z.array(z.object({ line: z.number(), institution })),
    changed: z.array(z.object({ line: z.number(), before: institution, after: institution })),
    unchanged: z.number(),
    refusals: lineRefusalAnswer,
  }),
  async perform({ body, officer }, { registrar, seen }) {
    const plan = planInstitutions(bytesOf(body), seen().institutions)
    if (!plan.ok) return refusedFile(plan.refusal)
    if (body.apply && !body.partial && plan.refusals.length > 0) return refusedLines(plan.refusals)
    const { encoding, added, changed, unchanged } = plan
    const told = { encoding, added, changed, unchanged, refusals: toldRefusals(plan.refusals) }
    const wanted = [...added.map(({ institution: one }) => one), ...changed.map(({ after }) => after)]
    if (!body.apply || wanted.length === 0) return ok({ applied: false, ...told })
    return settle(await registrar.registerInstitutions(wanted, officer), () => ok({ applied: true, ...told }))
  },
})
