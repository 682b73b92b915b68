/** One form of an incident: to be filled where it may be, and every version that was filed. */

import { Button, Skeleton } from 'antd'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { FormFields } from '../../../workflow/forms/form.ts'
import type { NextSteps } from '../../next-steps.ts'
import { draftKey } from '../forms/draft.ts'
import { FiledForms } from '../forms/filed-forms.tsx'
import { fileForm, readForm, releaseDocument } from '../forms/form-answers.ts'
import type { References } from '../forms/form-answers.ts'
import { FormEditor } from '../forms/form-editor.tsx'
import { ReadFailed } from '../read-failed.tsx'
import type { Reader } from './reader.ts'
import { refusalSentence } from './refusal-sentence.ts'
import { command } from './plan-answers.ts'
import { useDetail, valueOf } from '../use-detail.ts'

interface FormScreenProps {
  readonly incident: string
  readonly form: string
  /** Another one means that something of the incident has changed; nothing until it has been read. */
  readonly next: NextSteps | undefined
  readonly references: References
  readonly reader: Reader
  /** With what is to be said, or nothing where it was put aside. */
  readonly onDone: (said: string | undefined) => void
  /** Server time. */
  readonly now: number
}

const words = consolePlan.form

export function FormScreen({ incident, form: name, next, references, reader, onDone, now }: FormScreenProps) {
  const { detail, again } = useDetail(readOf, `${incident} ${name}`, [next])
  const answer = valueOf(detail)
  if (!answer || !next)
    return (
      <section className="panel">
        {detail.kind === 'failed' ? (
          <ReadFailed message={detail.message} onAgain={again} />
        ) : (
          <Skeleton active={false} title={false} paragraph={{ rows: 8 }} />
        )}
        <Button onClick={() => onDone(undefined)}>{words.back}</Button>
      </section>
    )

  const { form, filed } = answer
  const step = next.forms.find((one) => one.form === form.id)
  // D13 is of one terminal: filing it is proposing the reconnection (四(二)3), whatever the phase.
  const reconnects = form.id === 'D13'
  const permitted = step?.permitted === true || (reconnects && reader.may('reconnection.propose'))
  const perform = (fields: FormFields) =>
    reconnects
      ? command(incident, 'propose-reconnection', { endpoint: fields['endpoint'], fields })
      : fileForm(incident, form.id, fields)
  return (
    <section className="panel form-screen" aria-labelledby="form-title">
      <header className="form-head">
        <h2 id="form-title">
          {form.title} <small>{words.formNumber(form.id)}</small>
        </h2>
        <small>{words.clause(form.clause)}</small>
      </header>
      {permitted ? (
        <FormEditor
          key={filed.length}
          answer={answer}
          references={references}
          draft={draftKey(reader.id, incident, form.id)}
          submitText={words.submit(form.title)}
          perform={perform}
          onDone={() => onDone(words.saved(form.title))}
          onCancel={() => onDone(undefined)}
          now={now}
        />
      ) : (
        <p className="cannot">
          {filed.length > 0 ? words.readOnly : refusalSentence(step?.refusal ?? 'not-permitted')}{' '}
          <Button onClick={() => onDone(undefined)}>{words.back}</Button>
        </p>
      )}
      <FiledForms
        form={form}
        filed={filed}
        references={references}
        release={reader.may('document.read') ? (serial) => releaseDocument(incident, form.id, serial) : undefined}
        onReleased={again}
      />
    </section>
  )
}

const readOf = (place: string) => {
  const [incident = '', form = ''] = place.split(' ')
  return readForm(incident, form)
}
