/** GET /api/openapi.json: this API, described for machines. */

import { call, noBody, ok } from '../call.ts'
import type { Call } from '../call.ts'
import { openApi } from '../openapi.ts'

/** `listed`: every call there is, this one included; asked for when it is read, since the list holds this call. */
export const readOpenApi = (listed: () => readonly Call[]): Call =>
  call({
    method: 'GET',
    path: '/api/openapi.json',
    operation: 'self.use',
    machine: 'read',
    body: noBody,
    perform: (_, { office }) => ok(openApi(listed(), office.name)),
  })
