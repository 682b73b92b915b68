/** The terminals as a table, a page at a time. Our own: antd's Table alone weighs as much as half the page (106 of 300 KB gzip). */

import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../feed-frame.ts'
import { PresenceWords } from './endpoint-card.tsx'
import { isolationInWords, isolationTone, seesWhole } from './endpoint-standing.ts'
import { writeRoute } from './route.ts'

interface TableProps {
  readonly rows: readonly EndpointRow[]
  /** Server time. */
  readonly now: number
}

const words = consolePage.endpoints
const rowsAPage = 20
const unknown = '—'

type Column = keyof typeof words.columns

const cells: Record<Column, (row: EndpointRow, now: number) => ReactNode> = {
  endpoint: (row) => (
    <a href={writeRoute({ screen: 'endpoint', id: row.id })}>
      {row.institutionName} · {row.name}
    </a>
  ),
  number: (row) => row.number,
  standing: (row, now) => <PresenceWords endpoint={row} now={now} />,
  isolation: (row) => <span className={`isolation ${isolationTone(row)}`}>{isolationInWords(row)}</span>,
  coverage: coverageWords,
  heard: ({ lastHeardAt }, now) =>
    lastHeardAt === undefined ? unknown : nearTime(lastHeardAt, now, consolePage.yesterday),
  agent: (row) => row.agent ?? unknown,
}
const columns = Object.keys(cells) as Column[]

export function EndpointsTable({ rows, now }: TableProps) {
  const [wanted, turnTo] = useState(0)
  // Rows may have gone since the page was turned to.
  const page = Math.min(wanted, Math.max(0, Math.ceil(rows.length / rowsAPage) - 1))
  const from = page * rowsAPage
  const shown = rows.slice(from, from + rowsAPage)
  return (
    <>
      <div className="table-frame">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {words.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                {columns.map((column) => (
                  <td key={column}>{cells[column](row, now)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="pager">
        <span>{words.page(from + 1, from + shown.length, rows.length)}</span>
        <Button disabled={page === 0} onClick={() => turnTo(page - 1)}>
          {words.previous}
        </Button>
        <Button disabled={from + shown.length >= rows.length} onClick={() => turnTo(page + 1)}>
          {words.next}
        </Button>
      </p>
    </>
  )
}

function coverageWords(row: EndpointRow): string {
  // What a lost terminal saw while it was there says nothing about now.
  if (!row.online || row.coverage.length === 0) return words.unknown
  const seeing = row.coverage.filter(({ state }) => state === 'full').length
  return seesWhole(row) ? `✔ ${words.whole}` : `▲ ${words.part(seeing, row.coverage.length)}`
}
