/** 放假安排: the years that the five working days are counted by, the notice as it is typed in with its preview, and the second person's decision (四(三)). */

import { useId, useState } from 'react'
import { Button, Input } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice } from '#shared/wording/zh-cn.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { useDetail } from '../use-detail.ts'
import { CalendarDifference } from './calendar-difference.tsx'
import { previewCalendar, readCalendar } from './office-answers.ts'
import type { CalendarAnswer, CalendarPreview } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.calendar

export function CalendarScreen({ reader, ask, round }: OfficeTools) {
  const read = useDetail(readCalendar, '', [round])
  const decide = (id: string, year: number, agreed: boolean): Deed => ({
    title: agreed ? words.agree : words.disagree,
    hint: words.decideHint(year),
    fields: [{ key: 'reason', label: consoleOffice.reason, kind: 'long-text', max: 500 }],
    perform: (fields) => post(`/api/calendar/${id}/decision`, { agreed, ...fields }),
  })
  return (
    <div className="parts">
      <OfficePanel title={words.title} hint={words.hint} read={read}>
        {({ missing, years, proposals }) => (
          <>
            {missing !== undefined && <p className="warned">▲ {words.missing(missing)}</p>}
            <OfficeTable
              rows={latest(years)}
              keyOf={({ year }) => String(year)}
              columns={[
                { head: words.year, render: ({ year }) => year },
                {
                  head: words.basis,
                  render: ({ basis }) => (basis === 'official' ? `✔ ${words.official}` : `▲ ${words.provisional}`),
                },
                { head: words.document, render: ({ document }) => document },
              ]}
            />
            <h2>{words.proposals}</h2>
            <OfficeTable
              rows={proposals}
              keyOf={({ id }) => id}
              columns={[
                { head: words.year, render: ({ year }) => year },
                { head: words.document, render: ({ document }) => document },
                { head: words.proposedBy, render: ({ proposed }) => `${proposed.by} ${dayAndTime(proposed.at)}` },
                { head: words.decided, render: decidedText },
                {
                  head: consoleOffice.deeds,
                  render: ({ id, year, decided }) =>
                    decided === undefined &&
                    reader.may('calendar.confirm') && (
                      <>
                        <Button size="small" onClick={() => ask(decide(id, year, true))}>
                          {words.agree}
                        </Button>
                        <Button size="small" onClick={() => ask(decide(id, year, false))}>
                          {words.disagree}
                        </Button>
                      </>
                    ),
                },
              ]}
            />
          </>
        )}
      </OfficePanel>
      {reader.may('calendar.propose') && <Notice onProposed={read.again} />}
    </div>
  )
}

/** Old years count for nothing any more. */
const latest = (years: CalendarAnswer['years']): CalendarAnswer['years'] =>
  years.filter(({ year }) => year >= Math.max(...years.map((each) => each.year)) - 2)

const decidedText = ({ decided }: CalendarAnswer['proposals'][number]): string =>
  decided === undefined
    ? words.waiting
    : `${decided.agreed ? `✔ ${words.agree}` : `✖ ${words.disagree}`} · ${decided.by} ${dayAndTime(decided.at)}`

/** Nothing is handed in that was not looked at first. */
function Notice({ onProposed }: { readonly onProposed: () => void }) {
  const [year, setYear] = useState('')
  const [document, setDocument] = useState('')
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<CalendarPreview>()
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const id = useId()
  const notice = { year: Number(year), document: document.trim(), text }
  const changed = (set: (value: string) => void) => (event: { readonly target: { readonly value: string } }) => {
    set(event.target.value)
    setPreview(undefined)
  }
  const look = async () => {
    setBusy(true)
    const answer = await previewCalendar(notice)
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.message)
    setPreview(answer.ok ? answer.value : undefined)
  }
  const propose = async () => {
    setBusy(true)
    const answer = await post('/api/calendar', notice)
    setBusy(false)
    setMessage(answer.ok ? words.handedIn : answer.message)
    if (!answer.ok) return
    setPreview(undefined)
    setText('')
    onProposed()
  }
  return (
    <section className="panel office" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.take}</h2>
      <div className="field">
        <label className="label" htmlFor={`${id}-year`}>
          {words.year}
        </label>
        <Input id={`${id}-year`} className="narrow" type="number" value={year} onChange={changed(setYear)} />
      </div>
      <div className="field">
        <label className="label" htmlFor={`${id}-document`}>
          {words.document}
        </label>
        <Input id={`${id}-document`} maxLength={200} value={document} onChange={changed(setDocument)} />
      </div>
      <div className="field">
        <label className="label" htmlFor={`${id}-text`}>
          {words.text}
        </label>
        <Input.TextArea id={`${id}-text`} rows={8} maxLength={4_000} value={text} onChange={changed(setText)} />
        <small className="field-hint">{words.textHint}</small>
      </div>
      {preview && <CalendarDifference preview={preview} />}
      <p className="refused" role="alert">
        {message}
      </p>
      <p className="dialog-end">
        <Button loading={busy} onClick={() => void look()}>
          {words.preview}
        </Button>
        <Button
          type="primary"
          loading={busy}
          disabled={preview === undefined || preview.refusals.length > 0}
          onClick={() => void propose()}
        >
          {words.propose}
        </Button>
      </p>
    </section>
  )
}
