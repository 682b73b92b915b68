/** 协调会与续报: the minutes, and each follow-up with what it changes, old and new. */

import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import type { FieldValue } from '../../../workflow/forms/form.ts'
import { rowsIn } from '../forms/filling.ts'
import { actorName } from '../timeline.ts'
import { FormLink } from './next-panel.tsx'

const words = consolePlan.accountability

export function FollowUps({ incident, course }: { readonly incident: string; readonly course: Course }) {
  const meetings = course.forms.D06 ?? []
  const followUps = course.forms.D04 ?? []
  return (
    <section className="panel" aria-labelledby="follow-ups-title">
      <h2 id="follow-ups-title">{words.followUps}</h2>
      {followUps.length === 0 && <p className="soft">{words.followUpsNone}</p>}
      <ul className="said-list">
        {followUps.map(({ serial, fields, by, at }) => (
          <li key={serial}>
            <FormLink incident={incident} form="D04" />
            <small>
              {consolePlan.form.version(serial)} · {actorName(by)} · {dayAndTime(at)}
            </small>
            {corrections(fields).map((line) => (
              <small key={line}>{line}</small>
            ))}
          </li>
        ))}
      </ul>
      <h3>{words.meeting}</h3>
      <p className="soft">{meetings.length === 0 ? words.meetingsNone : words.meetings(meetings.length)}</p>
      {meetings.length > 0 && <FormLink incident={incident} form="D06" />}
    </section>
  )
}

const corrections = (fields: Readonly<Record<string, FieldValue>>): readonly string[] =>
  rowsIn(fields['corrections']).map(({ item = '', before = '', after = '' }) =>
    words.changed(String(item), String(before), String(after)),
  )
