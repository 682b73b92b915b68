/** GET /api/audit/export: what was done in a period, as one sealed file (五(二)); that it was exported is written down before a byte leaves. */

import * as z from 'zod'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { auditStretch } from '../audit-page.ts'
import { call, noBody, refuse } from '../call.ts'
import { handOut } from '../hand-out.ts'
import { sealedLines } from '../sealed-lines.ts'

/** About a quarter of a gigabyte at the longest; a busy year of a district is less. */
const mostEntries = 50_000

const moment = z.string().regex(/^\d{1,13}$/)

export const exportAudit = call({
  method: 'GET',
  path: '/api/audit/export',
  operation: 'audit.read',
  query: z.strictObject({ from: moment, to: moment }),
  body: noBody,
  async perform({ query: { from, to }, officer }, desk) {
    const { plan, now } = desk
    if (!plan.sealer) return refuse('not-sealed')
    const period = { from: Number(from), to: Number(to) }
    const entries = await auditStretch((position, limit) => plan.entriesAfter(position, limit), period, mostEntries)
    if (!entries) return refuse('too-much-at-once')
    const about = `${dayAndTime(period.from)} – ${dayAndTime(period.to)}`
    const { bytes, sha256 } = sealedLines(
      entries,
      {
        what: 'audit',
        about,
        at: now(),
        by: { id: officer.id, name: officer.name },
        head: entries.at(-1)?.link.hash,
        name: 'entries',
        items: [],
      },
      plan.sealer,
    )
    return handOut(
      desk,
      officer,
      { bytes, type: 'application/jsonl', filename: `审计记录 ${about}.jsonl` },
      { exported: { kind: 'record-export', what: 'audit', about, sha256, bytes: bytes.length } },
    )
  },
})
