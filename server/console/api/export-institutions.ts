/** GET /api/institutions.csv: the institutions as a file for a spreadsheet; written down before it leaves. */

import { institutionsFile } from '../../registry/files/institutions-file.ts'
import { call, noBody } from '../call.ts'
import { exported } from '../registry-file.ts'

export const exportInstitutions = call({
  method: 'GET',
  path: '/api/institutions.csv',
  operation: 'registry.read',
  body: noBody,
  perform: ({ officer }, desk) =>
    exported(desk, officer, 'institutions.csv', institutionsFile(desk.seen().institutions.values())),
})
