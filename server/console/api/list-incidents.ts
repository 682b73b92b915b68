/** GET /api/incidents: incidents, newest first, as many as fit a page; whoever reads only their own gets only those. */

import * as z from 'zod'
import { phases } from '#shared/domain/incident.ts'
import { id } from '#shared/protocol/limits.ts'
import { aboutIncident } from '../../workflow/ownership.ts'
import type { Operation } from '../../workflow/permissions.ts'
import { incidentsAnswer } from '../answers.ts'
import { call, noBody, ok } from '../call.ts'
import { readableClocks } from '../may-be-read.ts'
import { incidentRow } from '../rows.ts'

const query = z.strictObject({
  phase: z.enum(phases).optional(),
  drill: z.enum(['yes', 'no']).optional(),
  institution: id.optional(),
  /** The last one of the page before. */
  after: id.optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/)
    .default('50'),
})

export const listIncidents = call({
  method: 'GET',
  path: '/api/incidents',
  operation: 'incident.read',
  // Whose own stands in each of them.
  about: 'in-the-body',
  machine: 'read',
  query,
  body: noBody,
  answer: incidentsAnswer,
  perform({ query: { phase, drill, institution, after, limit }, permits }, { conductor }) {
    const situation = conductor.situation()
    const wanted = [...situation.incidents.values()]
      .filter((one) => phase === undefined || one.phase === phase)
      .filter((one) => drill === undefined || one.drill === (drill === 'yes'))
      .filter((one) => institution === undefined || one.institution === institution)
      .filter((one) => permits('incident.read', aboutIncident(situation, one.id)))
      .toSorted((one, other) => other.receivedAt - one.receivedAt || (other.id < one.id ? -1 : 1))
    const from = after === undefined ? 0 : wanted.findIndex((one) => one.id === after) + 1
    const page = wanted.slice(from, from + Number(limit))
    const row = (one: (typeof wanted)[number]) => {
      const may = (operation: Operation) => permits(operation, aboutIncident(situation, one.id))
      const { clocks, ...others } = incidentRow(one, situation)
      return { ...others, clocks: readableClocks(clocks, may) }
    }
    const next = from + page.length < wanted.length ? page.at(-1)?.id : undefined
    return ok({ incidents: page.map(row), total: wanted.length, next })
  },
})
