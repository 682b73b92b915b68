/** C8 设置 (安全管理员): every policy number with who fixed it, and how the office explains it (六(二)). */

import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Field } from '../../../workflow/forms/form.ts'
import { post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { textIn } from '../forms/filling.ts'
import { useDetail, valueOf } from '../use-detail.ts'
import { AnsweringDepartments } from './answering-departments.tsx'
import { listExplanations, readSettings } from './office-answers.ts'
import type { SettingRow } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.settings
const reason: Field = { key: 'reason', label: consoleOffice.reason, kind: 'long-text', max: 500 }

export function SettingsScreen({ reader, ask, round }: OfficeTools) {
  const settings = useDetail(readSettings, '', [round])
  const explanations = useDetail(listExplanations, '', [round])
  const known = valueOf(settings.detail)?.settings ?? []
  const mayChange = reader.may('settings.change')
  const draft: Deed = {
    title: words.draft,
    fields: [
      { key: 'question', label: words.question, kind: 'text', max: 500 },
      { key: 'text', label: words.text, kind: 'long-text', max: 4_000 },
      {
        key: 'settings',
        label: words.about,
        kind: 'choices',
        choices: known.map(({ key, label }) => ({ value: key, label })),
      },
    ],
    initial: { settings: [] },
    perform: (fields) => post('/api/explanations', fields),
  }
  return (
    <div className="parts">
      <OfficePanel title={words.title} hint={words.hint} read={settings}>
        {({ settings: all }) => (
          <OfficeTable
            rows={all}
            keyOf={({ key }) => key}
            columns={[
              { head: words.setting, render: (row) => <Described row={row} /> },
              { head: words.value, render: (row) => <strong>{valueText(row)}</strong> },
              { head: words.bounds, render: boundsText },
              {
                head: words.basis,
                render: ({ basisLabel, clause }) => `${basisLabel}${clause === '' ? '' : ` · ${clause}`}`,
              },
              {
                head: words.changed,
                render: ({ changed }) => (changed ? `${changed.by} ${dayAndTime(changed.at)}` : words.asShipped),
              },
              {
                head: consoleOffice.deeds,
                render: (row) =>
                  mayChange &&
                  row.direction !== 'fixed' && (
                    <Button
                      size="small"
                      aria-label={`${words.change}：${row.label}`}
                      onClick={() => ask(changeOf(row))}
                    >
                      {words.change}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </OfficePanel>
      {reader.may('registry.read') && (
        <AnsweringDepartments
          answering={valueOf(settings.detail)?.answeringDepartments ?? []}
          mayChange={mayChange}
          ask={ask}
        />
      )}
      <OfficePanel
        title={words.explanations}
        hint={words.explanationsHint}
        read={explanations}
        deeds={reader.may('explanation.draft') && <Button onClick={() => ask(draft)}>{words.draft}</Button>}
      >
        {({ explanations: all }) => (
          <OfficeTable
            rows={all}
            keyOf={({ id }) => id}
            columns={[
              {
                head: words.question,
                render: ({ question, text }) => (
                  <span className="long">
                    {question}
                    <small>{text}</small>
                  </span>
                ),
              },
              { head: words.drafted, render: ({ drafted }) => `${drafted.by} ${dayAndTime(drafted.at)}` },
              {
                head: words.signed,
                render: ({ id, question, signed }) =>
                  signed ? (
                    `✔ ${signed.by} ${dayAndTime(signed.at)}`
                  ) : reader.may('explanation.sign') ? (
                    <Button
                      size="small"
                      onClick={() =>
                        ask({
                          title: words.sign,
                          hint: question,
                          fields: [],
                          perform: () => post(`/api/explanations/${id}/signature`),
                        })
                      }
                    >
                      {words.sign}
                    </Button>
                  ) : (
                    words.unsigned
                  ),
              },
            ]}
          />
        )}
      </OfficePanel>
    </div>
  )
}

const Described = ({ row: { label, hint, explanation } }: { readonly row: SettingRow }) => (
  <span className="long">
    {label}
    <small>{explanation?.signedAt === undefined ? hint : explanation.text}</small>
  </span>
)

function valueText({ kind, value, unit, choices }: SettingRow): string {
  if (kind === 'yes-no') return value === true ? consolePlan.form.yes : consolePlan.form.no
  if (kind === 'choice') return choices?.[String(value)] ?? String(value)
  return `${String(value)}${unit === undefined ? '' : ` ${unit}`}`
}

const boundsText = ({ kind, min, max, direction }: SettingRow): string =>
  kind === 'whole' && min !== undefined && max !== undefined
    ? `${min}–${max}${direction === 'either' ? '' : ` · ${words.directions[direction]}`}`
    : ''

function changeOf(row: SettingRow): Deed {
  const { key, label, hint, kind, value, choices } = row
  const field: Field =
    kind === 'whole'
      ? { key: 'value', label, kind: 'number', min: row.min ?? 0, max: row.max ?? 1_000_000, hint: boundsText(row) }
      : kind === 'choice' || kind === 'yes-no'
        ? {
            key: 'value',
            label,
            kind: 'choice',
            choices:
              kind === 'yes-no'
                ? [
                    { value: 'true', label: consolePlan.form.yes },
                    { value: 'false', label: consolePlan.form.no },
                  ]
                : Object.entries(choices ?? {}).map(([each, name]) => ({ value: each, label: name })),
          }
        : { key: 'value', label, kind: 'text', max: 500 }
  return {
    title: words.change,
    hint,
    fields: [field, reason],
    initial: { value: typeof value === 'boolean' ? String(value) : value },
    perform: (fields) => post('/api/settings', { key, value: textIn(fields, 'value'), reason: fields['reason'] }),
  }
}
