/** One answer of a form: the input that goes with its kind. Native selects and date fields: they work by keyboard and in Chromium 87. */

import type { ReactNode } from 'react'
import { Button, Checkbox, Input, Radio } from 'antd'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Cell, Choice, Column, Field, FormFields } from '../../../workflow/forms/form.ts'
import { isEmpty, offeredNow, pending } from './filling.ts'
import type { References } from './form-answers.ts'
import { fromField, toField } from './shanghai-input.ts'

export interface CellProps {
  readonly column: Column
  readonly value: Cell | undefined
  readonly onChange: (value: Cell | undefined) => void
  /** The fields or columns beside it, which some choices depend on. */
  readonly beside: FormFields
  readonly references: References
  readonly id: string
  /** In a table the label is spoken, not shown. */
  readonly spoken?: string | undefined
  readonly describedBy?: string | undefined
  readonly refused: boolean
  readonly disabled: boolean
  /** Server time. */
  readonly now: number
}

const words = consolePlan.form
/** More choices than these are a list to open, not a list to read. */
const shownAtOnce = 6

/** Whether its label stands over a group of inputs, and not over one. */
export const isGroup = (field: Field, beside: FormFields): boolean =>
  field.kind === 'table' ||
  field.kind === 'choices' ||
  field.kind === 'yes-no' ||
  (field.kind === 'choice' && offeredNow(field.choices, beside).length <= shownAtOnce)

export const CellInput = (props: CellProps) => (
  <Pendable {...props} pendable={props.column.mayBePending === true}>
    <Answer {...props} />
  </Pendable>
)

interface PendableProps extends Pick<CellProps, 'onChange' | 'disabled' | 'spoken'> {
  readonly pendable: boolean
  readonly value: unknown
  readonly children: ReactNode
}

/** An answer that may be put off: 待核实 takes the place of its input. */
export function Pendable({ pendable, value, onChange, disabled, spoken, children }: PendableProps) {
  if (!pendable) return children
  return (
    <div className="pending-row">
      {value !== pending && children}
      <Checkbox
        checked={value === pending}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked ? pending : undefined)}
      >
        {words.pending}
        {spoken !== undefined && <span className="spoken">{spoken}</span>}
      </Checkbox>
    </div>
  )
}

function Answer(props: CellProps): ReactNode {
  const { column, value, onChange, id, references, now, spoken } = props
  const marks = marksOf(props)
  switch (column.kind) {
    case 'text': {
      const named = column.of && references[column.of]
      if (named && named.length > 0)
        return (
          <Select
            {...props}
            value={textOf(value)}
            options={named.map(({ id: each, name }) => ({ value: each, label: name }))}
          />
        )
      return (
        <Input
          {...marks}
          value={textOf(value)}
          maxLength={column.max}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    }
    case 'number':
      return (
        <Input
          {...marks}
          type="number"
          min={column.min}
          max={column.max}
          value={value === undefined ? '' : String(value)}
          onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        />
      )
    case 'time':
      return (
        <span className="time-row">
          <Input
            {...marks}
            type="datetime-local"
            step={1}
            value={typeof value === 'number' ? toField(value) : ''}
            onChange={(event) => onChange(fromField(event.target.value))}
          />
          {isEmpty(value) && !props.disabled && (
            <Button
              onClick={() => onChange(Math.floor(now / 1_000) * 1_000)}
              aria-label={`${words.now}：${spoken ?? column.label}`}
            >
              {words.now}
            </Button>
          )}
        </span>
      )
    case 'yes-no':
      return (
        <Options
          {...props}
          value={value === undefined ? undefined : String(value)}
          options={[
            { value: 'true', label: words.yes },
            { value: 'false', label: words.no },
          ]}
          onChange={(chosen) => onChange(chosen === 'true')}
        />
      )
    case 'choice': {
      const options = offeredNow(column.choices, props.beside)
      const shown = { ...props, value: textOf(value), options }
      return spoken === undefined && options.length <= shownAtOnce ? (
        <Options {...shown} key={id} />
      ) : (
        <Select {...shown} />
      )
    }
  }
}

const textOf = (value: Cell | undefined): string => (value === undefined ? '' : String(value))

const marksOf = ({ id, spoken, describedBy, refused, disabled }: CellProps) => ({
  id,
  disabled,
  ...(spoken !== undefined && { 'aria-label': spoken }),
  ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
  ...(refused && { 'aria-invalid': true, status: 'error' as const }),
})

type ChoiceProps = Omit<CellProps, 'value' | 'onChange'> & {
  readonly value: string | undefined
  readonly options: readonly Choice[]
  readonly onChange: (value: string | undefined) => void
}

function Options({ value, options, onChange, id, column, spoken, describedBy, disabled }: ChoiceProps) {
  return (
    <Radio.Group
      id={id}
      className={options.some(({ refused }) => refused) ? 'options listed' : 'options'}
      aria-label={spoken ?? column.label}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as string)}
    >
      {options.map(({ value: each, label, refused }) => (
        <Radio key={each} value={each} disabled={disabled || refused !== undefined}>
          <Choosable label={label} refused={refused} />
        </Radio>
      ))}
    </Radio.Group>
  )
}

/** What is refused by design is shown, greyed, with its reason: nobody need look for it elsewhere (四(二)2). */
export const Choosable = ({ label, refused }: Pick<Choice, 'label' | 'refused'>) =>
  refused === undefined ? (
    label
  ) : (
    <span className="never">
      {label}
      <small>{refused}</small>
    </span>
  )

function Select(props: ChoiceProps) {
  const { value = '', options, onChange, id, spoken, describedBy, refused, disabled } = props
  const never = options.filter((option) => option.refused !== undefined)
  return (
    <>
      <select
        id={id}
        className={refused ? 'select refused-select' : 'select'}
        value={value}
        disabled={disabled}
        aria-label={spoken}
        aria-describedby={describedBy}
        aria-invalid={refused || undefined}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{words.choose}</option>
        {/* What was filled in before and is not offered any more is still what stands there. */}
        {value !== '' && !options.some((option) => option.value === value) && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.refused !== undefined}>
            {option.label}
          </option>
        ))}
      </select>
      {never.map(({ value: each, label, refused: why }) => (
        <small key={each} className="never">
          {label}：{why}
        </small>
      ))}
    </>
  )
}
