/** 处置: what can be done now beside the timeline, the alerts and the terminals. */

import { Skeleton } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { AlertList } from '../alert-list.tsx'
import { addNote } from '../api.ts'
import { EndpointCard } from '../endpoint-card.tsx'
import type { BodyProps } from '../incident-screen.tsx'
import { NoteForm } from '../note-form.tsx'
import { TimelineList } from '../timeline-list.tsx'
import { BriefPart } from './brief-part.tsx'
import { NextPanel } from './next-panel.tsx'

const words = consolePage.incidents

export function HandlingPart({ incident, feed, read, reader, actions, ask, again, now }: BodyProps) {
  const alerts = incident.alerts.flatMap((alert) => {
    const found = feed.alerts.get(alert) ?? read?.alerts.find(({ id }) => id === alert)
    return found ? [found] : []
  })
  // What came in by telephone may name no terminal; what it began with is shown even before it has been read.
  const involved = new Set([incident.endpoint, ...(read?.course.endpoints ?? [])])
  const terminals = [...involved].flatMap((id) => {
    const row = feed.endpoints.get(id) ?? read?.endpoints.find((one) => one.id === id)
    return row ? [row] : []
  })
  return (
    <div className="incident-body">
      <div className="incident-main">
        {read && <NextPanel incident={incident.id} next={read.next} go={actions.go} />}
        {read && <BriefPart incident={incident} briefs={read.course.briefs} reader={reader} ask={ask} now={now} />}
        <section className="panel" aria-labelledby="timeline-title">
          <h2 id="timeline-title">
            {words.timeline} <small>{words.timelineNote}</small>
          </h2>
          {read ? <TimelineList entries={read.timeline} now={now} /> : <Skeleton active={false} title={false} />}
          {reader.may('incident.note') && <NoteForm save={(text) => addNote(incident.id, text)} onSaved={again} />}
        </section>
      </div>
      <div className="incident-side">
        <AlertList title={words.alerts} alerts={alerts} feed={feed} now={now} actions={actions} />
        {terminals.map((endpoint) => (
          <EndpointCard key={endpoint.id} endpoint={endpoint} now={now} actions={actions} linked />
        ))}
      </div>
    </div>
  )
}
