/** Reads a row of the history as an entry, also where somebody has damaged it: the chain tells, and the server still starts. */

import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Entry, Subject } from '../../workflow/history.ts'

type Content = Pick<Entry, 'at' | 'actor' | 'happening'>

export function readEntry(row: Readonly<Record<string, unknown>>): Entry {
  return {
    position: Number(row['position']),
    subject: { kind: row['subject_kind'] as Subject['kind'], id: String(row['subject']) },
    link: { index: Number(row['link_index']), previousHash: String(row['previous_hash']), hash: String(row['hash']) },
    ...readContent(String(row['content'])),
  }
}

function readContent(content: string): Content {
  try {
    const { at, actor, happening } = JSON.parse(content) as Content
    return { at, actor, happening }
  } catch {
    return { at: 0, actor: { kind: 'server' }, happening: { kind: 'note-added', text: zhCn.workflow.damagedEntry } }
  }
}
