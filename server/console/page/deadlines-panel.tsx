/** 时限: the running clocks of all incidents, by who fixed them: what is overdue first. */

import { clockLength, timeOfDay } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { IncidentRow } from '../feed-frame.ts'
import { deadline } from './deadline.ts'
import { dutyClocks, stateAt } from './duty-clocks.ts'
import type { DutyClock } from './duty-clocks.ts'
import { lengthInWords } from './lengths.ts'
import { clockWords } from './plan/clock-words.ts'
import { writeRoute } from './route.ts'
import { foundWord } from './timeline.ts'

interface DeadlinesProps {
  readonly incidents: ReadonlyMap<string, IncidentRow>
  /** Server time. */
  readonly now: number
}

const words = consolePage.deadlines

export function DeadlinesPanel({ incidents, now }: DeadlinesProps) {
  const groups = dutyClocks(incidents.values())
  return (
    <section className="panel" aria-labelledby="deadlines-title">
      <h2 id="deadlines-title">{words.title}</h2>
      {groups.length === 0 && <p className="soft">{words.empty}</p>}
      {groups.map(({ basis, shown, others }) => (
        <div key={basis}>
          <h3 className="clock-basis">{consolePlan.clocks[basis]}</h3>
          <ul className="deadlines">
            {shown.map(({ incident, clock }) => (
              <li key={`${incident.id} ${clock.name} ${clock.about ?? ''} ${clock.startedAt}`}>
                <p className="clock-of">
                  <a href={writeRoute({ screen: 'incident', id: incident.id })}>{incident.number}</a>{' '}
                  <span>
                    {consolePlan.clocks.names[clock.name]} {clock.about}
                  </span>{' '}
                  {incident.drill && <span className="drill">{consolePage.drill}</span>}
                  <span className="phase">{consolePage.incidents.phases[incident.phase]}</span>
                </p>
                {clock.name === 'initial-report' ? (
                  <DeadlineClock incident={incident} now={now} />
                ) : (
                  <OtherClock incident={incident} clock={clock} now={now} />
                )}
              </li>
            ))}
          </ul>
          {others > 0 && (
            <p>
              <a href={writeRoute({ screen: 'incidents' })}>{words.others(others)}</a>
            </p>
          )}
        </div>
      ))}
    </section>
  )
}

function OtherClock({ clock, now }: DutyClock & { readonly now: number }) {
  const { text, tone, remarks } = clockWords({ ...clock, state: stateAt(clock, now) }, now)
  return (
    <p className={`deadline other ${tone}`}>
      <strong>{text}</strong> <small className="soft">{remarks.join(' · ')}</small>
    </p>
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
