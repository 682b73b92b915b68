/** A cut that somebody undid behind our back is repaired by the isolator and told here as a detection of its own. */

import { printable } from '#shared/protocol/limits.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Judged } from './detection/engine.ts'
import type { Drift } from './response/isolation/isolator.ts'

/** One alert per layer, however often it is undone; its count tells how often. */
export function judgedDrift(drift: Drift, random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): Judged {
  const { layer, detail, repaired, moment } = drift
  return {
    subject: layer,
    detected: moment,
    detection: {
      id: uuid7(moment.at, random),
      rule: 'isolation-undone',
      severity: 'high',
      moment,
      because: zhCn.rules['isolation-undone'].because({ layer, repaired }),
      facts: { layer, detail: printable(detail, 500), repaired },
    },
  }
}
