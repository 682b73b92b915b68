/** POST /api/protected-statements/:id/export: one statement as a sealed file for the discipline inspection (纪检); written down before it leaves. */

import * as z from 'zod'
import { readableStatements } from '../../workflow/protected-statements.ts'
import { call, refuse } from '../call.ts'
import { handOut } from '../hand-out.ts'
import { line } from '../plan-act.ts'
import { sealedLines } from '../sealed-lines.ts'

export const exportProtectedStatement = call({
  method: 'POST',
  path: '/api/protected-statements/:id/export',
  operation: 'protected-statement.read',
  body: z.strictObject({ receiver: line }),
  async perform({ id, body: { receiver }, officer }, desk) {
    const { conductor, plan, now } = desk
    const statement = readableStatements(conductor.situation().office, officer, now()).find((one) => one.id === id)
    if (!statement) return refuse('not-found')
    if (!plan.sealer) return refuse('not-sealed')
    const by = { id: officer.id, name: officer.name }
    const { bytes, sha256 } = sealedLines(
      [{ statement, receiver }],
      { what: 'protected-statement', about: id, at: now(), by, name: 'statement', items: [] },
      plan.sealer,
    )
    const about = `${id} ${receiver}`
    return handOut(
      desk,
      officer,
      { bytes, type: 'application/jsonl', filename: `受保护的陈述 ${id}.jsonl` },
      { exported: { kind: 'record-export', what: 'protected-statement', about, sha256, bytes: bytes.length } },
    )
  },
})
