/** 证据: what was kept, where and when, with its hash; the chain of custody; and the archive of a closed incident. */

import { useState } from 'react'
import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import type { Field } from '../../../workflow/forms/form.ts'
import type { EndpointRow } from '../../feed-frame.ts'
import { placeOf } from '../duty-row.tsx'
import type { Deed } from '../forms/deed-dialog.tsx'
import { documentPlace } from '../forms/form-answers.ts'
import { actorName } from '../timeline.ts'
import { command, exportArchive } from './plan-answers.ts'
import type { Reader } from './reader.ts'

interface EvidenceProps {
  readonly incident: string
  readonly course: Course
  readonly endpoints: ReadonlyMap<string, EndpointRow>
  readonly reader: Reader
  readonly ask: (deed: Deed) => void
}

const words = consolePlan.evidence
const purpose: Field = { key: 'purpose', label: words.purpose, kind: 'text', max: 200 }

export function EvidencePart({ incident, course: { evidence, custody }, endpoints, reader, ask }: EvidenceProps) {
  const items: Field = {
    key: 'items',
    label: words.items,
    kind: 'choices',
    choices: evidence.map(({ evidence: one, endpoint }) => ({
      value: one.id,
      label: `${one.file} ${placeOf(endpoints.get(endpoint))}`,
    })),
  }
  const transfer: Deed = {
    title: words.transfer,
    hint: words.transferHint,
    fields: [items, { key: 'receiver', label: words.receiver, kind: 'text', max: 200 }, purpose],
    perform: (fields) => command(incident, 'transfer-evidence', fields),
  }
  const dispose: Deed = {
    title: words.dispose,
    hint: words.disposeHint,
    fields: [items, purpose],
    danger: true,
    perform: (fields) => command(incident, 'dispose-of-evidence', fields),
  }
  return (
    <div className="parts">
      <section className="panel" aria-labelledby="evidence-title">
        <div className="part-head">
          <h2 id="evidence-title">{words.title}</h2>
          {evidence.length > 0 && reader.may('evidence.transfer') && (
            <Button onClick={() => ask(transfer)}>{words.transfer}</Button>
          )}
          {evidence.length > 0 && reader.may('evidence.dispose') && (
            <Button danger onClick={() => ask(dispose)}>
              {words.dispose}
            </Button>
          )}
          {reader.may('incident.archive') && <Archive incident={incident} />}
        </div>
        {evidence.length === 0 ? (
          <p className="soft">{words.none}</p>
        ) : (
          <div className="table-frame">
            <table className="board">
              <thead>
                <tr>
                  {[words.file, words.endpoint, words.at, words.size, words.hash].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {evidence.map(({ evidence: one, endpoint, listedAt }) => (
                  <tr key={one.id}>
                    <td>{one.file}</td>
                    <td>{placeOf(endpoints.get(endpoint))}</td>
                    <td>{dayAndTime(listedAt)}</td>
                    <td>{Math.ceil(one.bytes / 1024)} KB</td>
                    <td>
                      <code className="hash">{one.sha256}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className="panel" aria-labelledby="custody-title">
        <h2 id="custody-title">{words.custody}</h2>
        {custody.length === 0 && <p className="soft">{words.custodyNone}</p>}
        <ul className="said-list">
          {custody.map(({ position, at, by, act, items, receiver, purpose }) => (
            <li key={position}>
              <strong>{consolePlan.happened.custody(consolePlan.custody[act], items.length)}</strong>
              <small>
                {[
                  actorName(by),
                  dayAndTime(at),
                  receiver && consolePlan.happened.receiver(receiver),
                  purpose && consolePlan.happened.purpose(purpose),
                ]
                  .filter((part) => part !== undefined && part !== '')
                  .join(' · ')}
              </small>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Archive({ incident }: { readonly incident: string }) {
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<{ readonly sha256: string; readonly bytes: number }>()
  const [message, setMessage] = useState<string>()
  const make = async () => {
    setBusy(true)
    const answer = await exportArchive(incident)
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.message)
    if (answer.ok) setMade(answer.value)
  }
  return (
    <span>
      {made ? (
        <a href={documentPlace(made.sha256)} download>
          {words.archiveMade(Math.ceil(made.bytes / 1024))}
        </a>
      ) : (
        <Button loading={busy} onClick={() => void make()}>
          {words.archive}
        </Button>
      )}
      {message !== undefined && (
        <span className="refused" role="alert">
          {message}
        </span>
      )}
    </span>
  )
}
