/** POST /api/duty-roster: the shifts of a stretch of time, in place of those that stood there; hours without anybody come back as a warning. */

import * as z from 'zod'
import { id, time } from '#shared/protocol/limits.ts'
import { gapsIn } from '../../workflow/roster.ts'
import { call, ok, settle } from '../call.ts'

export const setDutyRoster = call({
  method: 'POST',
  path: '/api/duty-roster',
  operation: 'duty-roster.set',
  body: z.strictObject({
    from: time,
    to: time,
    shifts: z.array(z.strictObject({ person: id, from: time, to: time })).max(1_500),
  }),
  maxBodyBytes: 256 * 1024,
  answer: z.object({ gaps: z.array(z.object({ from: z.number(), to: z.number() })) }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'set-duty-roster', ...body }, officer), () =>
      ok({ gaps: gapsIn(conductor.situation().office.shifts, body.from, body.to) }),
    ),
})
