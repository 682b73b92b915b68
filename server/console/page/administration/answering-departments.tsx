/** 归口科室: which department answers for an institution and files its result report (四(三)); without one nobody can. */

import { useEffect, useState } from 'react'
import { Button } from 'antd'
import type { Institution } from '#shared/domain/institution.ts'
import { consoleOffice } from '#shared/wording/zh-cn.ts'
import { listInstitutions } from '../api.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import type { Field } from '../../../workflow/forms/form.ts'
import { OfficeTable } from './office-table.tsx'

interface AnsweringProps {
  readonly answering: readonly { readonly institution: string; readonly department: string }[]
  readonly mayChange: boolean
  readonly ask: (deed: Deed) => void
}

const words = consoleOffice.answering
const reason: Field = { key: 'reason', label: consoleOffice.reason, kind: 'long-text', max: 500 }

export function AnsweringDepartments({ answering, mayChange, ask }: AnsweringProps) {
  const [known, setKnown] = useState<readonly Institution[]>([])
  useEffect(() => {
    void listInstitutions().then((answer) => {
      if (answer.ok) setKnown(answer.value.institutions)
    })
  }, [])
  const departments = known.filter(({ kind }) => kind === 'department')
  const departmentOf = (institution: string) =>
    answering.find((one) => one.institution === institution)?.department ?? ''
  const change = ({ id, name }: Institution): Deed => ({
    title: words.change,
    hint: departments.length === 0 ? `${name}。${words.noDepartments}` : name,
    fields: [
      {
        key: 'department',
        label: words.department,
        kind: 'choice',
        choices: departments.map((one) => ({ value: one.id, label: one.name })),
      },
      reason,
    ],
    initial: departmentOf(id) === '' ? {} : { department: departmentOf(id) },
    perform: (fields) => post(`/api/institutions/${id}/answering-department`, fields),
  })
  return (
    <section className="panel office" aria-labelledby="answering-title">
      <h2 id="answering-title">{words.title}</h2>
      <p className="soft">{words.hint}</p>
      <OfficeTable
        rows={known.filter(({ kind }) => kind !== 'department')}
        keyOf={({ id }) => id}
        columns={[
          { head: consoleOffice.institutions.name, render: ({ name }) => name },
          {
            head: words.department,
            render: ({ id }) => known.find((one) => one.id === departmentOf(id))?.name ?? words.unset,
          },
          {
            head: consoleOffice.deeds,
            render: (one) =>
              mayChange && (
                <Button size="small" aria-label={`${words.change}：${one.name}`} onClick={() => ask(change(one))}>
                  {words.change}
                </Button>
              ),
          },
        ]}
      />
    </section>
  )
}
