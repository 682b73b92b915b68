/** Why something cannot be done now, in the console's own sentence for it. */

import { consoleRefusals } from '#shared/wording/zh-cn.ts'

/** A refusal of a newer server is shown as it is, rather than nothing. */
export const refusalSentence = (refusal: string | undefined): string =>
  refusal === undefined ? '' : ((consoleRefusals as Readonly<Record<string, string>>)[refusal] ?? refusal)
