/** 时限: the two-hour clocks of all running incidents, the tightest first. */

import { clockLength, timeOfDay } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { IncidentRow } from '../feed-frame.ts'
import { deadline } from './deadline.ts'
import { lengthInWords } from './lengths.ts'
import { writeRoute } from './route.ts'
import { foundWord } from './timeline.ts'

interface DeadlinesProps {
  readonly incidents: ReadonlyMap<string, IncidentRow>
  /** Server time. */
  readonly now: number
}

const words = consolePage.deadlines

export function DeadlinesPanel({ incidents, now }: DeadlinesProps) {
  const rows = [...incidents.values()]
  rows.sort(
    (one, other) => Number(one.drill) - Number(other.drill) || one.initialReportDueAt - other.initialReportDueAt,
  )
  return (
    <section className="panel" aria-labelledby="deadlines-title">
      <h2 id="deadlines-title">{words.title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{words.empty}</p>
      ) : (
        <ul className="deadlines">
          {rows.map((incident) => (
            <li key={incident.id}>
              <a href={writeRoute({ screen: 'incident', id: incident.id })}>{incident.number}</a>{' '}
              <span>{words.initialReport}</span>
              {incident.drill && <span className="drill">{consolePage.drill}</span>}
              <DeadlineClock incident={incident} now={now} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const shapes = { calm: '', hurry: '▲ ', over: '◆ ' } as const

export function DeadlineClock({ incident, now }: { readonly incident: IncidentRow; readonly now: number }) {
  const { tone, lengthMs, share, spentMs } = deadline(incident, now)
  return (
    <div className={`deadline ${tone}`}>
      <p>
        <span className="clock">
          {shapes[tone]}
          {tone === 'over' ? words.over(clockLength(lengthMs)) : words.left(clockLength(lengthMs))}
        </span>
        {tone === 'hurry' && <strong> {words.hurry}</strong>}
      </p>
      <svg className="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" className="share-whole" />
        <rect width={share * 100} height="6" className="share-left" />
      </svg>
      <p className="basis">
        {words.basis(timeOfDay(incident.found.at), foundWord(incident.found))}
        {spentMs > 0 && `；${words.spent(lengthInWords(spentMs))}`}
      </p>
    </div>
  )
}
