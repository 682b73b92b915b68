/** What was filled in, to be read: times in Shanghai, choices by their labels, ids by the names that they stand for. */

import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Cell, Column, Field, FieldValue } from '../../../workflow/forms/form.ts'
import { chosenIn, isEmpty, rowsIn } from './filling.ts'
import type { References } from './form-answers.ts'

interface TextProps {
  readonly field: Field
  readonly value: FieldValue | undefined
  readonly references: References
}

const words = consolePlan.form

export function FieldText({ field, value, references }: TextProps) {
  if (isEmpty(value)) return <span className="soft">{words.empty}</span>
  switch (field.kind) {
    case 'table':
      return (
        <div className="table-frame">
          <table>
            <thead>
              <tr>
                {field.columns.map(({ key, label }) => (
                  <th key={key} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rowsIn(value).map((row, place) => (
                // What was filed never changes.
                <tr key={place}>
                  {field.columns.map((column) => (
                    <td key={column.key}>{cellText(column, row[column.key], references)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    case 'choices':
      return (
        <>
          {chosenIn(value)
            .map((each) => field.choices.find((choice) => choice.value === each)?.label ?? each)
            .join('、')}
        </>
      )
    case 'long-text':
      return <span className="written">{typeof value === 'string' ? value : ''}</span>
    case 'text':
    case 'number':
    case 'time':
    case 'yes-no':
    case 'choice':
      return <>{cellText(field, value as Cell, references)}</>
  }
}

export function cellText(column: Column, value: Cell | undefined, references: References): string {
  if (value === undefined || value === '') return ''
  switch (column.kind) {
    case 'time':
      return typeof value === 'number' ? dayAndTime(value) : String(value)
    case 'yes-no':
      return typeof value === 'boolean' ? (value ? words.yes : words.no) : String(value)
    case 'choice':
      return column.choices.find((choice) => choice.value === value)?.label ?? String(value)
    case 'text':
      return (column.of && references[column.of]?.find(({ id }) => id === value)?.name) ?? String(value)
    case 'number':
      return String(value)
  }
}
