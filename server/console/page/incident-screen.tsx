/** C3 事件详情: the clocks, where it is under the plan, what can be done now, and the timeline that nobody can change. */

import { useState } from 'react'
import { Skeleton } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { readIncident } from './api.ts'
import type { IncidentDetail } from './api.ts'
import type { DeskActions } from './desk.tsx'
import type { FeedState } from './feed-state.ts'
import { DeedDialog } from './forms/deed-dialog.tsx'
import type { Deed } from './forms/deed-dialog.tsx'
import type { References } from './forms/form-answers.ts'
import { Accountability } from './plan/accountability.tsx'
import { DirectivesBoard } from './plan/directives-board.tsx'
import { EventScreen } from './plan/event-screen.tsx'
import { EvidencePart } from './plan/evidence-part.tsx'
import { FormScreen } from './plan/form-screen.tsx'
import { FormsPart } from './plan/forms-part.tsx'
import { HandlingPart } from './plan/handling-part.tsx'
import { IncidentHead } from './plan/incident-head.tsx'
import { PartTabs } from './plan/part-tabs.tsx'
import { PlanRail } from './plan/plan-rail.tsx'
import { readerIn } from './plan/reader.ts'
import type { Reader } from './plan/reader.ts'
import { Reconnections } from './plan/reconnections.tsx'
import { useReferences } from './plan/use-references.ts'
import { ReadFailed } from './read-failed.tsx'
import { writeRoute } from './route.ts'
import type { IncidentPart, Route } from './route.ts'
import './forms/forms.css'
import './plan/plan.css'
import { useDetail, valueOf } from './use-detail.ts'
import { useServerTime } from './use-time.ts'

interface IncidentProps {
  readonly route: Extract<Route, { screen: 'incident' }>
  readonly feed: FeedState
  readonly reader: Reader
  readonly actions: DeskActions
}

export function IncidentScreen({ route, feed, reader: person, actions }: IncidentProps) {
  const { id } = route
  const now = useServerTime(feed)
  const row = feed.incidents.get(id)
  const endpoint = row && feed.endpoints.get(row.endpoint)
  const changes = [row, endpoint, ...(row?.alerts ?? []).map((alert) => feed.alerts.get(alert))]
  const { detail, again } = useDetail(readIncident, id, changes)
  const [deed, ask] = useState<Deed>()
  const read = valueOf(detail)
  const incident = row ?? read?.incident
  const reader = readerIn(person, read?.may)
  const references = useReferences(person, { feed, detail: read, institution: incident?.institution })

  if (incident === undefined)
    return (
      <section className="panel">
        <h1>{consolePage.incidents.title('')}</h1>
        {detail.kind === 'failed' ? (
          <ReadFailed message={detail.message} onAgain={again} />
        ) : (
          <Skeleton active={false} title={false} paragraph={{ rows: 6 }} />
        )}
        <a href={writeRoute({ screen: 'duty' })}>{consolePage.back}</a>
      </section>
    )

  const finish = (said: string | undefined) => {
    if (said !== undefined) {
      actions.say(said)
      again()
    }
    actions.go({ screen: 'incident', id })
  }
  return (
    <article className="incident">
      <IncidentHead incident={incident} clocks={read?.clocks} directives={read?.course.directives ?? []} now={now} />
      {/* Whoever fills a form needs the clocks and the form. */}
      {route.form === undefined && route.event === undefined && (
        <PlanRail
          here={incident.phase}
          receivedAt={incident.receivedAt}
          moves={read?.course.moves ?? []}
          follow={(read?.next.events ?? []).map(({ to }) => to)}
          now={now}
        />
      )}
      {detail.kind === 'failed' && <ReadFailed message={detail.message} onAgain={again} />}
      <Body
        route={route}
        feed={feed}
        incident={incident}
        read={read}
        references={references}
        reader={reader}
        actions={actions}
        ask={ask}
        again={again}
        finish={finish}
        now={now}
      />
      {deed && (
        <DeedDialog
          deed={deed}
          now={now}
          onDone={(did) => {
            ask(undefined)
            if (did) again()
          }}
        />
      )}
    </article>
  )
}

export interface BodyProps extends IncidentProps {
  readonly incident: IncidentDetail['incident']
  /** Nothing until it has been read. */
  readonly read: IncidentDetail | undefined
  readonly references: References
  readonly ask: (deed: Deed) => void
  readonly again: () => void
  readonly finish: (said: string | undefined) => void
  /** Server time. */
  readonly now: number
}

function Body(props: BodyProps) {
  const { route, feed, incident, read, references, reader, finish, now } = props
  const { id, form, event } = route
  if (form !== undefined)
    return (
      <FormScreen
        key={form}
        incident={id}
        form={form}
        next={read?.next}
        references={references}
        reader={reader}
        onDone={finish}
        now={now}
      />
    )
  if (event !== undefined) {
    const step = read?.next.events.find((one) => one.event === event)
    const others = [...feed.incidents.values()].filter((one) => one.id !== id && one.drill === incident.drill)
    if (step)
      return (
        <EventScreen
          key={event}
          incident={id}
          event={step}
          others={others}
          references={references}
          reader={reader}
          onDone={finish}
          now={now}
        />
      )
  }
  const part = route.part ?? 'handling'
  return (
    <>
      <PartTabs id={id} part={part} course={read?.course} facts={read?.facts} now={now} />
      {part === 'handling' && <HandlingPart {...props} />}
      {read ? (
        <Part {...props} read={read} part={part} />
      ) : (
        part !== 'handling' && <Skeleton active={false} title={false} />
      )}
    </>
  )
}

function Part({ incident, feed, read, part, references, reader, actions, ask, now }: BodyProps & PartProps) {
  const { id } = incident
  const { course, next } = read
  const units = references.unit ?? []
  switch (part) {
    case 'handling':
      return null
    case 'forms':
      return <FormsPart incident={id} course={course} next={next} />
    case 'directives':
      return <DirectivesBoard incident={id} course={course} units={units} reader={reader} ask={ask} now={now} />
    case 'reconnections':
      return (
        <Reconnections
          incident={id}
          course={course}
          endpoints={feed.endpoints}
          reader={reader}
          ask={ask}
          go={actions.go}
          now={now}
        />
      )
    case 'accountability':
      return <Accountability detail={read} units={units} reader={reader} ask={ask} />
    case 'evidence':
      return <EvidencePart incident={id} course={course} endpoints={feed.endpoints} reader={reader} ask={ask} />
  }
}

interface PartProps {
  readonly read: IncidentDetail
  readonly part: IncidentPart
}
