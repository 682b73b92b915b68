/** 人员与账户 (系统管理员): who there is, how each account stands, and the one-time codes that open them. */

import { useState } from 'react'
import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice, consolePeople } from '#shared/wording/zh-cn.ts'
import type { Field, FormFields } from '../../../workflow/forms/form.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { textIn } from '../forms/filling.ts'
import { useDetail } from '../use-detail.ts'
import { listPeople } from './office-answers.ts'
import type { PersonRow } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'
import { ShownOnce } from './shown-once.tsx'

const words = consoleOffice.people

const name: Field = { key: 'name', label: consolePeople.ceremony.name, kind: 'text', max: 32 }
const login: Field = {
  key: 'login',
  label: consolePeople.ceremony.login,
  kind: 'text',
  max: 32,
  hint: consolePeople.ceremony.loginHint,
}
const phone: Field = { key: 'phone', label: consolePeople.ceremony.phone, kind: 'text', max: 32 }
const reason: Field = { key: 'reason', label: consoleOffice.reason, kind: 'long-text', max: 500 }

interface Activation {
  readonly code: string
  readonly notAfter: number
}

export function PeopleScreen({ ask, round }: OfficeTools) {
  const read = useDetail(listPeople, '', [round])
  const [made, setMade] = useState<Activation & { readonly name: string }>()
  /** Does it and keeps the code, which is shown this once. */
  const withCode = (path: string, who: string) => async (fields: FormFields) => {
    const answer = await post<Activation>(path, fields)
    if (answer.ok) setMade({ ...answer.value, name: who === '' ? textIn(fields, 'name') : who })
    return answer
  }
  const deedsOf = ({ id, name: who, phone: number, disabled }: PersonRow): readonly Deed[] => [
    {
      title: words.change,
      fields: [name, phone],
      initial: { name: who, phone: number },
      perform: (fields) => post(`/api/people/${id}`, fields),
    },
    {
      title: words.reset,
      hint: words.resetHint,
      fields: [],
      danger: true,
      perform: withCode(`/api/people/${id}/activation-code`, who),
    },
    disabled
      ? { title: words.enable, hint: who, fields: [], perform: () => post(`/api/people/${id}/enable`) }
      : {
          title: words.disable,
          hint: words.disableHint,
          fields: [reason],
          danger: true,
          perform: (fields) => post(`/api/people/${id}/disable`, fields),
        },
  ]
  return (
    <OfficePanel
      title={words.title}
      hint={words.hint}
      read={read}
      deeds={
        <Button
          type="primary"
          onClick={() => ask({ title: words.add, fields: [name, login, phone], perform: withCode('/api/people', '') })}
        >
          {words.add}
        </Button>
      }
    >
      {({ people }) => (
        <>
          {made && (
            <ShownOnce
              title={words.code(made.name)}
              secret={made.code}
              hint={words.codeHint(dayAndTime(made.notAfter))}
              onClose={() => setMade(undefined)}
            />
          )}
          <OfficeTable
            rows={people}
            keyOf={({ id }) => id}
            columns={[
              { head: consolePeople.ceremony.name, render: (row) => row.name },
              { head: consolePeople.ceremony.login, render: (row) => row.login },
              { head: consolePeople.ceremony.phone, render: (row) => row.phone },
              { head: words.standing, render: (row) => <Standing row={row} /> },
              {
                head: words.lastSignIn,
                render: (row) => (row.lastSignedInAt === undefined ? '—' : dayAndTime(row.lastSignedInAt)),
              },
              {
                head: consoleOffice.deeds,
                render: (row) =>
                  deedsOf(row).map((deed) => (
                    <Button
                      key={deed.title}
                      size="small"
                      aria-label={`${deed.title}：${row.name}`}
                      onClick={() => ask(deed)}
                    >
                      {deed.title}
                    </Button>
                  )),
              },
            ]}
          />
        </>
      )}
    </OfficePanel>
  )
}

function Standing({ row: { disabled, credentialsSetAt, lockedUntil } }: { readonly row: PersonRow }) {
  if (disabled)
    return (
      <span className="bad">
        ✖ {words.disabled}
        <small>{disabled.reason}</small>
      </span>
    )
  if (lockedUntil !== undefined) return <span className="warned">▲ {words.locked(dayAndTime(lockedUntil))}</span>
  if (credentialsSetAt === undefined) return <span className="warned">○ {words.notActive}</span>
  return <span className="good">✔ {words.active}</span>
}
