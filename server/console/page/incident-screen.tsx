/** C3 事件详情: the clock, the timeline that nobody can change, the terminal, and what can be done now. */

import { Skeleton } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { addNote, readIncident } from './api.ts'
import { DeadlineClock } from './deadlines-panel.tsx'
import type { DeskActions } from './desk.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import type { FeedState } from './feed-state.ts'
import { IncidentAlerts } from './incident-alerts.tsx'
import { NoteForm } from './note-form.tsx'
import { ReadFailed } from './read-failed.tsx'
import { writeRoute } from './route.ts'
import { TimelineList } from './timeline-list.tsx'
import { useDetail, valueOf } from './use-detail.ts'
import { useServerTime } from './use-time.ts'

interface IncidentProps {
  readonly id: string
  readonly feed: FeedState
  readonly actions: DeskActions
}

const words = consolePage.incidents

export function IncidentScreen({ id, feed, actions }: IncidentProps) {
  const now = useServerTime(feed)
  const row = feed.incidents.get(id)
  const endpoint = row && feed.endpoints.get(row.endpoint)
  const { detail, again } = useDetail(readIncident, id, [
    row,
    endpoint,
    ...(row?.alerts ?? []).map((alert) => feed.alerts.get(alert)),
  ])
  const read = valueOf(detail)
  const incident = row ?? read?.incident

  if (incident === undefined)
    return (
      <section className="panel">
        <h1>{words.title('')}</h1>
        {detail.kind === 'failed' ? (
          <ReadFailed message={detail.message} onAgain={again} />
        ) : (
          <Skeleton active={false} title={false} paragraph={{ rows: 6 }} />
        )}
        <a href={writeRoute({ screen: 'duty' })}>{consolePage.back}</a>
      </section>
    )

  const alerts = incident.alerts.flatMap((alert) => {
    const found = feed.alerts.get(alert) ?? read?.alerts.find(({ id }) => id === alert)
    return found ? [found] : []
  })
  return (
    <article className="incident">
      <header className="panel incident-head">
        <div>
          <h1>
            {words.title(incident.number)} <span className="incident-title">{incident.title}</span>
            {incident.drill && <span className="drill">{consolePage.drill}</span>}
          </h1>
          <p className="soft">
            {words.phase}：{words.phases[incident.phase]}
          </p>
        </div>
        <div className="incident-clock">
          <p>{consolePage.deadlines.initialReport}</p>
          <DeadlineClock incident={incident} now={now} />
        </div>
      </header>
      <div className="incident-body">
        <section className="panel" aria-labelledby="timeline-title">
          <h2 id="timeline-title">
            {words.timeline} <small>{words.timelineNote}</small>
          </h2>
          {detail.kind === 'failed' && <ReadFailed message={detail.message} onAgain={again} />}
          {read ? (
            <TimelineList entries={read.timeline} now={now} />
          ) : (
            detail.kind === 'loading' && <Skeleton active={false} title={false} />
          )}
          <NoteForm save={(text) => addNote(id, text)} onSaved={again} />
        </section>
        <div className="incident-side">
          <IncidentAlerts alerts={alerts} now={now} actions={actions} />
          {endpoint && <EndpointCard endpoint={endpoint} now={now} actions={actions} linked />}
        </div>
      </div>
    </article>
  )
}
