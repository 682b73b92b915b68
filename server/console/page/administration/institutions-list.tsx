/** 机构与科室 one by one (系统管理员): a new one, or another name or telephone; many at once come as a file. */

import { Button } from 'antd'
import { institutionKinds } from '#shared/domain/institution.ts'
import type { Institution } from '#shared/domain/institution.ts'
import { consoleOffice, consolePage } from '#shared/wording/zh-cn.ts'
import type { Field } from '../../../workflow/forms/form.ts'
import { listInstitutions } from '../api.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { useDetail } from '../use-detail.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.institutions
const kinds = consolePage.enroll.kinds
const fields: readonly Field[] = [
  {
    key: 'kind',
    label: words.kind,
    kind: 'choice',
    choices: institutionKinds.map((kind) => ({ value: kind, label: kinds[kind] })),
  },
  { key: 'name', label: words.name, kind: 'text', max: 100 },
  { key: 'phone', label: words.phone, kind: 'text', max: 32 },
]

export function InstitutionsList({ ask, round }: OfficeTools) {
  const read = useDetail(listInstitutions, '', [round])
  const add: Deed = { title: words.add, fields, perform: (given) => post('/api/institutions', given) }
  const change = ({ id, kind, name, phone }: Institution): Deed => ({
    title: words.change,
    fields,
    initial: { kind, name, phone },
    perform: (given) => post(`/api/institutions/${id}`, given),
  })
  return (
    <OfficePanel
      title={words.title}
      hint={words.hint}
      read={read}
      deeds={<Button onClick={() => ask(add)}>{words.add}</Button>}
    >
      {({ institutions }) => (
        <OfficeTable
          rows={institutions}
          keyOf={({ id }) => id}
          columns={[
            { head: words.name, render: ({ name }) => name },
            { head: words.kind, render: ({ kind }) => kinds[kind] },
            { head: words.phone, render: ({ phone }) => phone },
            {
              head: consoleOffice.deeds,
              render: (one) => (
                <Button size="small" aria-label={`${words.change}：${one.name}`} onClick={() => ask(change(one))}>
                  {words.change}
                </Button>
              ),
            },
          ]}
        />
      )}
    </OfficePanel>
  )
}
