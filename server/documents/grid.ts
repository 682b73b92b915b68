/** 表格: ruled tables of the text's width, with widths that Word and WPS keep as they are. */

import {
  AlignmentType,
  BorderStyle,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { paragraphs, textWidthMm, twips } from './paper.ts'
import type { FontName, SizeName } from './paper.ts'

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const borders = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line }

const cellMargins = { top: 40, bottom: 40, left: 80, right: 80, marginUnitType: WidthType.DXA }

export interface Cell {
  readonly text: string
  readonly font?: FontName | undefined
  readonly size?: SizeName | undefined
  readonly centred?: boolean | undefined
  /** How many columns it covers. */
  readonly span?: number | undefined
}

export interface Row {
  readonly cells: readonly Cell[]
  /** Repeated on every page. */
  readonly header?: boolean | undefined
}

/** Parts of the text's width, in millimetres, that add up to it exactly. */
export function widthsOf(weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const total = twips(textWidthMm)
  const widths = weights.map((weight) => Math.floor((weight / whole) * total))
  const rest = total - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (index === widths.length - 1 ? width + rest : width))
}

const wordBreak = 400

function cellOf({ text, font = 'body', size = 'form', centred, span = 1 }: Cell, width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlignTable.CENTER,
    children: paragraphs(text, {
      font,
      size,
      ...(centred === true ? { align: AlignmentType.CENTER } : {}),
    }),
  })
}

export function grid(weights: readonly number[], rows: readonly Row[]): Table {
  const widths = widthsOf(weights)
  return new Table({
    width: { size: twips(textWidthMm), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders,
    margins: cellMargins,
    rows: rows.map(({ cells, header }) => {
      let column = 0
      return new TableRow({
        tableHeader: header === true,
        // Short rows stay whole; a long answer may run over the page.
        cantSplit: cells.every(({ text }) => text.length < wordBreak),
        children: cells.map((cell) => {
          const span = cell.span ?? 1
          const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0)
          column += span
          return cellOf(cell, width)
        }),
      })
    }),
  })
}
