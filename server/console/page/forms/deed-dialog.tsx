/** A deed that needs a few answers first: a dialog made of fields, the same as a form's. */

import { useId, useState } from 'react'
import { Modal } from 'antd'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Field, FieldRefusals, FieldValue, FormFields } from '../../../workflow/forms/form.ts'
import type { Answer } from '../ask.ts'
import { FieldInput } from './field-input.tsx'
import { isEmpty, isRequired } from './filling.ts'
import type { References } from './form-answers.ts'

export interface Deed {
  /** What is done, as on its button. */
  readonly title: string
  readonly hint?: string | undefined
  readonly fields: readonly Field[]
  readonly initial?: FormFields | undefined
  readonly references?: References | undefined
  readonly danger?: boolean | undefined
  readonly perform: (fields: FormFields) => Promise<Answer<unknown>>
}

interface DeedProps {
  readonly deed: Deed
  /** Server time. */
  readonly now: number
  readonly onDone: (did: boolean) => void
}

const words = consolePlan.form

export function DeedDialog({ deed, now, onDone }: DeedProps) {
  const [fields, setFields] = useState<FormFields>(deed.initial ?? {})
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const [refusals, setRefusals] = useState<FieldRefusals>([])
  const id = useId()

  const submit = async () => {
    if (busy) return
    const left = deed.fields.filter((field) => isRequired(field, fields) && isEmpty(fields[field.key]))
    if (left.length > 0) {
      setMessage(words.left(left.length))
      return
    }
    setBusy(true)
    const answer = await deed.perform(fields)
    setBusy(false)
    if (answer.ok) {
      onDone(true)
      return
    }
    setMessage(answer.message)
    setRefusals(answer.fields)
  }
  const change = (key: string, value: FieldValue | undefined) => {
    setFields((before) => withValue(before, key, value))
    setRefusals((before) => before.filter((refusal) => refusal.key !== key && !refusal.key.startsWith(`${key}.`)))
    setMessage(undefined)
  }

  return (
    <Modal
      open
      title={deed.title}
      okText={deed.title}
      okButtonProps={{ danger: deed.danger === true }}
      cancelText={consolePage.cancel}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={() => onDone(false)}
      mask={{ closable: false }}
      width={deed.fields.some(({ kind }) => kind === 'table') ? 860 : 560}
    >
      <div className="dialog">
        {deed.hint !== undefined && <p>{deed.hint}</p>}
        {deed.fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            fields={fields}
            onChange={change}
            references={deed.references ?? {}}
            refusal={refusals.find(({ key }) => key === field.key)?.why}
            cellRefusals={refusals.filter(({ key }) => key.startsWith(`${field.key}.`))}
            id={id}
            disabled={busy}
            now={now}
          />
        ))}
        <p className="refused" role="alert">
          {message}
        </p>
      </div>
    </Modal>
  )
}

export function withValue(fields: FormFields, key: string, value: FieldValue | undefined): FormFields {
  const { [key]: _, ...others } = fields
  return value === undefined ? others : { ...others, [key]: value }
}
