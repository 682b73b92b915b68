/** 任职与授权 (安全管理员, 组长): who holds which post, from when, by which document; and who may decide in the leader's place. */

import { Button } from 'antd'
import { roles, unitRoles } from '#shared/domain/role.ts'
import { calendarDay, dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Field } from '../../../workflow/forms/form.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { useReferences } from '../plan/use-references.ts'
import { nameOf } from '../plan/unit-names.ts'
import { useDetail } from '../use-detail.ts'
import { listDelegations, listPosts } from './office-answers.ts'
import type { PostRow } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.posts
const given = roles.filter((role) => role !== 'field-team')

const document: Field = { key: 'document', label: words.document, kind: 'text', max: 64 }
const fields: readonly Field[] = [
  { key: 'person', label: words.person, kind: 'text', max: 64, of: 'person' },
  {
    key: 'role',
    label: words.role,
    kind: 'choice',
    choices: given.map((role) => ({ value: role, label: consolePlan.roles[role] })),
  },
  { key: 'unit', label: words.unit, kind: 'text', max: 64, of: 'institution', optional: true, hint: words.unitHint },
  { key: 'from', label: words.from, kind: 'time' },
  { key: 'to', label: words.to, kind: 'time', optional: true },
  document,
]

export function PostsScreen({ feed, reader, ask, round }: OfficeTools) {
  const posts = useDetail(listPosts, '', [round])
  const references = useReferences(reader, { feed })
  const people = references.person ?? []
  const may = reader.may('posts.manage')
  const end = ({ id }: PostRow): Deed => ({
    title: words.end,
    fields: [{ key: 'to', label: words.endsAt, kind: 'time' }, document],
    perform: (filled) => post(`/api/posts/${id}/end`, filled),
  })
  const give: Deed = {
    title: words.give,
    fields,
    references,
    perform: ({ unit, ...filled }) =>
      post('/api/posts', {
        ...filled,
        ...(unitRoles.some((role) => role === filled['role']) && unit !== undefined ? { unit } : {}),
      }),
  }
  return (
    <div className="parts">
      <OfficePanel
        title={words.title}
        hint={words.hint}
        read={posts}
        deeds={
          may && (
            <Button type="primary" onClick={() => ask(give)}>
              {words.give}
            </Button>
          )
        }
      >
        {({ posts: all, vacancies }) => (
          <>
            {vacancies.length > 0 && (
              <p className="warned">▲ {words.vacant(vacancies.map((role) => consolePlan.roles[role]).join('、'))}</p>
            )}
            <OfficeTable
              rows={all}
              keyOf={({ id }) => id}
              columns={[
                { head: words.person, render: ({ person }) => nameOf(person, people) },
                { head: words.role, render: ({ role }) => consolePlan.roles[role] },
                {
                  head: words.unit,
                  render: ({ unit }) => (unit === undefined ? '' : nameOf(unit, references.unit ?? [])),
                },
                { head: words.from, render: ({ from }) => calendarDay(from) },
                { head: words.to, render: ({ to }) => (to === undefined ? words.open : calendarDay(to)) },
                { head: words.document, render: (row) => row.document },
                {
                  head: consoleOffice.deeds,
                  render: (row) =>
                    may &&
                    row.to === undefined && (
                      <Button
                        size="small"
                        aria-label={`${words.end}：${nameOf(row.person, people)} ${consolePlan.roles[row.role]}`}
                        onClick={() => ask(end(row))}
                      >
                        {words.end}
                      </Button>
                    ),
                },
              ]}
            />
          </>
        )}
      </OfficePanel>
      <Delegations ask={ask} round={round} mayGrant={reader.may('delegation.grant')} people={people} />
    </div>
  )
}

interface DelegationsProps extends Pick<OfficeTools, 'ask' | 'round'> {
  readonly mayGrant: boolean
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

function Delegations({ ask, round, mayGrant, people }: DelegationsProps) {
  const read = useDetail(listDelegations, '', [round])
  const grant: Deed = {
    title: words.grant,
    hint: words.grantHint,
    fields: [
      { key: 'to', label: words.deputy, kind: 'text', max: 64, of: 'person' },
      { key: 'scope', label: words.scope, kind: 'long-text', max: 500 },
      { key: 'from', label: words.from, kind: 'time' },
      { key: 'until', label: words.to, kind: 'time' },
    ],
    references: { person: people },
    perform: (filled) => post('/api/delegations', filled),
  }
  return (
    <OfficePanel
      title={words.delegations}
      read={read}
      deeds={mayGrant && <Button onClick={() => ask(grant)}>{words.grant}</Button>}
    >
      {({ delegations }) => (
        <OfficeTable
          rows={delegations}
          keyOf={({ id }) => id}
          columns={[
            { head: words.deputy, render: ({ to }) => nameOf(to, people) },
            { head: words.scope, render: ({ scope }) => scope },
            { head: words.from, render: ({ from }) => dayAndTime(from) },
            { head: words.to, render: ({ until }) => dayAndTime(until) },
            {
              head: consoleOffice.deeds,
              render: ({ id, scope }) =>
                mayGrant && (
                  <Button
                    size="small"
                    onClick={() =>
                      ask({
                        title: words.withdraw,
                        hint: scope,
                        fields: [],
                        perform: () => post(`/api/delegations/${id}/end`),
                      })
                    }
                  >
                    {words.withdraw}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </OfficePanel>
  )
}
