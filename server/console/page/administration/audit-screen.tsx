/** C7 审计 (审计管理员): what was done, by whom and when; verified on demand; handed out as one sealed file. */

import { useState } from 'react'
import { Button } from 'antd'
import { calendarDay, dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice } from '#shared/wording/zh-cn.ts'
import { fromField } from '../forms/shanghai-input.ts'
import { TimelineList } from '../timeline-list.tsx'
import { useDetail, valueOf } from '../use-detail.ts'
import { listPeople, readAudit, readRetention, verifyHistories } from './office-answers.ts'
import type { RetentionAnswer, Verification } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.audit
const subjects = ['office', 'incident', 'endpoint'] as const
const dayMs = 24 * 3_600_000

export function AuditScreen({ reader, now }: OfficeTools) {
  return (
    <div className="parts">
      {reader.may('audit.verify') && <Verify />}
      {reader.may('audit.read') && <Export now={now} />}
      {reader.may('audit.read') && <Retention />}
      {reader.may('audit.read') && <Entries now={now} />}
    </div>
  )
}

function Verify() {
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Verification>()
  const [message, setMessage] = useState<string>()
  const verify = async () => {
    setBusy(true)
    const answer = await verifyHistories()
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.message)
    setFound(answer.ok ? answer.value : undefined)
  }
  return (
    <section className="panel office" aria-labelledby="verify-title">
      <div className="part-head">
        <h1 id="verify-title">{words.verify}</h1>
        <span className="top-rest" />
        <Button type="primary" loading={busy} onClick={() => void verify()}>
          {words.verifyNow}
        </Button>
      </div>
      <p className="soft">{words.verifyHint}</p>
      {found && found.findings.length === 0 && <p className="good">✔ {words.allWell}</p>}
      {found && found.findings.length > 0 && (
        <div className="tampered" role="alert">
          <p>◆ {words.findings(found.total)}</p>
          <ul>
            {found.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </div>
      )}
      {found?.printed !== undefined && <p className="made">{found.printed}</p>}
      <p className="refused" role="alert">
        {message}
      </p>
    </section>
  )
}

function Export({ now }: { readonly now: number }) {
  const [from, setFrom] = useState(calendarDay(now - 30 * dayMs))
  const [to, setTo] = useState(calendarDay(now))
  const start = fromField(`${from}T00:00:00`)
  const end = fromField(`${to}T23:59:59`)
  return (
    <section className="panel office" aria-labelledby="export-title">
      <h2 id="export-title">{words.export}</h2>
      <p className="soft">{words.exportHint}</p>
      <p className="row">
        <label>
          {words.from}{' '}
          <input type="date" className="select narrow" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {words.to}{' '}
          <input type="date" className="select narrow" value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
        {start !== undefined && end !== undefined && (
          <a className="button-link" href={`/api/audit/export?from=${start}&to=${end}`} download>
            {words.exportNow}
          </a>
        )}
      </p>
    </section>
  )
}

/** Asked for by a person: every reading of it is recorded. */
function Retention() {
  const [asked, setAsked] = useState<RetentionAnswer>()
  const [message, setMessage] = useState<string>()
  const read = async () => {
    const answer = await readRetention()
    setMessage(answer.ok ? undefined : answer.message)
    if (answer.ok) setAsked(answer.value)
  }
  return (
    <section className="panel office" aria-labelledby="retention-title">
      <div className="part-head">
        <h2 id="retention-title">{words.retention}</h2>
        <span className="top-rest" />
        <Button onClick={() => void read()}>{words.retentionRead}</Button>
      </div>
      <p className="soft">{asked ? words.retentionDays(asked.retentionDays) : words.retentionHint}</p>
      {asked && (
        <OfficeTable
          rows={asked.records}
          keyOf={({ kind }) => kind}
          columns={[
            { head: words.recordKind, render: ({ kind }) => words.recordKinds[kind] },
            {
              head: words.oldest,
              render: ({ oldestAt }) => (oldestAt === undefined ? words.noRecord : dayAndTime(oldestAt)),
            },
            { head: words.keptDays, render: ({ days }) => days ?? '' },
            { head: words.deletion, render: ({ keptForEver }) => (keptForEver ? words.keptForEver : words.turnedOver) },
          ]}
        />
      )}
      <p className="refused" role="alert">
        {message}
      </p>
    </section>
  )
}

function Entries({ now }: { readonly now: number }) {
  const [subject, setSubject] = useState<string>('office')
  const [turned, setTurned] = useState<readonly number[]>([])
  const before = turned[turned.length - 1]
  const query = new URLSearchParams({
    ...(subject && { subject }),
    ...(before !== undefined && { before: String(before) }),
  }).toString()
  const people = valueOf(useDetail(listPeople, '', []).detail)?.people ?? []
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const read = useDetail(readAudit, query === '' ? '' : `?${query}`, [])
  return (
    <OfficePanel
      title={words.title}
      hint={words.hint}
      read={read}
      deeds={
        <label>
          {words.subject}{' '}
          <select
            className="select narrow"
            value={subject}
            onChange={(event) => {
              setSubject(event.target.value)
              setTurned([])
            }}
          >
            <option value="">{words.everything}</option>
            {subjects.map((each) => (
              <option key={each} value={each}>
                {words.subjects[each]}
              </option>
            ))}
          </select>
        </label>
      }
    >
      {({ entries, before: older }) => (
        <>
          <TimelineList entries={entries} now={now} newestFirst names={names} />
          <p className="pager">
            <Button disabled={turned.length === 0} onClick={() => setTurned(turned.slice(0, -1))}>
              {words.newer}
            </Button>
            <Button disabled={older === undefined} onClick={() => older !== undefined && setTurned([...turned, older])}>
              {words.older}
            </Button>
          </p>
        </>
      )}
    </OfficePanel>
  )
}
