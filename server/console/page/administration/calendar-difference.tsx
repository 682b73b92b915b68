/** What a notice would change, month by month and day by day, or which of its lines are wrong. */

import { consoleOffice } from '#shared/wording/zh-cn.ts'
import type { CalendarPreview } from './office-answers.ts'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.calendar

export function CalendarDifference({ preview }: { readonly preview: CalendarPreview }) {
  const { refusals, doubts, months, changes } = preview
  if (refusals.length > 0)
    return (
      <OfficeTable
        rows={refusals}
        keyOf={({ line, why }) => `${line} ${why}`}
        columns={[
          { head: consoleOffice.line, render: ({ line }) => line },
          { head: words.wrong, render: ({ why }) => <span className="bad">{why}</span> },
        ]}
      />
    )
  const ofMonth = (month: string) => changes.filter(({ day }) => day.startsWith(month))
  return (
    <>
      {doubts.map((doubt) => (
        <p key={doubt} className="warned">
          ▲ {doubt}
        </p>
      ))}
      <OfficeTable
        rows={months}
        keyOf={({ month }) => month}
        columns={[
          { head: words.month, render: ({ month }) => month },
          { head: words.before, render: ({ before }) => before ?? '—' },
          { head: words.after, render: ({ after }) => after },
          {
            head: words.changes,
            render: ({ month }) => (
              <span className="long">
                {ofMonth(month)
                  .map(({ day, working }) => `${day.slice(5)} ${working ? words.working : words.off}`)
                  .join('、')}
              </span>
            ),
          },
        ]}
      />
    </>
  )
}
