/** What was filed of one form: every version, read-only, the newest first, with its released document. */

import { useState } from 'react'
import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { FiledForm } from '../../../workflow/course.ts'
import type { Form } from '../../../workflow/forms/form.ts'
import type { Answer } from '../ask.ts'
import { actorName } from '../timeline.ts'
import { FieldText } from './field-text.tsx'
import { documentPlace } from './form-answers.ts'
import type { References } from './form-answers.ts'

interface FiledProps {
  readonly form: Form
  readonly filed: readonly FiledForm[]
  readonly references: References
  /** Nothing where the person may not read documents. */
  readonly release: ((serial: number) => Promise<Answer<unknown>>) | undefined
  readonly onReleased: () => void
}

const words = consolePlan.form

export function FiledForms({ form, filed, references, release, onReleased }: FiledProps) {
  const newestFirst = [...filed]
  newestFirst.reverse()
  return (
    <section className="filed" aria-labelledby="filed-title">
      <h2 id="filed-title">{words.filed}</h2>
      {filed.length === 0 && <p className="soft">{words.filedNone}</p>}
      {newestFirst.map((one, place) => (
        <details key={one.serial} open={place === 0}>
          <summary>
            <strong>{words.version(one.serial)}</strong>{' '}
            {words.filedBy(actorName(one.by), consolePlan.roles[one.as], dayAndTime(one.at))}
            {place === 0 && filed.length > 1 && <span className="mark">{words.newest}</span>}
          </summary>
          <Document filed={one} release={release} onReleased={onReleased} />
          <dl className="answers">
            {form.fields.map((field) => (
              <div key={field.key} className={field.kind}>
                <dt>{field.label}</dt>
                <dd>
                  <FieldText field={field} value={one.fields[field.key]} references={references} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  )
}

function Document({
  filed,
  release,
  onReleased,
}: Pick<FiledProps, 'release' | 'onReleased'> & { readonly filed: FiledForm }) {
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const { document } = filed
  const make = async () => {
    if (!release) return
    setBusy(true)
    const answer = await release(filed.serial)
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.message)
    if (answer.ok) onReleased()
  }
  if (document)
    return (
      <p className="document">
        {release ? (
          <a href={documentPlace(document.sha256)} download>
            {words.download}
          </a>
        ) : null}
        <small>
          {words.released(Math.ceil(document.bytes / 1024))} · {words.sha256} <code>{document.sha256}</code>
        </small>
      </p>
    )
  if (!release) return null
  return (
    <p className="document">
      <Button size="small" loading={busy} onClick={() => void make()}>
        {words.release}
      </Button>
      <small>{words.releaseHint}</small>
      {message !== undefined && (
        <span className="refused" role="alert">
          {message}
        </span>
      )}
    </p>
  )
}
