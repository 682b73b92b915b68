/** GET /api/histories/verification: verifies everything that is kept, now, beside the work of the server (三(一)2 "保存相关证据"). */

import { call, noBody, ok, refuse } from '../call.ts'

export const verifyHistories = call({
  method: 'GET',
  path: '/api/histories/verification',
  access: 'signed-in',
  body: noBody,
  async perform(_, desk) {
    const verified = await desk.verifyHistories()
    return verified ? ok(verified) : refuse('failed')
  },
})
