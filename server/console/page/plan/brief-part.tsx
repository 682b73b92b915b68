/** 快报: the leading group is told in a few words before the report is written; every brief that was sent stays in sight (四(一)2). */

import { Button } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import type { IncidentRow } from '../../feed-frame.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { actorName } from '../timeline.ts'
import { command } from './plan-answers.ts'
import type { Reader } from './reader.ts'

interface BriefProps {
  readonly incident: IncidentRow
  readonly briefs: Course['briefs']
  readonly reader: Reader
  readonly ask: (deed: Deed) => void
  /** Server time. */
  readonly now: number
}

const words = consolePlan.brief
const over: readonly IncidentRow['phase'][] = ['false-alarm', 'merged', 'archived']

export function BriefPart({ incident, briefs, reader, ask, now }: BriefProps) {
  const mayTell = reader.may('initial-report.file') && !over.includes(incident.phase)
  if (!mayTell && briefs.length === 0) return null
  const owed = incident.clocks.some(({ name }) => name === 'brief')
  const brief: Deed = {
    title: words.send,
    hint: words.hint,
    fields: [{ key: 'text', label: words.text, kind: 'long-text', max: 300 }],
    initial: { text: `${incident.title}，${consolePage.incidents.phases[incident.phase]}。` },
    perform: (fields) => command(incident.id, 'send-brief', fields),
  }
  return (
    <section className="panel brief" aria-labelledby="brief-title">
      <h2 id="brief-title">{words.title}</h2>
      {mayTell && (
        <p>
          <Button type={owed ? 'primary' : 'default'} onClick={() => ask(brief)}>
            {words.send}
          </Button>{' '}
          {owed && <span className="soft">{words.owed}</span>}
        </p>
      )}
      <ul className="said-list">
        {briefs.map(({ at, by, text, to }) => (
          <li key={at}>
            {text}
            <small>
              {actorName(by)} · {nearTime(at, now, consolePage.yesterday)} · {words.to(to.length)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
