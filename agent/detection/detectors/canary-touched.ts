/** A decoy file was written, renamed or removed: no program and no person of the terminal has reason to (T1486). */

import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'

/** A mere read is not seen: neither inotify as Node uses it nor ReadDirectoryChangesW tells of reads. */
export function canaryTouched(wording = zhCn.rules['canary-touched']): Detector {
  return {
    rule: 'canary-touched',
    severity: 'critical',
    wants: ['file-changed'],
    onEvent(event) {
      if (event.kind !== 'file-changed' || !event.canary) return undefined
      const { path, change } = event
      return { because: wording.because({ path, change }), facts: { path, change } }
    },
  }
}
