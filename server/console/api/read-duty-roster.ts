/** GET /api/duty-roster: the shifts from now on, and the hours that nobody has in the next two weeks. */

import * as z from 'zod'
import { gapsIn } from '../../workflow/roster.ts'
import { call, noBody, ok } from '../call.ts'

const aheadMs = 14 * 24 * 3_600_000
const stretch = z.object({ from: z.number(), to: z.number() })

export const readDutyRoster = call({
  method: 'GET',
  path: '/api/duty-roster',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    shifts: z.array(stretch.extend({ id: z.string(), person: z.string(), name: z.string() })),
    gaps: z.array(stretch),
  }),
  perform(_, { conductor, now }) {
    const { people, shifts } = conductor.situation().office
    const from = now()
    return ok({
      shifts: shifts
        .filter(({ to }) => to > from)
        .map((shift) => ({ ...shift, name: people.get(shift.person)?.person.name ?? '' })),
      gaps: gapsIn(shifts, from, from + aheadMs),
    })
  },
})
