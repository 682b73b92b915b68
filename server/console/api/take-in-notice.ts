/** POST /api/intake/alerts: another system hands in a notice; it is registered as one from outside (D01) and waits for the office (三(一)1). */

import * as z from 'zod'
import { name, text, time } from '#shared/protocol/limits.ts'
import { pending } from '../../workflow/forms/form.ts'
import { call, refuse } from '../call.ts'
import { act } from '../plan-act.ts'

const sources = ['superior', 'other-institution', 'cac', 'police', 'other'] as const

export const takeInNotice = call({
  method: 'POST',
  path: '/api/intake/alerts',
  operation: 'incident.register',
  // The step looks at whose institution it is.
  about: 'in-the-body',
  machine: 'intake',
  body: z.strictObject({
    source: z.enum(sources).default('other'),
    /** Id or name of the registry. */
    institution: name.trim().min(1),
    /** 终端编号, where it is known. */
    endpoint: text(32).optional(),
    foundAt: time,
    phenomenon: text(2_000).trim().min(1),
    reporter: name.optional(),
    phone: text(40).optional(),
    /** The sender's own number of the notice: sent again, it is the same one and makes no second incident. */
    reference: text(64).trim().min(1).optional(),
    drill: z.boolean().default(false),
  }),
  answer: z.object({ incident: z.string(), serial: z.number() }),
  perform({ body, officer }, desk) {
    const { institutions, endpoints } = desk.seen()
    const { source, foundAt, phenomenon, reference, drill } = body
    const institution =
      institutions.get(body.institution) ?? [...institutions.values()].find(({ name: own }) => own === body.institution)
    const endpoint = [...endpoints.values()].find(({ number }) => number === body.endpoint)
    if (institution === undefined) return refuse('unknown-institution')
    if (body.endpoint !== undefined && endpoint === undefined) return refuse('unknown-endpoint')
    const fields = {
      source,
      institution: institution.id,
      reporter: body.reporter ?? officer.name,
      phone: body.phone ?? pending,
      foundAt,
      ...(endpoint === undefined ? {} : { endpoint: endpoint.id }),
      phenomenon,
      ...(reference === undefined ? {} : { reference }),
      // What the terminal itself has done it tells by itself; a notice from outside knows nothing of it.
      disconnected: false,
      measures: pending,
    }
    return act(desk, { kind: 'register', fields, drill }, officer)
  },
})
