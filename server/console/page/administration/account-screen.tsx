/** 我的账户: one's posts, another password, and where else one is signed in. */

import { useState } from 'react'
import { Button, Input } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice, consolePeople, consolePlan } from '#shared/wording/zh-cn.ts'
import { get, post } from '../ask.ts'
import { NewPassword } from '../people/new-password.tsx'
import { passwordRules } from '../people/password-rules.ts'
import { changePassword, readSetup } from '../people/people-answers.ts'
import { useDetail, valueOf } from '../use-detail.ts'
import { ChangeAuthenticator } from './change-authenticator.tsx'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

interface SessionRow {
  readonly session: string
  readonly name: string
  readonly address: string
  readonly startedAt: number
  readonly usedAt: number
  readonly own: boolean
}

const words = consoleOffice.account
const listSessions = () => get<{ readonly sessions: readonly SessionRow[] }>('/api/sessions')
const usualLength = 12

export function AccountScreen({ me, ask, round }: OfficeTools) {
  const sessions = useDetail(listSessions, '', [round])
  return (
    <div className="parts">
      <section className="panel office" aria-labelledby="account-title">
        <h1 id="account-title">{me.officer.name}</h1>
        <p>
          {words.roles}：{me.roles.map(({ role }) => consolePlan.roles[role]).join('、')}
        </p>
        {me.passwordDueAt !== undefined && <p className="soft">{words.passwordDue(dayAndTime(me.passwordDueAt))}</p>}
      </section>
      <ChangePassword name={me.officer.name} />
      <ChangeAuthenticator />
      <OfficePanel title={words.sessions} hint={words.sessionsHint} read={sessions}>
        {({ sessions: all }) => (
          <OfficeTable
            rows={all}
            keyOf={({ session }) => session}
            columns={[
              { head: consolePeople.ceremony.name, render: ({ name }) => name },
              { head: words.address, render: ({ address }) => address },
              { head: words.started, render: ({ startedAt }) => dayAndTime(startedAt) },
              { head: words.used, render: ({ usedAt }) => dayAndTime(usedAt) },
              {
                head: consoleOffice.deeds,
                render: ({ session, own, name }) =>
                  own ? (
                    words.this
                  ) : (
                    <Button
                      size="small"
                      danger
                      onClick={() =>
                        ask({
                          title: words.end,
                          hint: name,
                          fields: [],
                          danger: true,
                          perform: () => post(`/api/sessions/${session}/end`),
                        })
                      }
                    >
                      {words.end}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </OfficePanel>
    </div>
  )
}

function ChangePassword({ name }: { readonly name: string }) {
  const setup = useDetail(readSetup, '', [])
  const length = valueOf(setup.detail)?.passwordLength ?? usualLength
  const [old, setOld] = useState('')
  const [typed, setTyped] = useState({ password: '', again: '' })
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const submit = async () => {
    if (old === '' || !passwordRules({ ...typed, login: '', name }, length).every(({ met }) => met)) {
      setMessage(consolePeople.credentials.incomplete)
      return
    }
    setBusy(true)
    const answer = await changePassword(old, typed.password)
    setBusy(false)
    setMessage(answer.ok ? words.passwordChanged : answer.message)
    if (!answer.ok) return
    setOld('')
    setTyped({ password: '', again: '' })
  }
  return (
    <section className="panel office" aria-labelledby="password-title">
      <h2 id="password-title">{words.changePassword}</h2>
      <form
        className="dialog narrow-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <label htmlFor="old-password">{words.oldPassword}</label>
        <Input.Password
          id="old-password"
          value={old}
          autoComplete="current-password"
          onChange={(event) => setOld(event.target.value)}
        />
        <NewPassword
          {...typed}
          login=""
          name={name}
          length={length}
          onChange={(change) => setTyped({ ...typed, ...change })}
        />
        <p className="refused" role="alert">
          {message}
        </p>
        <Button htmlType="submit" loading={busy}>
          {words.changePassword}
        </Button>
      </form>
    </section>
  )
}
