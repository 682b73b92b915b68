/** A plain table of the office's lists; antd's Table weighs as much as half the page. */

import type { ReactNode } from 'react'
import { consoleOffice } from '#shared/wording/zh-cn.ts'

interface TableProps<Row> {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly columns: readonly { readonly head: string; readonly render: (row: Row) => ReactNode }[]
  readonly empty?: string
}

export function OfficeTable<Row>({ rows, keyOf, columns, empty = consoleOffice.none }: TableProps<Row>) {
  if (rows.length === 0) return <p className="soft">{empty}</p>
  return (
    <div className="table-frame">
      <table className="board">
        <thead>
          <tr>
            {columns.map(({ head }) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ head, render }) => (
                <td key={head}>{render(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
