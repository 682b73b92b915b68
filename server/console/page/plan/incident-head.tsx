/** The head of an incident: its number and phase, and every clock that runs, the two hours largest. */

import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { PlanClock } from '../../../workflow/clocks/clock.ts'
import type { DirectiveStanding } from '../../../workflow/course.ts'
import type { IncidentRow } from '../../feed-frame.ts'
import { DeadlineClock } from '../deadlines-panel.tsx'
import { ClockLine } from './clock-line.tsx'
import { clockGroups } from './clock-groups.ts'

interface HeadProps {
  readonly incident: IncidentRow
  /** Nothing until the incident has been read. */
  readonly clocks: readonly PlanClock[] | undefined
  readonly directives: readonly DirectiveStanding[]
  /** Server time. */
  readonly now: number
}

const words = consolePage.incidents

export function IncidentHead({ incident, clocks, directives, now }: HeadProps) {
  const initialReport = clocks?.find(({ name }) => name === 'initial-report')
  const owed = initialReport
    ? initialReport.leftMs !== undefined
    : incident.clocks.some(({ name }) => name === 'initial-report')
  const numberOf = (about: string | undefined) =>
    directives.find(({ directive }) => directive.id === about)?.directive.number
  return (
    <header className="panel incident-head">
      <div className="incident-name">
        <h1>
          {words.title(incident.number)} <span className="incident-title">{incident.title}</span>
          {incident.drill && <span className="drill">{consolePage.drill}</span>}
        </h1>
        <p className="soft">
          {words.phase}：<strong>{words.phases[incident.phase]}</strong>
        </p>
      </div>
      {owed && (
        <div className="incident-clock">
          <p>
            {consolePage.deadlines.initialReport} <small>{consolePlan.clocks.plan}</small>
          </p>
          <DeadlineClock incident={incident} now={now} />
        </div>
      )}
      {clocks && (
        <div className="clocks">
          {clockGroups(clocks, owed).map(({ basis, clocks: group }) => (
            <div key={basis} className="clock-group">
              <h2>{consolePlan.clocks[basis]}</h2>
              <ul>
                {group.map((clock) => (
                  <ClockLine
                    key={`${clock.name} ${clock.about ?? ''} ${clock.startedAt}`}
                    clock={clock}
                    about={numberOf(clock.about)}
                    now={now}
                  />
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </header>
  )
}
