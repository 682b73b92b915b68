/** Filling a form of the plan: pre-filled, its draft kept in this tab, what the server refuses shown at its field. */

import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from 'antd'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { FieldRefusals, FieldValue, FormFields } from '../../../workflow/forms/form.ts'
import type { Answer } from '../ask.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { FieldInput } from './field-input.tsx'
import { withValue } from './deed-dialog.tsx'
import { leftIn, toSend, withDraft } from './filling.ts'
import type { FormAnswer, References } from './form-answers.ts'

interface EditorProps<Done> {
  readonly answer: Pick<FormAnswer, 'form' | 'prefilled'>
  readonly references: References
  /** Names the draft in this tab. */
  readonly draft: string
  readonly submitText: string
  readonly danger?: boolean | undefined
  readonly perform: (fields: FormFields) => Promise<Answer<Done>>
  readonly onDone: (done: Done) => void
  readonly onCancel: () => void
  /** Server time. */
  readonly now: number
  /** What is asked beside the form. */
  readonly children?: ReactNode
}

const words = consolePlan.form

export function FormEditor<Done>(props: EditorProps<Done>) {
  const { answer, references, draft, submitText, danger, perform, onDone, onCancel, now, children } = props
  const { form, prefilled } = answer
  const [fields, setFields] = useState<FormFields>(() => withDraft(form, prefilled, readDraft(sessionStorage, draft)))
  const [restored, setRestored] = useState(() => readDraft(sessionStorage, draft) !== undefined)
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const [refusals, setRefusals] = useState<FieldRefusals>([])
  const sheet = useRef<HTMLFormElement>(null)
  const id = useId()
  const left = leftIn(form, fields)

  useEffect(() => {
    // Brings the first refused field before the eyes, with the focus in it (WCAG 3.3.1).
    const [refused] = refusals
    if (refused) focusField(sheet.current, refused.key)
  }, [refusals])

  const change = (key: string, value: FieldValue | undefined) => {
    const next = withValue(fields, key, value)
    setFields(next)
    keepDraft(sessionStorage, draft, next)
  }
  const dropAll = () => {
    dropDraft(sessionStorage, draft)
    setFields(prefilled)
    setRestored(false)
  }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    const outcome = await perform(toSend(form, fields))
    setBusy(false)
    if (outcome.ok) {
      dropDraft(sessionStorage, draft)
      onDone(outcome.value)
      return
    }
    setMessage(outcome.message)
    setRefusals(outcome.fields)
  }

  return (
    <form
      ref={sheet}
      className="sheet"
      noValidate
      aria-label={form.title}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {restored && (
        <p className="draft-found">
          {words.draftFound}{' '}
          <Button size="small" onClick={dropAll}>
            {words.draftDrop}
          </Button>
        </p>
      )}
      {form.fields.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          fields={fields}
          onChange={change}
          references={references}
          refusal={refusals.find(({ key }) => key === field.key)?.why}
          cellRefusals={refusals.filter(({ key }) => key.startsWith(`${field.key}.`))}
          id={id}
          disabled={busy}
          now={now}
        />
      ))}
      {children}
      <div className="sheet-end">
        <div>
          <output className={left.length === 0 ? 'good' : 'soft'}>
            {left.length === 0 ? `✔ ${words.complete}` : `○ ${words.left(left.length)}`}
          </output>
          {left.length > 0 && (
            <Button type="link" size="small" onClick={() => focusField(sheet.current, left[0] ?? '')}>
              {form.fields.find(({ key }) => key === left[0])?.label}
            </Button>
          )}
          <p className="refused" role="alert">
            {message}
            {refusals.length > 0 && ` ${words.refused(refusals.length)}`}
          </p>
        </div>
        <span className="sheet-deeds">
          <Button onClick={onCancel}>{words.back}</Button>
          <Button type="primary" danger={danger === true} htmlType="submit" loading={busy}>
            {submitText}
          </Button>
        </span>
      </div>
      <p className="soft small">{words.draftKept}</p>
    </form>
  )
}

function focusField(sheet: HTMLElement | null, key: string): void {
  const place = (name: string, of: string) => sheet?.querySelector(`[data-${name}="${CSS.escape(of)}"]`)
  // A row that was refused as a whole has no cell of its own.
  const field = place('cell', key) ?? place('field', key.split('.')[0] ?? '')
  const input = field?.querySelector<HTMLElement>('input, textarea, select, button')
  field?.scrollIntoView({ block: 'center' })
  input?.focus({ preventScroll: true })
}
