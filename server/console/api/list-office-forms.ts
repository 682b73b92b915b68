/** GET /api/office-forms: what the office has filed of its own work (D14b, D20–D23), newest first. */

import * as z from 'zod'
import { officeForms } from '../../workflow/forms/index.ts'
import { call, noBody, ok } from '../call.ts'

export const listOfficeForms = call({
  method: 'GET',
  path: '/api/office-forms',
  operation: 'statistics.read',
  body: noBody,
  answer: z.object({
    forms: z.array(
      z.object({
        form: z.string(),
        serial: z.number(),
        by: z.string(),
        at: z.number(),
        fields: z.record(z.string(), z.unknown()),
        document: z.object({ sha256: z.string(), bytes: z.number() }).optional(),
      }),
    ),
    planVersion: z.number(),
  }),
  perform(_, { conductor }) {
    const { forms, planVersion } = conductor.situation().office
    const filed = officeForms.flatMap((id) => forms[id] ?? [])
    return ok({
      forms: filed
        .toSorted((one, other) => other.position - one.position)
        .map(({ form, serial, by, at, fields, document }) => ({
          form,
          serial,
          by: by.kind === 'officer' ? by.name : '',
          at,
          fields,
          document: document && { sha256: document.sha256, bytes: document.bytes },
        })),
      planVersion,
    })
  },
})
