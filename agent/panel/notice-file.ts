/** What the office last said of each report, so that a terminal that restarts without network still shows who took it. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { downFrame } from '#shared/protocol/frame.ts'
import type { Notice } from '#shared/protocol/frame.ts'

/** Bounded by the reports that are remembered. A notice comes again after each welcome, so this file may be lost. */
export interface NoticeFile {
  read(): readonly Notice[]
  /** Replaces it whole. Not fsynced: the office keeps the original. */
  write(notices: Iterable<Notice>): void
}

export function noticeFile(home: string): NoticeFile {
  const path = join(home, 'state', 'notices.json')
  return {
    read: () => {
      try {
        const list = JSON.parse(readFileSync(path, 'utf8')) as unknown
        return Array.isArray(list) ? list.flatMap(noticeIn) : []
      } catch {
        return []
      }
    },
    write: (notices) => {
      const temporary = `${path}.new`
      writeFileSync(temporary, JSON.stringify([...notices]), { mode: 0o600 })
      renameSync(temporary, path)
    },
  }
}

function noticeIn(value: unknown): readonly Notice[] {
  const parsed = downFrame.safeParse(value)
  return parsed.success && parsed.data.frame === 'notice' ? [parsed.data] : []
}
