/** What every form carries at its head and its foot: which form, of which incident, by whom, when, under which plan. */

import type { Paragraph, Table } from 'docx'
import { longTime, nothing } from './answer-text.ts'
import { grid } from './grid.ts'
import { actorName, phoneOf, unitFor } from './names.ts'
import { paragraph } from './paper.ts'
import { formNumber, officialNumber, planName } from './printed.ts'
import type { Printed } from './printed.ts'

/** 密级 is 内部 for all: nothing classified is ever in this system (四(二)3). */
export const confidentiality = '密级：内部'

export const drillMark = '（演练）'

export function marks({ known: { incident } }: Printed): readonly Paragraph[] {
  const drill = incident?.drill === true ? `　　${drillMark}` : ''
  return [paragraph(`${confidentiality}${drill}`, { font: 'heading', size: 'form' })]
}

export function identity(printed: Printed): Table {
  const { filed, known } = printed
  const { incident } = known
  const pairs: readonly (readonly [string, string])[] = [
    ['表单编号', formNumber(printed)],
    ['事件编号', incident ? officialNumber(incident.number) : nothing],
    ['填报单位', unitFor(known, filed.by, filed.as, filed.at) || nothing],
    ['预案版本', planName(printed)],
    ['填报人', actorName(filed.by)],
    ['联系电话', phoneOf(known, filed.by) || nothing],
    ['填报时间', longTime(filed.at)],
    ['版本号', String(filed.serial)],
  ]
  const rows = Array.from({ length: pairs.length / 2 }, (_, index) => pairs.slice(index * 2, index * 2 + 2))
  return grid(
    [20, 50, 20, 66],
    rows.map((row) => ({
      cells: row.flatMap(([label, text]) => [
        { text: label, font: 'heading' as const, size: 'table' as const, centred: true },
        { text, size: 'table' as const },
      ]),
    })),
  )
}

/** 事件编号, 表单编号, 预案版本, 版本号 and the head of the chain. */
export const origin = (printed: Printed): string =>
  [
    ...(printed.known.incident ? [officialNumber(printed.known.incident.number)] : []),
    formNumber(printed),
    `预案 ${planName(printed)}`,
    `版本号 ${printed.filed.serial}`,
    `历史链首 ${printed.head}`,
  ].join(' · ')
