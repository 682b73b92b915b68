/** An answer of a form as it is printed. */

import { calendarDay, dayAndTime, timeOfDay } from '#shared/text/shanghai-time.ts'
import type { Cell, Choice, Column, Field, FieldValue } from '../workflow/forms/form.ts'
import { nameOf } from './names.ts'
import type { Known } from './names.ts'

/** What was left out on purpose; an empty cell would look like a mistake. */
export const nothing = '／'

const chineseDay = (at: number): string => {
  const [year, month, day] = calendarDay(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** 2026年11月19日 09:13, with seconds where there are any; the beginning of a day is that day. */
export function longTime(at: number): string {
  const time = timeOfDay(at)
  if (time === '00:00:00') return chineseDay(at)
  return `${chineseDay(at)} ${time.endsWith(':00') ? time.slice(0, 5) : time}`
}

export const shortTime = (at: number): string => dayAndTime(at).slice(0, 16)
export const day = chineseDay

const labelOf = (choices: readonly Choice[], value: unknown): string =>
  choices.find((choice) => choice.value === value)?.label ?? (typeof value === 'string' ? value : nothing)

/** What ends at the beginning of a day is over at 24:00 of the day before: the other day would be read as one more. */
const endKeys: readonly string[] = ['dueAt', 'until']
const end = (at: number, time: (at: number) => string): string =>
  timeOfDay(at) === '00:00:00' ? `${time(at - 1).replace(/ .*/, '')} 24:00` : time(at)

/** Of a cell of a table; its times are short. */
export function cellText(column: Column, value: Cell | undefined, known: Known, time = shortTime): string {
  if (value === undefined || value === '') return nothing
  switch (column.kind) {
    case 'time':
      if (typeof value !== 'number') return String(value)
      return endKeys.includes(column.key) ? end(value, time) : time(value)
    case 'yes-no':
      return value === true ? '是' : '否'
    case 'choice':
      return labelOf(column.choices, value)
    case 'text':
      return column.of !== undefined && typeof value === 'string' ? nameOf(known, column.of, value) : String(value)
    case 'number':
      return String(value)
  }
}

/** What fits beside a label, in full-width signs. */
const lineWidth = 26

// A Latin sign takes half the width of a Chinese one.
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign < '\u2E80' ? 0.5 : 1), 0)

/** Every choice with its box: what was not ticked is read as well (附则六(一)). A box and its words stay on one line. */
export function boxes(choices: readonly Choice[], chosen: readonly unknown[]): string {
  const lines: string[] = []
  for (const { value, label } of choices) {
    const box = `${chosen.includes(value) ? '☑' : '□'}${label}`
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + 1 + widthOf(box) + 1 <= lineWidth)
      lines[lines.length - 1] = `${last}　${box}`
    else lines.push(box)
  }
  return lines.join('\n')
}

/** Of an answer with boxes only what was chosen: for tables of figures and for overviews. */
export const chosenOnly = (text: string): string => /☑([^　\n]*)/.exec(text)?.[1] ?? text

/** Up to so many choices are printed with their boxes; of a longer list the one that was taken. */
const fewChoices = 5

export function answerText(
  field: Exclude<Field, { kind: 'table' }>,
  value: FieldValue | undefined,
  known: Known,
): string {
  switch (field.kind) {
    case 'choices':
      return boxes(field.choices, Array.isArray(value) ? value : [])
    case 'choice': {
      const printed = field.choices.filter(({ refused }) => refused === undefined)
      return printed.length <= fewChoices && printed.some((one) => one.value === value)
        ? boxes(printed, [value])
        : cellText(field, value as Cell | undefined, known)
    }
    case 'yes-no':
      return value === undefined ? nothing : value === true ? '☑是　□否' : '□是　☑否'
    case 'long-text':
      return typeof value === 'string' && value !== '' ? value : nothing
    case 'text':
    case 'time':
    case 'number':
      return cellText(field, value as Cell | undefined, known, longTime)
  }
}
