/** 重要操作留痕: what leaves the house is written down before it does, with its SHA-256 (三(一)2 “保存相关证据”). */

import { officeEntries } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { longReason, words } from './words.ts'

const operations = {
  'incident-archive': 'incident.archive',
  evidence: 'evidence.download',
  audit: 'audit.read',
  registry: 'registry.read',
  statistics: 'statistics.read',
  document: 'document.read',
  'protected-statement': 'protected-statement.read',
} as const

export const recordExport: OfficeStep<'record-export'> = {
  operation: ({ what }) => operations[what],
  decide(_, asking) {
    const { what, about, sha256, bytes } = asking.command
    return officeEntries(asking, [
      { kind: 'exported', what, sha256, bytes, ...(about === undefined ? {} : { about: words(about, longReason) }) },
    ])
  },
}
