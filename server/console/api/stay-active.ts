/** POST /api/me/active: somebody moves at the screen; the page says so at most once a minute, and never by itself. */

import { call, done, noBody } from '../call.ts'

export const stayActive = call({
  method: 'POST',
  path: '/api/me/active',
  operation: 'self.use',
  body: noBody,
  // That it came is the use.
  perform: () => done,
})
