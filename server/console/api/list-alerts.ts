/** GET /api/alerts: alerts in the order in which they came in, from a moment on; whoever reads only their own gets only those. Also for other systems (`read`), which ask again from the last one. */

import * as z from 'zod'
import { aboutAlert } from '../../workflow/ownership.ts'
import { call, noBody, ok } from '../call.ts'
import { rowsOf } from '../rows.ts'

const mostAtOnce = 500

export const listAlerts = call({
  method: 'GET',
  path: '/api/alerts',
  operation: 'live.view',
  // Whose own stands in each of them.
  about: 'in-the-body',
  machine: 'read',
  query: z.strictObject({
    /** Received then or later, milliseconds since 1970 UTC. */
    since: z
      .string()
      .regex(/^\d{1,14}$/)
      .default('0'),
  }),
  body: noBody,
  perform({ query: { since }, permits }, { conductor, seen }) {
    const situation = conductor.situation()
    const wanted = [...situation.alerts.values()]
      .filter(
        ({ alert, receivedAt }) => receivedAt >= Number(since) && permits('live.view', aboutAlert(situation, alert.id)),
      )
      .toSorted((one, other) => one.receivedAt - other.receivedAt || (one.alert.id < other.alert.id ? -1 : 1))
    const end = wanted[mostAtOnce - 1]?.receivedAt ?? Infinity
    // Whole milliseconds: who asks on from the next one misses none that came in together.
    const page = wanted.filter(({ receivedAt }) => receivedAt <= end).map(({ alert }) => alert.id)
    const { alerts } = rowsOf(seen(), { alerts: page, incidents: [], endpoints: [] })
    return ok({ alerts, next: page.length < wanted.length ? end + 1 : undefined })
  },
})
