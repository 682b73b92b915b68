/** POST /api/endpoints.csv: new names, and a one-time code for each terminal to come; not at all where a line is wrong. */

import * as z from 'zod'
import { planEndpoints } from '../../registry/files/endpoints-file.ts'
import { call, ok, refuse } from '../call.ts'
import {
  bytesOf,
  fileBytes,
  lineRefusalAnswer,
  refusedFile,
  refusedLines,
  sentFile,
  toldRefusals,
} from '../registry-file.ts'

export const importEndpoints = call({
  method: 'POST',
  path: '/api/endpoints.csv',
  operation: 'registry.manage',
  body: sentFile,
  maxBodyBytes: fileBytes,
  answer: z.object({
    applied: z.boolean(),
    encoding: z.enum(['utf-8', 'gb18030']),
    renamed: z.array(z.object({ line: z.number(), number: z.string(), before: z.string(), after: z.string() })),
    toEnroll: z.array(z.object({ line: z.number(), institution: z.string(), name: z.string() })),
    /** Shown now and never again; in the order of `toEnroll`. */
    codes: z.array(z.object({ code: z.string(), command: z.string(), name: z.string(), institution: z.string() })),
    unchanged: z.number(),
    refusals: lineRefusalAnswer,
  }),
  async perform({ body, officer }, { registrar, seen }) {
    const { endpoints, institutions } = seen()
    const plan = planEndpoints(bytesOf(body), { endpoints: endpoints.values(), institutions })
    if (!plan.ok) return refusedFile(plan.refusal)
    if (body.apply && !body.partial && plan.refusals.length > 0) return refusedLines(plan.refusals)
    const { encoding, renamed, codes: wanted, unchanged } = plan
    const told = {
      encoding,
      renamed: renamed.map(({ line, endpoint, name }) => ({
        line,
        number: endpoint.number,
        before: endpoint.name,
        after: name,
      })),
      toEnroll: wanted.map(({ line, institution, name }) => ({ line, institution: institution.name, name })),
      unchanged,
      refusals: toldRefusals(plan.refusals),
    }
    if (!body.apply || renamed.length + wanted.length === 0) return ok({ applied: false, ...told, codes: [] })
    if (renamed.length > 0) {
      const done = await registrar.renameEndpoints(
        renamed.map(({ endpoint, name }) => ({ id: endpoint.id, name })),
        officer,
      )
      if (!done.ok) return refuse(done.refusal)
    }
    if (wanted.length === 0) return ok({ applied: true, ...told, codes: [] })
    const made = await registrar.makeCodes(
      wanted.map(({ institution, name }) => ({ institution: institution.id, name })),
      officer,
    )
    return made.ok ? ok({ applied: true, ...told, codes: made.value }) : refuse(made.refusal)
  },
})
