/** 值班表: who is woken first, from when to when; hours that nobody has are said. */

import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice } from '#shared/wording/zh-cn.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { rowsIn } from '../forms/filling.ts'
import { useReferences } from '../plan/use-references.ts'
import { useDetail } from '../use-detail.ts'
import { readRoster } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.roster

export function RosterScreen({ feed, reader, ask, round }: OfficeTools) {
  const read = useDetail(readRoster, '', [round])
  const references = useReferences(reader, { feed })
  const set: Deed = {
    title: words.set,
    hint: words.setHint,
    fields: [
      { key: 'from', label: words.from, kind: 'time' },
      { key: 'to', label: words.to, kind: 'time' },
      {
        key: 'shifts',
        label: words.shifts,
        kind: 'table',
        maxRows: 200,
        columns: [
          { key: 'person', label: words.person, kind: 'text', max: 64, of: 'person' },
          { key: 'from', label: words.from, kind: 'time' },
          { key: 'to', label: words.to, kind: 'time' },
        ],
      },
    ],
    references,
    perform: (fields) => post('/api/duty-roster', { ...fields, shifts: rowsIn(fields['shifts']) }),
  }
  return (
    <OfficePanel
      title={words.title}
      hint={words.hint}
      read={read}
      deeds={
        reader.may('duty-roster.set') && (
          <Button type="primary" onClick={() => ask(set)}>
            {words.set}
          </Button>
        )
      }
    >
      {({ shifts, gaps }) => (
        <>
          {gaps.length > 0 && (
            <p className="warned">
              ▲ {words.gaps}：{gaps.map(({ from, to }) => `${dayAndTime(from)} – ${dayAndTime(to)}`).join('；')}
            </p>
          )}
          <OfficeTable
            rows={shifts}
            keyOf={({ id }) => id}
            empty={words.none}
            columns={[
              { head: words.person, render: ({ name }) => name },
              { head: words.from, render: ({ from }) => dayAndTime(from) },
              { head: words.to, render: ({ to }) => dayAndTime(to) },
            ]}
          />
        </>
      )}
    </OfficePanel>
  )
}
