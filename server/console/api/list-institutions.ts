/** GET /api/institutions: whom terminals can belong to. */

import { call, noBody, ok } from '../call.ts'

export const listInstitutions = call({
  method: 'GET',
  path: '/api/institutions',
  operation: 'registry.read',
  body: noBody,
  perform: (_, { seen }) => ok({ institutions: [...seen().institutions.values()] }),
})
