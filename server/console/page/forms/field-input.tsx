/** One field of a form with its label, its hint, and what the server refused about it. */

import { Checkbox, Input } from 'antd'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Field, FieldRefusals, FieldValue, FormFields } from '../../../workflow/forms/form.ts'
import { CellInput, Choosable, isGroup, Pendable } from './cell-input.tsx'
import { FieldText } from './field-text.tsx'
import { blockedBy, chosenIn, isEmpty, isRequired, offeredNow, rowsIn } from './filling.ts'
import type { References } from './form-answers.ts'
import { TableInput } from './table-input.tsx'

export interface FieldProps {
  readonly field: Field
  readonly fields: FormFields
  readonly onChange: (key: string, value: FieldValue | undefined) => void
  readonly references: References
  readonly refusal: string | undefined
  /** Of cells, where the field is a table. */
  readonly cellRefusals?: FieldRefusals | undefined
  /** Of the form; ids of its fields begin with it. */
  readonly id: string
  readonly disabled: boolean
  /** Server time. */
  readonly now: number
}

const words = consolePlan.form

export function FieldInput(props: FieldProps) {
  const { field, fields, refusal, id } = props
  const place = `${id}-${field.key}`
  const blocked = blockedBy(field, fields)
  const hints = [field.hint, field.mayBePending ? words.pendingHint : undefined].filter((hint) => hint !== undefined)
  const grouped = field.bySystem === true || isGroup(field, fields)
  const label = (
    <>
      {field.label}
      {isRequired(field, fields) ? (
        <span className="required" aria-hidden="true">
          *
        </span>
      ) : (
        <small>{field.bySystem ? words.bySystem : blocked === undefined && words.optional}</small>
      )}
    </>
  )
  return (
    <div className={`field ${field.kind}${refusal === undefined ? '' : ' is-refused'}`} data-field={field.key}>
      {grouped ? (
        <span className="label" id={`${place}-label`}>
          {label}
        </span>
      ) : (
        <label className="label" htmlFor={place}>
          {label}
        </label>
      )}
      {blocked === undefined ? <AnswerInput {...props} place={place} /> : <p className="blocked">▲ {blocked}</p>}
      {hints.length > 0 && (
        <small id={`${place}-hint`} className="field-hint">
          {hints.join('；')}
        </small>
      )}
      {refusal !== undefined && (
        <span id={`${place}-refusal`} className="field-refusal">
          ✖ {refusal}
        </span>
      )}
    </div>
  )
}

function AnswerInput(props: FieldProps & { readonly place: string }) {
  const { field, fields, onChange, references, refusal, place, disabled, now } = props
  const value = fields[field.key]
  const set = (next: FieldValue | undefined) => onChange(field.key, next)
  const describedBy = refusal === undefined ? `${place}-hint` : `${place}-refusal`
  if (field.bySystem)
    return (
      <output className="by-system" aria-labelledby={`${place}-label`}>
        {isEmpty(value) ? words.bySystem : <FieldText field={field} value={value} references={references} />}
      </output>
    )
  switch (field.kind) {
    case 'long-text':
      return (
        <Pendable pendable={field.mayBePending === true} value={value} onChange={set} disabled={disabled}>
          <Input.TextArea
            id={place}
            value={typeof value === 'string' ? value : ''}
            maxLength={field.max}
            disabled={disabled}
            autoSize={{ minRows: 3, maxRows: 12 }}
            aria-describedby={describedBy}
            aria-invalid={refusal !== undefined || undefined}
            {...(refusal !== undefined && { status: 'error' as const })}
            onChange={(event) => set(event.target.value)}
          />
        </Pendable>
      )
    case 'choices':
      return (
        <fieldset className="options listed" aria-labelledby={`${place}-label`} id={place}>
          {offeredNow(field.choices, fields).map(({ value: each, label, refused }) => (
            <Checkbox
              key={each}
              checked={chosenIn(value).includes(each)}
              disabled={disabled || refused !== undefined}
              onChange={(event) =>
                set(
                  event.target.checked
                    ? [...chosenIn(value), each]
                    : chosenIn(value).filter((chosen) => chosen !== each),
                )
              }
            >
              <Choosable label={label} refused={refused} />
            </Checkbox>
          ))}
        </fieldset>
      )
    case 'table':
      return (
        <fieldset aria-labelledby={`${place}-label`}>
          <TableInput
            field={field}
            rows={rowsIn(value)}
            onChange={set}
            references={references}
            refusals={props.cellRefusals ?? []}
            id={place}
            disabled={disabled}
            now={now}
          />
        </fieldset>
      )
    case 'text':
    case 'number':
    case 'time':
    case 'yes-no':
    case 'choice':
      return (
        <CellInput
          column={field}
          value={Array.isArray(value) ? undefined : (value as string | number | boolean | undefined)}
          onChange={set}
          beside={fields}
          references={references}
          id={place}
          describedBy={describedBy}
          refused={refusal !== undefined}
          disabled={disabled}
          now={now}
        />
      )
  }
}
