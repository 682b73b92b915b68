/** 表单与文书: every form of the incident, what was filed of it, and what of it was released as a document. */

import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import type { FormId } from '../../../workflow/forms/form.ts'
import type { NextSteps } from '../../next-steps.ts'
import { actorName } from '../timeline.ts'
import { FormLink } from './next-panel.tsx'
import { refusalSentence } from './refusal-sentence.ts'

interface FormsProps {
  readonly incident: string
  readonly course: Course
  readonly next: NextSteps | undefined
}

const words = consolePlan.form

export function FormsPart({ incident, course, next }: FormsProps) {
  const filed = (Object.keys(consolePlan.forms) as FormId[]).filter((form) => (course.forms[form]?.length ?? 0) > 0)
  const open = (next?.forms ?? []).filter(({ form }) => !filed.includes(form))
  return (
    <section className="panel" aria-labelledby="forms-title">
      <h2 id="forms-title">{consolePlan.next.allForms}</h2>
      <ul className="forms-list">
        {filed.map((form) => {
          const all = course.forms[form] ?? []
          const last = all[all.length - 1]
          if (!last) return null
          return (
            <li key={form}>
              <span aria-hidden="true" className="good">
                ✔
              </span>
              <FormLink incident={incident} form={form} />
              <small>
                {consolePlan.next.filedTimes(all.length)} · {actorName(last.by)} · {dayAndTime(last.at)}
              </small>
              {last.document && <small className="good">{words.released(Math.ceil(last.document.bytes / 1024))}</small>}
            </li>
          )
        })}
        {open.map(({ form, permitted, refusal }) => (
          <li key={form}>
            <span aria-hidden="true">{permitted ? '◇' : '○'}</span>
            <FormLink incident={incident} form={form} />
            <small>{permitted ? consolePlan.next.filedTimes(0) : refusalSentence(refusal)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
