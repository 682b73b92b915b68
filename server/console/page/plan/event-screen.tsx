/** Bringing an event of the plan about: with its form, its reason, or the incident that it goes into. */

import { useId, useState } from 'react'
import { Button, Input, Skeleton } from 'antd'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { FormFields } from '../../../workflow/forms/form.ts'
import type { NextEvent } from '../../next-steps.ts'
import type { IncidentRow } from '../../feed-frame.ts'
import { draftKey } from '../forms/draft.ts'
import { FiledForms } from '../forms/filed-forms.tsx'
import { readForm, releaseDocument } from '../forms/form-answers.ts'
import type { References } from '../forms/form-answers.ts'
import { FormEditor } from '../forms/form-editor.tsx'
import { ReadFailed } from '../read-failed.tsx'
import { useDetail, valueOf } from '../use-detail.ts'
import { command } from './plan-answers.ts'
import type { Reader } from './reader.ts'
import { refusalSentence } from './refusal-sentence.ts'

interface EventProps {
  readonly incident: string
  readonly event: NextEvent
  /** Where it can be merged into. */
  readonly others: readonly IncidentRow[]
  readonly references: References
  readonly reader: Reader
  readonly onDone: (said: string | undefined) => void
  /** Server time. */
  readonly now: number
}

const words = consolePlan.form

export function EventScreen(props: EventProps) {
  const { event, onDone } = props
  const deed = consolePlan.events[event.event]
  return (
    <section className="panel form-screen" aria-labelledby="event-title">
      <header className="form-head">
        <h2 id="event-title">
          {deed} <small>{consolePlan.next.leads(consolePage.incidents.phases[event.to])}</small>
        </h2>
        {event.clause !== '' && <small>{words.clause(event.clause)}</small>}
      </header>
      {!event.permitted ? (
        <p className="cannot">
          {refusalSentence(event.refusal)} <Button onClick={() => onDone(undefined)}>{words.back}</Button>
        </p>
      ) : event.form === undefined ? (
        <WithoutForm {...props} />
      ) : (
        <WithForm {...props} form={event.form} />
      )}
    </section>
  )
}

/** Does it, and says so. */
function deedOf({ incident, event, onDone }: EventProps) {
  const deed = consolePlan.events[event.event]
  return {
    deed,
    perform: (along: { readonly fields?: FormFields; readonly reason?: string; readonly into?: string }) =>
      command(incident, event.event, along),
    done: () => onDone(consolePlan.happened.moved(deed, consolePage.incidents.phases[event.to])),
  }
}

function WithForm(props: EventProps & { readonly form: NonNullable<NextEvent['form']> }) {
  const { incident, form: name, event, references, reader, onDone, now } = props
  const { deed, perform, done } = deedOf(props)
  const { detail, again } = useDetail(readOf, `${incident} ${name}`, [])
  const [reason, setReason] = useState('')
  const [message, setMessage] = useState<string>()
  const id = useId()
  const answer = valueOf(detail)
  if (!answer)
    return detail.kind === 'failed' ? (
      <ReadFailed message={detail.message} onAgain={again} />
    ) : (
      <Skeleton active={false} title={false} paragraph={{ rows: 8 }} />
    )
  const { filed, form } = answer
  const last = filed[filed.length - 1]
  const along = event.reason ? { reason: reason.trim() } : {}
  const withFiled = async () => {
    const outcome = await perform(along)
    if (outcome.ok) done()
    else setMessage(outcome.message)
  }
  return (
    <>
      {last && (
        <p className="use-filed">
          <Button onClick={() => void withFiled()}>{words.withFiled(last.serial)}</Button>
          <span className="refused" role="alert">
            {message}
          </span>
        </p>
      )}
      <FormEditor
        answer={answer}
        references={references}
        draft={draftKey(reader.id, incident, `${event.event}.${form.id}`)}
        submitText={deed}
        perform={(fields) => perform({ fields, ...along })}
        onDone={done}
        onCancel={() => onDone(undefined)}
        now={now}
      >
        {event.reason && <Reason id={id} value={reason} onChange={setReason} />}
      </FormEditor>
      {filed.length > 0 && (
        <FiledForms
          form={form}
          filed={filed}
          references={references}
          release={reader.may('document.read') ? (serial) => releaseDocument(incident, form.id, serial) : undefined}
          onReleased={again}
        />
      )}
    </>
  )
}

function WithoutForm(props: EventProps) {
  const { event, others, onDone } = props
  const { deed, perform, done } = deedOf(props)
  const [reason, setReason] = useState('')
  const [into, setInto] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const id = useId()
  const merging = event.event === 'merge'
  const submit = async () => {
    setBusy(true)
    const outcome = await perform({
      ...(event.reason ? { reason: reason.trim() } : {}),
      ...(merging ? { into } : {}),
    })
    setBusy(false)
    if (outcome.ok) done()
    else setMessage(outcome.message)
  }
  return (
    <form
      className="sheet"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void submit()
      }}
    >
      {merging &&
        (others.length === 0 ? (
          <p>{words.intoMissing}</p>
        ) : (
          <div className="field">
            <label className="label" htmlFor={`${id}-into`}>
              {words.into}
            </label>
            <select
              id={`${id}-into`}
              className="select"
              value={into}
              onChange={(chosen) => setInto(chosen.target.value)}
            >
              <option value="">{words.choose}</option>
              {others.map(({ id: each, number, title }) => (
                <option key={each} value={each}>
                  {number} {title}
                </option>
              ))}
            </select>
          </div>
        ))}
      {event.reason && <Reason id={id} value={reason} onChange={setReason} />}
      <div className="sheet-end">
        <p className="refused" role="alert">
          {message}
        </p>
        <span className="sheet-deeds">
          <Button onClick={() => onDone(undefined)}>{words.back}</Button>
          <Button type="primary" htmlType="submit" loading={busy} disabled={merging && into === ''}>
            {consolePlan.next.confirm(deed)}
          </Button>
        </span>
      </div>
    </form>
  )
}

interface ReasonProps {
  readonly id: string
  readonly value: string
  readonly onChange: (text: string) => void
}

const Reason = ({ id, value, onChange }: ReasonProps) => (
  <div className="field">
    <label className="label" htmlFor={`${id}-reason`}>
      {words.reason}
      <span className="required" aria-hidden="true">
        *
      </span>
      <small>{words.reasonHint}</small>
    </label>
    <Input.TextArea
      id={`${id}-reason`}
      rows={2}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </div>
)

const readOf = (place: string) => {
  const [incident = '', form = ''] = place.split(' ')
  return readForm(incident, form)
}
