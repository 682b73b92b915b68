/** D17 as it is read: for each unit what it took, what is required and whether that was met (五(一)2). */

import type { FileChild } from 'docx'
import { rowsOf } from '../workflow/forms/completed.ts'
import { stretches } from '../workflow/forms/d17.ts'
import type { Cell } from '../workflow/forms/form.ts'
import { nothing } from './answer-text.ts'
import { formTable } from './form-table.ts'
import { grid } from './grid.ts'
import type { Row } from './grid.ts'
import { nameOf } from './names.ts'
import { heading } from './paper.ts'
import type { Printed } from './printed.ts'

const judgements: Readonly<Record<string, string>> = { good: '好', sufficient: '一般', poor: '差' }
const judged = (value: Cell | undefined): string => judgements[String(value)] ?? nothing

const centred = (text: string, font?: 'heading') => ({ text, size: 'table' as const, centred: true, font })

const header: Row = {
  header: true,
  cells: ['环节', '用时（分钟）', '要求（分钟）', '达标'].map((text) => centred(text, 'heading')),
}

export function evaluation({ form, filed: { fields }, known }: Printed): readonly FileChild[] {
  const limits = new Map(rowsOf(fields['required']).map(({ stretch, minutes, basis }) => [stretch, { minutes, basis }]))
  const ofUnit = (unit: Readonly<Record<string, Cell>>): readonly FileChild[] => {
    const measured = stretches.flatMap(([key, name]): readonly Row[] => {
      const minutes = unit[key]
      if (typeof minutes !== 'number') return []
      const limit = limits.get(name)
      const required = typeof limit?.minutes === 'number' ? `${limit.minutes}（${String(limit.basis)}）` : nothing
      const met = typeof limit?.minutes === 'number' ? (minutes <= limit.minutes ? '达标' : '未达标') : nothing
      return [{ cells: [centred(name), centred(String(minutes)), centred(required), centred(met)] }]
    })
    return [
      heading(nameOf(known, 'unit', String(unit['unit'] ?? ''))),
      grid(
        [40, 30, 56, 30],
        [
          ...(measured.length === 0 ? [] : [header, ...measured]),
          {
            cells: [
              {
                text: `及时性：${judged(unit['timely'])}　　有效性：${judged(unit['effective'])}\n评语：${String(unit['remarks'] ?? nothing)}`,
                size: 'table',
                span: 4,
              },
            ],
          },
        ],
      ),
    ]
  }
  const others = form.fields.filter(({ key }) => key !== 'units' && key !== 'required')
  return [...rowsOf(fields['units']).flatMap(ofUnit), heading('总体'), ...formTable(others, fields, known)]
}
