/** 对外报送 (办法 第七条): approved here, delivered by a person, and the delivery recorded; nothing leaves by itself. */

import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { FormLink } from './next-panel.tsx'
import { command } from './plan-answers.ts'
import type { Reader } from './reader.ts'

interface ExternalProps {
  readonly incident: string
  readonly course: Course
  readonly reader: Reader
  readonly ask: (deed: Deed) => void
}

const words = consolePlan.external
const forms = ['D19a', 'D19b'] as const

export function ExternalReports({ incident, course, reader, ask }: ExternalProps) {
  const filed = forms.flatMap((form) => (course.forms[form] ?? []).map(({ serial }) => ({ form, serial })))
  return (
    <section className="panel" aria-labelledby="external-title">
      <h2 id="external-title">{words.title}</h2>
      <p className="soft">{words.hint}</p>
      {filed.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="said-list">
        {filed.map(({ form, serial }) => {
          const is = (one: { readonly form: string; readonly serial: number }) =>
            one.form === form && one.serial === serial
          const approval = course.externalApprovals.find(is)
          const deliveries = course.externalDeliveries.filter(is)
          return (
            <li key={`${form} ${serial}`}>
              <FormLink incident={incident} form={form} /> {consolePlan.form.version(serial)}
              <small>{approval ? `✔ ${words.approved(dayAndTime(approval.at))}` : `○ ${words.waiting}`}</small>
              {deliveries.map(({ deliveredAt, receiver, channel, receipt }) => (
                <small key={deliveredAt}>
                  {dayAndTime(deliveredAt)} {words.delivered(receiver, channel)}
                  {receipt !== '' && ` · ${consolePlan.happened.receipt(receipt)}`}
                </small>
              ))}
              {!approval && reader.may('external-report.approve') && (
                <Button
                  size="small"
                  onClick={() =>
                    ask({
                      title: words.approve,
                      hint: consolePlan.forms[form],
                      fields: [],
                      perform: () => command(incident, 'approve-external', { form, serial }),
                    })
                  }
                >
                  {words.approve}
                </Button>
              )}
              {approval && reader.may('external-report.draft') && (
                <Button size="small" onClick={() => ask(delivery(incident, form, serial))}>
                  {words.record}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const delivery = (incident: string, form: (typeof forms)[number], serial: number): Deed => ({
  title: words.record,
  hint: words.hint,
  fields: [
    { key: 'receiver', label: words.receiver, kind: 'text', max: 200 },
    { key: 'channel', label: words.channel, kind: 'text', max: 200 },
    { key: 'deliveredAt', label: words.deliveredAt, kind: 'time', past: true },
    { key: 'receipt', label: words.receipt, kind: 'text', max: 200 },
  ],
  perform: (fields) => command(incident, 'record-external-delivery', { form, serial, ...fields }),
})
