/** The State Council's notice as a page sends it: year, 文号 and one line for each span. */

import * as z from 'zod'
import { text } from '#shared/protocol/limits.ts'

export const noticeBytes = 32 * 1024

export const typedNotice = z.strictObject({
  year: z.number().int(),
  document: text(200),
  text: text(4_000),
})
