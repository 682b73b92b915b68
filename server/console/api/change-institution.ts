/** POST /api/institutions/:id: name, kind and telephone of an institution that is there. */

import { call, refuse, settle } from '../call.ts'
import { describedInstitution } from '../described-institution.ts'

export const changeInstitution = call({
  method: 'POST',
  path: '/api/institutions/:id',
  operation: 'registry.manage',
  body: describedInstitution,
  async perform({ id, body, officer }, { registrar, seen }) {
    if (!seen().institutions.has(id)) return refuse('not-found')
    return settle(await registrar.registerInstitutions([{ id, ...body }], officer))
  },
})
