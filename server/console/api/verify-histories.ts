/** GET /api/histories/verification: verifies everything that is kept, now, beside the work of the server (三(一)2 "保存相关证据"); what was found stands in the history before it is told. */

import { call, noBody, ok, refuse } from '../call.ts'

export const verifyHistories = call({
  method: 'GET',
  path: '/api/histories/verification',
  operation: 'audit.verify',
  body: noBody,
  async perform({ officer }, desk) {
    const verified = await desk.verifyHistories()
    if (!verified) return refuse('failed')
    const written = await desk.conductor.actInOffice({ kind: 'record-verification', findings: verified.total }, officer)
    return written.ok ? ok(verified) : refuse(written.refusal)
  },
})
