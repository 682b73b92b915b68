/** POST /api/settings: one setting, as it was typed, with the reason. */

import * as z from 'zod'
import { sentence, text } from '#shared/protocol/limits.ts'
import { call, settle } from '../call.ts'

export const changeSetting = call({
  method: 'POST',
  path: '/api/settings',
  operation: 'settings.change',
  body: z.strictObject({ key: text(64), value: text(500), reason: sentence.trim() }),
  perform: async ({ body, officer }, { conductor }) =>
    settle(await conductor.actInOffice({ kind: 'change-setting', ...body }, officer)),
})
