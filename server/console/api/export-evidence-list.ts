/** POST /api/incidents/:id/export-evidence-list: 证据清单 as a sealed file, with every hand it went through (四(二)1). */

import * as z from 'zod'
import { handOut } from '../hand-out.ts'
import { call, refuse } from '../call.ts'
import { line, ofTheIncident } from '../plan-act.ts'
import { sealedLines } from '../sealed-lines.ts'

export const exportEvidenceList = call({
  method: 'POST',
  path: '/api/incidents/:id/export-evidence-list',
  operation: 'evidence.download',
  about: ofTheIncident,
  body: z.strictObject({ purpose: line.optional() }),
  async perform({ id: incident, body: { purpose }, officer }, desk) {
    const { conductor, plan, now } = desk
    const standing = conductor.situation().incidents.get(incident)
    if (!standing) return refuse('unknown-incident')
    if (!plan.sealer) return refuse('not-sealed')
    const { number, course } = standing
    const items = course.evidence.map(({ evidence }) => evidence.id)
    if (items.length === 0) return refuse('unknown-evidence')
    const { bytes, sha256 } = sealedLines(
      [...course.evidence.map((one) => ({ evidence: one })), ...course.custody.map((step) => ({ custody: step }))],
      {
        what: 'evidence',
        about: number,
        at: now(),
        by: { id: officer.id, name: officer.name },
        name: 'evidence-list',
        items: course.evidence.map(({ evidence }) => ({
          name: evidence.file,
          sha256: evidence.sha256,
          bytes: evidence.bytes,
        })),
      },
      plan.sealer,
    )
    return handOut(
      desk,
      officer,
      { bytes, type: 'application/jsonl', filename: `${number} 证据清单.jsonl` },
      // In the incident's own chain: there a department may write of what is its own.
      { custody: { kind: 'record-custody', incident, items, act: 'exported', purpose, sha256 } },
    )
  },
})
