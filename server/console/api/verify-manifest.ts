/** POST /api/manifests/verification: whether a manifest that comes back was sealed here, and is whole. */

import * as z from 'zod'
import { call, ok, refuse } from '../call.ts'

export const verifyManifest = call({
  method: 'POST',
  path: '/api/manifests/verification',
  operation: 'audit.verify',
  body: z.strictObject({ manifest: z.record(z.string().max(64), z.unknown()) }),
  // Twenty thousand files at most are named in one.
  maxBodyBytes: 4 * 1024 * 1024,
  answer: z.object({ holds: z.boolean() }),
  perform: ({ body: { manifest } }, { plan: { sealer } }) =>
    sealer ? ok({ holds: sealer.holds(manifest) }) : refuse('not-sealed'),
})
