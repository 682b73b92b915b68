/** GET /api/me: who is signed in, and at which office. */

import { call, noBody, ok } from '../call.ts'

export const readMe = call({
  method: 'GET',
  path: '/api/me',
  access: 'signed-in',
  body: noBody,
  perform: ({ officer: { id, name } }, { office }) =>
    ok({ officer: { id, name }, office: { name: office.name, phone: office.phone } }),
})
