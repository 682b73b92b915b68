/** A table of a form: rows are added and taken away, each cell with its own label for those who listen. */

import { Button } from 'antd'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Cell, Column, Field, FieldRefusals } from '../../../workflow/forms/form.ts'
import { CellInput } from './cell-input.tsx'
import { blockedBy, isRequired, withPerson } from './filling.ts'
import type { Row } from './filling.ts'
import type { References } from './form-answers.ts'

interface TableProps {
  readonly field: Extract<Field, { kind: 'table' }>
  readonly rows: readonly Row[]
  readonly onChange: (rows: readonly Row[]) => void
  readonly references: References
  /** What the server refused, `measures.1.object`. */
  readonly refusals: FieldRefusals
  readonly id: string
  readonly disabled: boolean
  readonly now: number
}

const words = consolePlan.form
/** More columns than these make a row a card. */
const inOneLine = 4

export function TableInput({ field, rows, onChange, references, refusals, id, disabled, now }: TableProps) {
  const columns = field.columns
  const set = (place: number, column: Column, value: Cell | undefined) =>
    onChange(
      rows.map((row, each) =>
        each === place ? withPerson(withCell(row, column.key, value), column, columns, references) : row,
      ),
    )
  const cell = (column: Column, row: Row, place: number) => {
    const key = `${field.key}.${place}.${column.key}`
    const refusal = refusals.find((one) => one.key === key)?.why
    const at = `${id}-${place}-${column.key}`
    return (
      <div data-cell={key}>
        <CellInput
          column={column}
          value={row[column.key]}
          onChange={(value) => set(place, column, value)}
          beside={row}
          references={references}
          id={at}
          spoken={words.rowOf(column.label, place + 1)}
          {...(refusal !== undefined && { describedBy: `${at}-refusal` })}
          refused={refusal !== undefined}
          disabled={disabled || column.bySystem === true || blockedBy(column, row) !== undefined}
          now={now}
        />
        {refusal !== undefined && (
          <span id={`${at}-refusal`} className="field-refusal">
            ✖ {refusal}
          </span>
        )}
      </div>
    )
  }
  const remove = (place: number) => (
    <Button
      type="text"
      disabled={disabled}
      aria-label={words.removeRow(place + 1)}
      onClick={() => onChange(rows.filter((_, each) => each !== place))}
    >
      ✕
    </Button>
  )
  return (
    <div className="table-input">
      {rows.length === 0 ? (
        <p className="soft">{words.noRows}</p>
      ) : columns.length > inOneLine ? (
        <ol>
          {rows.map((row, place) => (
            <li key={place} className="row-card">
              {columns.map((column) => (
                <div key={column.key} className="cell">
                  <span aria-hidden="true">
                    {column.label}
                    {isRequired(column, row) && <span className="required">*</span>}
                  </span>
                  {cell(column, row, place)}
                </div>
              ))}
              <span className="remove">{remove(place)}</span>
            </li>
          ))}
        </ol>
      ) : (
        <div className="table-frame">
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.key} scope="col">
                    {column.label}
                    {isRequired(column, {}) && (
                      <span className="required" aria-hidden="true">
                        *
                      </span>
                    )}
                  </th>
                ))}
                <th scope="col">
                  <span className="spoken">{words.remove}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, place) => (
                <tr key={place}>
                  {columns.map((column) => (
                    <td key={column.key}>{cell(column, row, place)}</td>
                  ))}
                  <td>{remove(place)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="table-end">
        <Button disabled={disabled || rows.length >= field.maxRows} onClick={() => onChange([...rows, {}])}>
          ＋ {words.addRow(field.label)}
        </Button>
        {rows.length > 0 && <small>{words.rows(rows.length, field.maxRows)}</small>}
      </p>
    </div>
  )
}

function withCell(row: Row, key: string, value: Cell | undefined): Row {
  const { [key]: _, ...others } = row
  return value === undefined ? others : { ...others, [key]: value }
}
