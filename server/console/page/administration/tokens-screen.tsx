/** 接口令牌 (系统管理员): which other systems are let in, for what and until when. */

import { useState } from 'react'
import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice } from '#shared/wording/zh-cn.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { textIn } from '../forms/filling.ts'
import { useDetail } from '../use-detail.ts'
import { listTokens } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'
import { ShownOnce } from './shown-once.tsx'

const words = consoleOffice.tokens

export function TokensScreen({ ask, round }: OfficeTools) {
  const read = useDetail(listTokens, '', [round])
  const [made, setMade] = useState<{ readonly name: string; readonly token: string }>()
  const make: Deed = {
    title: words.make,
    fields: [
      { key: 'name', label: words.name, kind: 'text', max: 64 },
      {
        key: 'scopes',
        label: words.scopes,
        kind: 'choices',
        choices: [
          { value: 'read', label: words.scopeNames.read },
          { value: 'intake', label: words.scopeNames.intake },
        ],
      },
      { key: 'notAfter', label: words.notAfter, kind: 'time' },
    ],
    perform: async (fields) => {
      const answer = await post<{ readonly token: string }>('/api/machine-tokens', fields)
      if (answer.ok) setMade({ name: textIn(fields, 'name'), token: answer.value.token })
      return answer
    },
  }
  return (
    <OfficePanel
      title={words.title}
      hint={words.hint}
      read={read}
      deeds={
        <Button type="primary" onClick={() => ask(make)}>
          {words.make}
        </Button>
      }
    >
      {({ tokens }) => (
        <>
          {made && (
            <ShownOnce
              title={words.made(made.name)}
              secret={made.token}
              hint={words.once}
              onClose={() => setMade(undefined)}
            />
          )}
          <OfficeTable
            rows={tokens}
            keyOf={({ id }) => id}
            columns={[
              { head: words.name, render: ({ name }) => name },
              { head: words.scopes, render: ({ scopes }) => scopes.map((scope) => words.scopeNames[scope]).join('、') },
              { head: words.notAfter, render: ({ notAfter }) => dayAndTime(notAfter) },
              {
                head: words.standing,
                render: ({ id, name, revokedAt }) =>
                  revokedAt === undefined ? (
                    <Button
                      size="small"
                      danger
                      aria-label={`${words.revoke}：${name}`}
                      onClick={() =>
                        ask({
                          title: words.revoke,
                          hint: name,
                          fields: [],
                          danger: true,
                          perform: () => post(`/api/machine-tokens/${id}/revocation`),
                        })
                      }
                    >
                      {words.revoke}
                    </Button>
                  ) : (
                    words.revoked(dayAndTime(revokedAt))
                  ),
              },
            ]}
          />
        </>
      )}
    </OfficePanel>
  )
}
