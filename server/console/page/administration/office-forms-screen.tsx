/** 办公室自己的表单 (D14b, D20–D23): filed by the office about its own work, with every one that there is. */

import { useState } from 'react'
import { Button, Skeleton } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consoleOffice, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Form, FormFields } from '../../../workflow/forms/form.ts'
import { get, post } from '../ask.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { draftKey } from '../forms/draft.ts'
import { textIn } from '../forms/filling.ts'
import { FieldText } from '../forms/field-text.tsx'
import { documentPlace } from '../forms/form-answers.ts'
import type { FormAnswer, References } from '../forms/form-answers.ts'
import { FormEditor } from '../forms/form-editor.tsx'
import { useReferences } from '../plan/use-references.ts'
import { ReadFailed } from '../read-failed.tsx'
import { useDetail, valueOf } from '../use-detail.ts'
import { listOfficeForms } from './office-answers.ts'
import type { OfficeFormRow } from './office-answers.ts'
import { OfficePanel } from './office-panel.tsx'
import type { OfficeTools } from './office-screen.tsx'

const words = consoleOffice.forms
const ofPeriod = ['period', 'year', 'ordinal']
const readOfficeForm = (form: string) => get<Pick<FormAnswer, 'form' | 'prefilled'>>(`/api/office-forms/${form}`)
const readForms = () => get<{ readonly forms: readonly Form[] }>('/api/forms')

export function OfficeFormsScreen({ route, feed, reader, actions, now, ask, round }: OfficeTools) {
  const filed = useDetail(listOfficeForms, '', [round])
  const forms = useDetail(readForms, '', [])
  const references = useReferences(reader, { feed })
  const known = (valueOf(forms.detail)?.forms ?? []).filter(({ ofOffice }) => ofOffice === true)
  const open = known.find(({ id }) => id === route.form)
  const close = () => actions.go({ screen: 'office', place: 'office-forms' })
  const done = (title: string) => {
    actions.say(words.saved(title))
    filed.again()
    close()
  }
  if (open)
    return (
      <OpenForm
        key={open.id}
        form={open}
        person={reader.id}
        references={references}
        now={now}
        onDone={done}
        onCancel={close}
      />
    )
  return (
    <OfficePanel
      title={words.title}
      hint={words.hint}
      read={filed}
      deeds={known
        .filter(({ operation }) => reader.may(operation))
        .map(({ id, title }) => (
          <Button key={id} onClick={() => actions.go({ screen: 'office', place: 'office-forms', form: id })}>
            {title}
          </Button>
        ))}
    >
      {({ forms: all, planVersion }) => (
        <>
          <p className="soft">{words.planVersion(planVersion)}</p>
          {all.length === 0 && <p className="soft">{consoleOffice.none}</p>}
          {all.map((row) => (
            <Filed
              key={`${row.form} ${row.serial}`}
              row={row}
              form={known.find(({ id }) => id === row.form)}
              references={references}
              onReleased={filed.again}
              approve={
                row.form === 'D22' &&
                Number(row.fields['version']) === planVersion + 1 &&
                reader.may('plan-version.approve')
                  ? () => ask(approvalOf(row))
                  : undefined
              }
            />
          ))}
        </>
      )}
    </OfficePanel>
  )
}

interface OpenProps {
  readonly form: Form
  readonly person: string
  readonly references: References
  readonly now: number
  readonly onDone: (title: string) => void
  readonly onCancel: () => void
}

/** 统计分析报告 counts a period: without one there is nothing to fill in. */
function OpenForm(props: OpenProps) {
  const { form, person, now, onCancel } = props
  const [period, choose] = useState<FormFields>()
  if (!form.fields.some(({ key }) => key === 'period')) return <KnownForm {...props} />
  if (period === undefined)
    return <PeriodForm form={form} person={person} now={now} onChosen={choose} onCancel={onCancel} />
  return <KnownForm {...props} period={period} onOtherPeriod={() => choose(undefined)} />
}

interface KnownProps extends OpenProps {
  readonly period?: FormFields | undefined
  readonly onOtherPeriod?: (() => void) | undefined
}

/** Drawn only once it is known what the server fills in: a draft lies over it. */
function KnownForm({ form: { id }, person, references, now, onDone, onCancel, period, onOtherPeriod }: KnownProps) {
  const asked = period
    ? new URLSearchParams(ofPeriod.map((key) => [key, textIn(period, key)]).filter(([, value]) => value !== ''))
    : ''
  const { detail, again } = useDetail(readOfficeForm, `${id}${period ? `?${asked}` : ''}`, [])
  const answer = valueOf(detail)
  if (!answer)
    return (
      <section className="panel">
        {detail.kind === 'failed' ? (
          <ReadFailed message={detail.message} onAgain={again} />
        ) : (
          <Skeleton active={false} title={false} paragraph={{ rows: 8 }} />
        )}
      </section>
    )
  const { form } = answer
  return (
    <section className="panel form-screen" aria-labelledby="office-form-title">
      <header className="form-head">
        <h1 id="office-form-title">
          {form.title} <small>{consolePlan.form.formNumber(form.id)}</small>
        </h1>
        <small>{consolePlan.form.clause(form.clause)}</small>
      </header>
      <FormEditor
        answer={{ form, prefilled: { ...answer.prefilled, ...period } }}
        references={references}
        // Another period is another report.
        draft={draftKey(person, 'office', `${form.id}${asked}`)}
        submitText={consolePlan.form.submit(form.title)}
        perform={(fields) => post(`/api/office-forms/${form.id}`, { fields })}
        onDone={() => onDone(form.title)}
        onCancel={onCancel}
        now={now}
      >
        {onOtherPeriod && (
          <p>
            <Button onClick={onOtherPeriod}>{words.otherPeriod}</Button> <span className="soft">{words.counted}</span>
          </p>
        )}
      </FormEditor>
    </section>
  )
}

interface PeriodProps {
  readonly form: Form
  readonly person: string
  readonly now: number
  readonly onChosen: (period: FormFields) => void
  readonly onCancel: () => void
}

function PeriodForm({ form, person, now, onChosen, onCancel }: PeriodProps) {
  const fields = form.fields.filter(({ key }) => ofPeriod.includes(key))
  return (
    <section className="panel form-screen" aria-labelledby="period-title">
      <header className="form-head">
        <h1 id="period-title">{form.title}</h1>
        <p className="soft">{words.periodHint}</p>
      </header>
      <FormEditor
        answer={{ form: { ...form, fields }, prefilled: { year: Number(dayAndTime(now).slice(0, 4)) } }}
        references={{}}
        draft={draftKey(person, 'office', `${form.id}.period`)}
        submitText={words.count}
        perform={(period) => Promise.resolve({ ok: true, value: period } as const)}
        onDone={onChosen}
        onCancel={onCancel}
        now={now}
      />
    </section>
  )
}

interface FiledProps {
  readonly row: OfficeFormRow
  readonly form: Form | undefined
  readonly references: References
  readonly onReleased: () => void
  /** The next version of the plan waits for the leader. */
  readonly approve: (() => void) | undefined
}

const approvalOf = (row: OfficeFormRow): Deed => ({
  title: words.approveVersion,
  hint: words.approveHint(textIn(row.fields, 'version')),
  fields: [],
  perform: () => post('/api/plan-versions', { serial: row.serial }),
})

function Filed({ row, form, references, onReleased, approve }: FiledProps) {
  const [open, setOpen] = useState(false)
  const [message, setMessage] = useState<string>()
  const release = async () => {
    const answer = await post('/api/office-documents', { form: row.form, serial: row.serial })
    setMessage(answer.ok ? undefined : answer.message)
    if (answer.ok) onReleased()
  }
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{consolePlan.forms[row.form]}</strong> {consolePlan.form.version(row.serial)} · {row.by} ·{' '}
        {dayAndTime(row.at)}
      </summary>
      <p className="document">
        {row.document ? (
          <>
            <a href={documentPlace(row.document.sha256)} download>
              {consolePlan.form.download}
            </a>
            <small>
              {consolePlan.form.sha256} <code>{row.document.sha256}</code>
            </small>
          </>
        ) : (
          <Button size="small" onClick={() => void release()}>
            {consolePlan.form.release}
          </Button>
        )}
        {approve && (
          <Button size="small" type="primary" onClick={approve}>
            {words.approveVersion}
          </Button>
        )}
        <span className="refused" role="alert">
          {message}
        </span>
      </p>
      {open && form && (
        <dl className="answers">
          {form.fields.map((field) => (
            <div key={field.key} className={field.kind}>
              <dt>{field.label}</dt>
              <dd>
                <FieldText field={field} value={row.fields[field.key]} references={references} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  )
}
