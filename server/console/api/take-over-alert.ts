/** POST /api/alerts/:id/take-over: the officer takes the alert over (接手); the counter's screen shows the name. */

import { aboutAlert } from '../../workflow/ownership.ts'
import { call, noBody, settle } from '../call.ts'

export const takeOverAlert = call({
  method: 'POST',
  path: '/api/alerts/:id/take-over',
  operation: 'alert.acknowledge',
  about: (id, { conductor }) => aboutAlert(conductor.situation(), id),
  body: noBody,
  perform: async ({ id, officer }, { conductor }) => settle(await conductor.takeOver(id, officer)),
})
