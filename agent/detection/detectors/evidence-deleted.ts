/** Kept evidence, or the agent's own record of what it did, was removed or changed by another (T1070, the plan 四(二)1 "保护证据"). */

import type { OwnPart } from '#shared/domain/event.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'

/** What a program or a service file is, `agent-uninstalled` judges. */
const records: ReadonlySet<OwnPart> = new Set(['evidence', 'journal', 'orders', 'identity', 'outbox', 'state'])

export function evidenceDeleted(wording = zhCn.rules['evidence-deleted']): Detector {
  return {
    rule: 'evidence-deleted',
    severity: 'high',
    wants: ['own-file-lost'],
    onEvent(event) {
      if (event.kind !== 'own-file-lost' || !records.has(event.part)) return undefined
      const { part, path, change, found } = event
      return {
        because: wording.because({ part, path, change, found }),
        facts: { part, path, change, found },
        subject: part,
      }
    },
  }
}
