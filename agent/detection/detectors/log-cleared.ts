/** A log of the system was emptied or removed, and not rotated: what an intruder does last (T1070.002). */

import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'

/** Who logged on and what was audited: nobody clears these for want of space. */
const grave = /\/(wtmp|btmp|audit\.log|auth\.log|secure)$/

export function logCleared(wording = zhCn.rules['log-cleared']): Detector {
  return {
    rule: 'log-cleared',
    severity: 'medium',
    wants: ['log-shrunk'],
    onEvent(event) {
      if (event.kind !== 'log-shrunk') return undefined
      const { path, change, bytesBefore, bytesAfter, found } = event
      return {
        because: wording.because({ path, change, found }),
        facts: { path, change, bytesBefore, bytesAfter, found },
        subject: path,
        severity: grave.test(path) ? 'high' : 'medium',
      }
    },
  }
}
