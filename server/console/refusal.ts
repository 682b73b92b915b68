/** Why the console refuses a call, and the HTTP status that goes with it. */

import type { zhCn } from '#shared/wording/zh-cn.ts'
import type { CommandRefusal } from '../workflow/ports.ts'

/** What of the workflow can be refused, and what the console refuses by itself. */
export type ConsoleRefusal = keyof typeof zhCn.consoleRefusals

export const refusalStatus: Record<ConsoleRefusal | CommandRefusal, number> = {
  'bad-request': 400,
  'not-signed-in': 401,
  'code-refused': 403,
  'wrong-origin': 403,
  'not-found': 404,
  'unknown-alert': 404,
  'unknown-endpoint': 404,
  'unknown-incident': 404,
  'taken-by-another': 409,
  'reason-missing': 422,
  'too-many-tries': 429,
  failed: 500,
  'not-durable': 503,
}
