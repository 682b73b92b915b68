/** The agent's program or its service was taken away while it runs: after the next start of the machine nobody would watch (T1562.001). */

import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'

export function agentUninstalled(wording = zhCn.rules['agent-uninstalled']): Detector {
  return {
    rule: 'agent-uninstalled',
    severity: 'high',
    wants: ['own-file-lost'],
    onEvent(event) {
      if (event.kind !== 'own-file-lost') return undefined
      const { part, path } = event
      if (part !== 'program' && part !== 'unit' && part !== 'autostart') return undefined
      return {
        because: wording.because({ part, path }),
        facts: { part, path },
        subject: part,
        // It still runs and can be switched on again by one command.
        severity: part === 'autostart' ? 'medium' : 'high',
      }
    },
  }
}
