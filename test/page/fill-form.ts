// Types a form into the page as a person does: every kind of field by its own input.
import type { Locator, Page } from 'playwright-core'
import { toField } from '#server/console/page/forms/shanghai-input.ts'
import { pending } from '#server/workflow/forms/form.ts'
import type { Cell, Column, Form, FormFields } from '#server/workflow/forms/form.ts'

export async function fillForm(page: Page, form: Form, fields: FormFields): Promise<void> {
  for (const field of form.fields) {
    const value = fields[field.key]
    if (field.bySystem === true || value === undefined) continue
    const place = page.locator(`.sheet [data-field=${field.key}]`)
    // What the server has filled in as 待核实 is known now.
    if (field.mayBePending === true && value !== pending) await place.getByRole('checkbox', { name: pending }).uncheck()
    if (field.kind === 'long-text' && value !== pending) await place.locator('textarea').fill(value as string)
    else if (field.kind === 'choices') {
      for (const { value: each, label } of field.choices)
        if ((value as readonly string[]).includes(each))
          await place.getByRole('checkbox', { name: label, exact: true }).check()
    } else if (field.kind === 'table') {
      const rows = value as readonly Readonly<Record<string, Cell>>[]
      for (const [at, row] of rows.entries()) {
        await place.getByRole('button', { name: /添加一行/ }).click()
        for (const column of field.columns) {
          const cell = row[column.key]
          if (cell !== undefined) await fillCell(place, column, cell, `${column.label}，第 ${at + 1} 行`)
        }
      }
    } else await fillCell(place, field as Column, value as Cell)
  }
}

/** `spoken`: in a table an input is known by what is said of it. */
async function fillCell(place: Locator, column: Column, value: Cell, spoken?: string): Promise<void> {
  const input =
    spoken === undefined ? place.locator('input, select').first() : place.getByLabel(spoken, { exact: true })
  if (value === pending) return place.getByRole('checkbox').last().check()
  switch (column.kind) {
    case 'time':
      return input.fill(toField(Number(value)))
    case 'number':
      return input.fill(String(value))
    case 'yes-no':
      return radio(place, spoken, value === true ? '是' : '否')
    case 'choice': {
      const label = column.choices.find((choice) => choice.value === value)?.label ?? ''
      return (await isSelect(input)) ? void (await input.selectOption(String(value))) : radio(place, spoken, label)
    }
    case 'text':
      return (await isSelect(input)) ? void (await input.selectOption(String(value))) : input.fill(String(value))
  }
}

const isSelect = (input: Locator): Promise<boolean> => input.evaluate((element) => element.tagName === 'SELECT')

const radio = (place: Locator, spoken: string | undefined, label: string): Promise<void> =>
  (spoken === undefined ? place : place.getByLabel(spoken, { exact: true }))
    .getByRole('radio', { name: label, exact: true })
    .check()
