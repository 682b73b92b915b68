/** GET /api/calendar: the years that this office counts by, what waits for a second person, and the year that is still missing. */

import * as z from 'zod'
import { officialYearMissing } from '../../workflow/calendar/calendar.ts'
import { calendarInForce } from '../../workflow/calendar/calendar-in-force.ts'
import { call, noBody, ok } from '../call.ts'

const byAt = z.object({ by: z.string(), at: z.number() })

export const readCalendar = call({
  method: 'GET',
  path: '/api/calendar',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    /** From 1 November the next year's notice is asked for. */
    missing: z.number().optional(),
    years: z.array(
      z.object({
        year: z.number(),
        basis: z.enum(['official', 'provisional']),
        document: z.string(),
        daysOff: z.array(z.string()),
        makeUpDays: z.array(z.string()),
      }),
    ),
    proposals: z.array(
      z.object({
        id: z.string(),
        year: z.number(),
        document: z.string(),
        text: z.string(),
        proposed: byAt,
        decided: byAt.extend({ agreed: z.boolean() }).optional(),
      }),
    ),
  }),
  perform(_, { conductor, now }) {
    const { office } = conductor.situation()
    const calendar = calendarInForce(office)
    const nameOf = (by: (typeof office.calendar)[number]['proposed']['by']) => (by.kind === 'officer' ? by.name : '')
    return ok({
      missing: officialYearMissing(now(), calendar),
      years: [...calendar.values()].map(({ daysOff, makeUpDays, ...year }) => ({
        ...year,
        daysOff: [...daysOff].toSorted(),
        makeUpDays: [...makeUpDays].toSorted(),
      })),
      proposals: office.calendar.map(({ proposed, decided, ...rest }) => ({
        ...rest,
        proposed: { by: nameOf(proposed.by), at: proposed.at },
        decided: decided && { by: nameOf(decided.by), at: decided.at, agreed: decided.agreed },
      })),
    })
  },
})
