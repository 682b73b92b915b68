/** A fact in words: what happened, by how much, on which rows; 瞒报, 缓报 and 漏报 only ever as 线索, until the leader has signed form D18. */

import { clockLength, dayAndTime } from '#shared/text/shanghai-time.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Fact } from './fact.ts'

const words = zhCn.planFacts

export interface FactInWords {
  readonly title: string
  readonly text: string
  readonly rows: string
}

export function inWords({ code, values, rows }: Fact): FactInWords {
  const at = (key: string): string => {
    const value = values[key]
    return typeof value === 'number' ? dayAndTime(value) : words.never
  }
  const length = (key: string): string => {
    const value = values[key]
    return typeof value === 'number' ? clockLength(value) : ''
  }
  const text = (key: string): string => String(values[key] ?? '')
  const choice = (table: Readonly<Record<string, string>>, key: string): string => table[text(key)] ?? text(key)
  const sentences: Readonly<Record<Fact['code'], () => string>> = {
    H1: () =>
      words.lateReport(
        choice(words.runsFrom, 'runsFrom'),
        at('startedAt'),
        at('dueAt'),
        at('doneAt'),
        length('lateMs'),
      ) +
      (Number(values['excuseMs']) > 0 ? words.outages(length('excuseMs')) : '') +
      (values['mechanicalAt'] === undefined ? '' : words.mechanical(at('mechanicalAt'), length('mechanicalLateMs'))),
    H2: () => words.institutionLate(at('seenAt'), at('doneAt'), length('limitMs'), length('lateMs')),
    H3: () => words.cutLate(at('seenAt'), at('doneAt'), length('limitMs'), length('lateMs')),
    L1: () => words.neverReported(choice(words.major, 'major'), at('dueAt'), length('lateMs')),
    L2: () => words.toldByOthers(choice(words.sources, 'source'), at('toldAt'), at('doneAt')),
    L3: () => words.partlyReported(text('reported'), text('known')),
    M1: () => words.keptStill(at('seenAt'), at('doneAt'), length('silentMs')),
    M2: () => words.closedThoughTrue(at('closedAt'), text('count'), text('persons')),
    M3: () => words.meddled(choice(words.meddling, 'what'), at('at')),
    M4: () => words.statedLater(text('form'), at('statedAt'), at('seenAt'), length('laterMs')),
    M5: () =>
      values['reportedAt'] === undefined
        ? words.withdrawn(at('withdrawnAt'), at('confirmedAt'))
        : words.reportTakenBack(at('reportedAt'), at('withdrawnAt'), text('reason')),
    Z1: () =>
      words.directiveLate(text('number'), at('dueAt'), at('doneAt'), length('lateMs')) +
      (values['impaired'] === undefined ? '' : words.impaired(values['impaired'] === true, text('reason'))),
    Z2: () =>
      words.resultLate(at('dueAt'), at('doneAt'), length('lateMs')) +
      (values['provisional'] === true ? words.provisional : ''),
  }
  return { title: words.titles[code], text: sentences[code](), rows: words.rows(rows.map(String)) }
}
