// The documents of one full incident from 接报 to 归档: every form that was filed, the office's own, and the summary sheet.
import { documentOf } from '#server/documents/document.ts'
import { formNumber } from '#server/documents/printed.ts'
import type { FiledOnce, Printed } from '#server/documents/printed.ts'
import { summarySheet } from '#server/documents/summary-sheet.ts'
import { formIds } from '#server/workflow/forms/form.ts'
import type { FormId } from '#server/workflow/forms/form.ts'
import { formOf } from '#server/workflow/forms/index.ts'
import { fullIncident } from '#test/fixtures/full-incident.ts'
import { institutions } from '#test/fixtures/one-bureau.ts'

export interface Paper {
  readonly form?: FormId
  readonly name: string
  readonly bytes: Uint8Array
}

export async function papersOf(): Promise<readonly Paper[]> {
  const { incident, situation, entries, head, officeHead } = fullIncident()
  const now = entries.at(-1)?.at ?? 0
  const ofIncident = { situation, institutions, incident }
  const ofOffice = { situation, institutions }
  const chain = entries.filter(({ subject }) => subject.kind === 'incident')
  const printed = (id: FormId): readonly Printed[] => {
    const form = formOf(id)
    const office = form.ofOffice === true
    const filed: readonly FiledOnce[] = (office ? situation.office.forms[id] : incident.course.forms[id]) ?? []
    return filed.map((one) => ({
      form,
      filed: one,
      known: office ? ofOffice : ofIncident,
      head: office ? officeHead : head,
      planVersion: incident.planVersion,
      now,
    }))
  }
  const papers: Paper[] = []
  for (const one of formIds.flatMap(printed)) {
    papers.push({ form: one.form.id, name: `${formNumber(one)}.docx`, bytes: await documentOf(one, chain) })
  }
  papers.push({
    name: `事件概览-${incident.number}.docx`,
    bytes: await summarySheet({ incident, mayRead: () => true, known: ofIncident, head, now }),
  })
  return papers
}
