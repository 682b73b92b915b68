/** GET /api/forms: every form of the plan with its fields, as pages draw them and machines fill them. */

import { forms } from '../../workflow/forms/index.ts'
import { call, noBody, ok } from '../call.ts'

export const listForms = call({
  method: 'GET',
  path: '/api/forms',
  operation: 'self.use',
  body: noBody,
  perform: () => ok({ forms }),
})
