/** 纪要格式 (GB/T 9704-2012 10.3): running text with the people at its end, for D06. */

import type { FileChild } from 'docx'
import { formOf } from '../workflow/forms/index.ts'
import { rowsOf } from '../workflow/forms/completed.ts'
import { longTime } from './answer-text.ts'
import { answersTable } from './answers-table.ts'
import { bodyHeading, bodyText, heading, paragraphs, spacer } from './paper.ts'
import type { Printed } from './printed.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function minutes({ filed: { fields }, known }: Printed): readonly FileChild[] {
  const { heldAt, place, host, agenda, discussion, present, excused, observers, resolutions } = fields
  const when = typeof heldAt === 'number' ? longTime(heldAt) : textOf(heldAt)
  const table = formOf('D06').fields.find(({ key }) => key === 'resolutions')
  const people: readonly (readonly [string, string])[] = [
    ['出席', textOf(present)],
    ['请假', textOf(excused) || '无'],
    ['列席', textOf(observers) || '无'],
  ]
  return [
    ...bodyText(`${when}，${textOf(host)}在${textOf(place)}主持召开协调会。纪要如下：`),
    bodyHeading('一、议题'),
    ...bodyText(textOf(agenda)),
    ...(textOf(discussion) === '' ? [] : [bodyHeading('二、会议情况'), ...bodyText(textOf(discussion))]),
    bodyHeading(textOf(discussion) === '' ? '二、议定事项' : '三、议定事项'),
    ...(table?.kind === 'table' && rowsOf(resolutions).length > 0
      ? [heading('责任单位与期限'), answersTable(table, resolutions, known)]
      : bodyText('无。')),
    spacer(),
    ...people.flatMap(([label, names]) =>
      paragraphs(`${label}：${names}`, { indented: true, more: { keepNext: true } }),
    ),
  ]
}
