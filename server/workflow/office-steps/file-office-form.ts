/** 办公室表单: what the office records of its own work (D14b, D20–D23), about no incident (二(一)2–4, 一(二)3). */

import { completed } from '../forms/completed.ts'
import type { FieldValue } from '../forms/form.ts'
import { formOf } from '../forms/index.ts'
import { prefillOffice } from '../forms/prefill.ts'
import { refusalsOf } from '../forms/refusals.ts'
import { permittedAs } from '../who.ts'
import { grantDelegation } from './grant-delegation.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'

export const fileOfficeForm: OfficeStep<'file-office-form'> = {
  operation: ({ form }) => formOf(form).operation,
  decide(situation, asking) {
    const { by, now, command } = asking
    const { office } = situation
    const form = formOf(command.form)
    if (form.ofOffice !== true) return refused('unknown-form')
    const as = by.kind === 'officer' ? permittedAs(office, by, form.operation, {}, now) : undefined
    if (as === undefined) return refused('not-permitted')
    const wrong = refusalsOf(form, command.fields, now)
    if (wrong.length > 0) return { entries: [], value: { ok: false, refusal: 'form-incomplete', fields: wrong } }
    const serial = (office.forms[form.id]?.length ?? 0) + 1
    const fields = completed(form, command.fields, prefillOffice(form, { situation, now, answers: command.fields }))
    const filed = officeEntries(asking, [{ kind: 'office-form-filed', form: form.id, serial, as, fields }], { serial })
    if (form.id !== 'D23') return filed
    // The authorisation is what the form is for: both stand in one commit, or neither.
    const { to, scope, from, until } = command.fields
    const granted = grantDelegation.decide(situation, {
      ...asking,
      command: {
        kind: 'grant-delegation',
        to: textOf(to),
        scope: textOf(scope),
        from: Number(from),
        until: Number(until),
      },
    })
    return granted.value.ok ? { ...filed, entries: [...filed.entries, ...granted.entries] } : granted
  },
}

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')
