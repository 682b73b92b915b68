/** Findings and daily checkpoints as the sentences that people read, and the printed sentence back into what it says. */

import { calendarDay, dayAndTime } from '#shared/text/shanghai-time.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { rootOf } from './checkpoint.ts'
import type { SealedCheckpoint } from './checkpoint.ts'
import type { Finding } from './finding.ts'
import type { Printed } from './verify.ts'

const words = zhCn.audit

/** Half of the hash: enough that nobody finds another history for it, and little enough to be compared by eye. */
const printedDigits = 32

const inFours = (digits: string): string => digits.replaceAll(/(.{4})(?=.)/g, '$1 ')

/** The line for the duty log. */
export const dailySentence = (checkpoint: SealedCheckpoint): string =>
  words.daily(
    calendarDay(checkpoint.at),
    checkpoint.number,
    checkpoint.entries.count,
    inFours(rootOf(checkpoint).slice(0, printedDigits)),
  )

/** Reads the printed sentence, or only `号 根`; nothing where it is neither. At least eight digits, else it proves nothing. */
export function readPrinted(text: string): Printed | undefined {
  const [, number, digits = ''] =
    /第\s*(\d{1,12})\s*号.*根\s*([0-9a-fA-F\s]+)/.exec(text) ??
    /^\s*(\d{1,12})[\s:：]+([0-9a-fA-F\s]+)$/.exec(text) ??
    []
  const root = digits.replaceAll(/\s/g, '').toLowerCase()
  return number === undefined || root.length < 8 ? undefined : { number: Number(number), root }
}

export function findingSentence(finding: Finding): string {
  switch (finding.what) {
    case 'changed':
      return words.changed(finding.position, finding.subject)
    case 'missing':
      return words.missing(words.tables[finding.table], finding.from, finding.to)
    case 'links-missing':
      return words.linksMissing(finding.position, finding.subject, finding.from, finding.to)
    case 'reordered':
      return words.reordered(words.tables[finding.table], finding.position, finding.subject)
    case 'replaced-before':
      return words.replacedBefore(finding.position, finding.subject)
    case 'rewritten':
      return words.rewritten(words.tables[finding.table], finding.from, finding.to, finding.checkpoint)
    case 'tail-cut':
      return words.tailCut(words.tables[finding.table], finding.from, finding.to, finding.checkpoint)
    case 'added-while-stopped':
      return words.addedWhileStopped(words.tables[finding.table], finding.from, finding.to, finding.checkpoint)
    case 'cursor-differs':
      return words.cursorDiffers(finding.endpoint)
    case 'checkpoint-forged':
      return words.checkpointForged(words.places[finding.place], finding.number)
    case 'checkpoint-reordered':
      return words.checkpointReordered(words.places[finding.place], finding.number)
    case 'checkpoint-missing':
      return words.checkpointMissing(words.places[finding.place], finding.from, finding.to)
    case 'checkpoint-differs':
      return words.checkpointDiffers(finding.number)
    case 'checkpoint-unlinked':
      return words.checkpointUnlinked(finding.number)
    case 'fell-behind':
      return words.fellBehind(finding.checkpoint, dayAndTime(finding.at))
    case 'no-checkpoint':
      return words.noCheckpoint
    case 'no-key':
      return words.noKey
    case 'printed-differs':
      return words.printedDiffers(finding.number)
    case 'schema-changed':
      return words.schemaChanged(finding.name)
    case 'file-damaged':
      return words.fileDamaged(finding.detail)
    case 'unreadable':
      return words.unreadable(finding.detail)
  }
}
