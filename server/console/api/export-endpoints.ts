/** GET /api/endpoints.csv: the terminals as a file for a spreadsheet; written down before it leaves. */

import { endpointsFile } from '../../registry/files/endpoints-file.ts'
import { call, noBody } from '../call.ts'
import { exported } from '../registry-file.ts'

export const exportEndpoints = call({
  method: 'GET',
  path: '/api/endpoints.csv',
  operation: 'registry.read',
  body: noBody,
  perform({ officer }, desk) {
    const { endpoints, institutions } = desk.seen()
    return exported(desk, officer, 'endpoints.csv', endpointsFile(endpoints.values(), institutions))
  },
})
