/** 时间线: who did what, when, in the order in which it happened. */

import { dayAndTime, nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Entry } from '../../workflow/history.ts'
import { timeline } from './timeline.ts'
import type { Tone } from './timeline.ts'

interface TimelineProps {
  readonly entries: readonly Entry[]
  /** Server time. */
  readonly now: number
}

const shapes: Record<Tone, string> = { plain: '·', alarm: '▲', good: '✔', bad: '✖' }

export function TimelineList({ entries, now }: TimelineProps) {
  if (entries.length === 0) return <p className="soft">{consolePage.incidents.timelineEmpty}</p>
  return (
    <ol className="timeline">
      {timeline(entries).map(({ position, at, who, text, tone, remarks }) => (
        <li key={position} className={tone}>
          <time dateTime={new Date(at).toISOString()} title={dayAndTime(at)}>
            {nearTime(at, now, consolePage.yesterday)}
          </time>
          <span className="shape" aria-hidden="true">
            {shapes[tone]}
          </span>
          <span className="line">
            <strong>{who}</strong> {text}
            {remarks.length > 0 && <small>{remarks.join(' · ')}</small>}
          </span>
        </li>
      ))}
    </ol>
  )
}
