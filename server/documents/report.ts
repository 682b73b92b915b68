/** 报告式: running text with figures and a timeline, for D14 and D14b. */

import type { FileChild } from 'docx'
import type { Entry } from '../workflow/history.ts'
import type { Field } from '../workflow/forms/form.ts'
import { answerText, chosenOnly, shortTime } from './answer-text.ts'
import { answersTable } from './answers-table.ts'
import { grid } from './grid.ts'
import { bodyHeading, bodyText } from './paper.ts'
import type { Printed } from './printed.ts'
import { timelineOf } from './timeline.ts'

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四']

interface Section {
  readonly title: string
  readonly children: readonly FileChild[]
}

const numbered = (sections: readonly Section[]): readonly FileChild[] =>
  sections.flatMap(({ title, children }, index) => [bodyHeading(`${numerals[index]}、${title}`), ...children])

/** Short answers stand together in one table; longer ones get a section each. */
function sectionOf(field: Field, { filed, known }: Printed): Section {
  const value = filed.fields[field.key]
  return field.kind === 'table'
    ? { title: field.label, children: [answersTable(field, value, known)] }
    : { title: field.label, children: bodyText(answerText(field, value, known)) }
}

const isFigure = ({ kind }: Field): boolean => kind === 'number' || kind === 'choice'

/** Figures first, then what the terminals told, then what people think of it. */
export const report =
  (figuresTitle: string) =>
  (printed: Printed, entries: readonly Entry[] = []): readonly FileChild[] => {
    const { form, filed, known } = printed
    const figures = form.fields.filter(isFigure)
    const others = form.fields.filter(
      (field) => !isFigure(field) && (field.optional !== true || filed.fields[field.key] !== undefined),
    )
    const figureTable = grid(
      figures.map(() => 1),
      [
        {
          header: true,
          cells: figures.map(({ label }) => ({ text: label, font: 'heading', size: 'table', centred: true })),
        },
        {
          cells: figures.map((field) => ({
            text: field.kind === 'table' ? '' : chosenOnly(answerText(field, filed.fields[field.key], known)),
            size: 'table',
            centred: true,
          })),
        },
      ],
    )
    // What came after the report was filed is no part of it.
    const lines = timelineOf(
      entries.filter(({ at }) => at <= filed.at),
      known,
    )
    return numbered([
      { title: figuresTitle, children: [figureTable] },
      ...(lines.length === 0 ? [] : [{ title: '经过', children: [timelineTable(lines)] }]),
      ...others.map((field) => sectionOf(field, printed)),
    ])
  }

export const timelineTable = (lines: ReturnType<typeof timelineOf>): FileChild =>
  grid(
    [32, 24, 100],
    [
      {
        header: true,
        cells: ['时间', '人员', '事项'].map((text) => ({ text, font: 'heading', size: 'table', centred: true })),
      },
      ...lines.map(({ at, who, what }) => ({
        cells: [
          { text: shortTime(at), size: 'table' as const },
          { text: who, size: 'table' as const },
          { text: what, size: 'table' as const },
        ],
      })),
    ],
  )
