/** GET /api/audit/retention: the oldest that is kept of each kind of record, against what the law and the office demand. */

import * as z from 'zod'
import { settingsOf } from '../../workflow/settings/settings.ts'
import { call, noBody, ok, refuse } from '../call.ts'

export const readRetention = call({
  method: 'GET',
  path: '/api/audit/retention',
  operation: 'audit.read',
  body: noBody,
  answer: z.object({
    retentionDays: z.number(),
    records: z.array(
      z.object({
        kind: z.enum(['histories', 'office-history', 'terminal-records', 'notices', 'operating-log']),
        /** Nothing: there is none yet. */
        oldestAt: z.number().optional(),
        days: z.number().optional(),
        /** Nothing of this kind is ever deleted by the program. */
        keptForEver: z.boolean(),
      }),
    ),
  }),
  async perform({ officer }, { conductor, oldestRecords, now }) {
    const noted = await conductor.actInOffice({ kind: 'record-audit-reading', what: 'retention' }, officer)
    if (!noted.ok) return refuse(noted.refusal)
    const oldest = await oldestRecords()
    const row = (kind: string, oldestAt: number | undefined, keptForEver = true) => ({
      kind,
      oldestAt,
      days: oldestAt === undefined ? undefined : Math.floor((now() - oldestAt) / 86_400_000),
      keptForEver,
    })
    return ok({
      retentionDays: settingsOf(conductor.situation().office).logRetentionDays,
      records: [
        row('histories', oldest.entry),
        row('office-history', oldest.office),
        row('terminal-records', oldest.record),
        row('notices', oldest.delivery),
        // Turned over by size: who has to keep it longer sends it to a syslog of the office.
        row('operating-log', oldest.log, false),
      ],
    })
  },
})
