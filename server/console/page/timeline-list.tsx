/** 时间线: who did what, when, in the order in which it happened. */

import { dayAndTime, nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Entry } from '../../workflow/history.ts'
import { timeline, timelineLine } from './timeline.ts'
import type { Names } from './timeline.ts'
import type { Tone } from './timeline-told.ts'

interface TimelineProps {
  readonly entries: readonly Entry[]
  /** Server time. */
  readonly now: number
  /** As they are given, newest first; left out, in the order in which things happened. */
  readonly newestFirst?: boolean
  readonly names?: Names
}

const shapes: Record<Tone, string> = { plain: '·', alarm: '▲', good: '✔', bad: '✖' }

export function TimelineList({ entries, now, newestFirst = false, names }: TimelineProps) {
  if (entries.length === 0) return <p className="soft">{consolePage.incidents.timelineEmpty}</p>
  const lines = newestFirst ? entries.map((entry) => timelineLine(entry, names)) : timeline(entries)
  return (
    <ol className="timeline">
      {lines.map(({ position, at, who, text, tone, remarks }) => (
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
          {/* Facts name the records that they rest on by this number. */}
          <small>#{position}</small>
        </li>
      ))}
    </ol>
  )
}
