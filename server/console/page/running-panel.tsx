/** 进行中事件: every running incident, with its phase and how its terminal stands. */

import type { Phase } from '#shared/domain/incident.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { EndpointRow, IncidentRow } from '../feed-frame.ts'
import { isolationInWords, isolationTone } from './endpoint-standing.ts'
import { writeRoute } from './route.ts'

interface RunningProps {
  readonly incidents: ReadonlyMap<string, IncidentRow>
  readonly endpoints: ReadonlyMap<string, EndpointRow>
}

const words = consolePage.incidents
/** Nothing is done about these any more. */
const overPhases: readonly Phase[] = ['false-alarm', 'merged', 'archived']

export function RunningPanel({ incidents, endpoints }: RunningProps) {
  const rows = [...incidents.values()].filter(({ phase }) => !overPhases.includes(phase))
  rows.sort((one, other) => other.receivedAt - one.receivedAt)
  return (
    <section className="panel" aria-labelledby="running-title">
      <h2 id="running-title" className="counted">
        {words.running(rows.length)}
      </h2>
      {rows.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ul className="running">
          {rows.map((incident) => {
            const endpoint = endpoints.get(incident.endpoint)
            return (
              <li key={incident.id}>
                <a href={writeRoute({ screen: 'incident', id: incident.id })}>{incident.number}</a>
                <span>{incident.title}</span>
                {incident.drill && <span className="drill">{consolePage.drill}</span>}
                <span className="phase">{words.phases[incident.phase]}</span>
                {endpoint && (
                  <span className={`isolation ${isolationTone(endpoint)}`}>{isolationInWords(endpoint)}</span>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
