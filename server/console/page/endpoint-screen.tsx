/** One terminal: its card, and the timeline of what belongs to it but to no incident. */

import { Skeleton } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { AlertList } from './alert-list.tsx'
import { readEndpoint } from './api.ts'
import type { DeskActions } from './desk.tsx'
import { placeOf } from './duty-row.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import type { FeedState } from './feed-state.ts'
import { ReadFailed } from './read-failed.tsx'
import { TimelineList } from './timeline-list.tsx'
import { useDetail, valueOf } from './use-detail.ts'
import { useServerTime } from './use-time.ts'

interface EndpointProps {
  readonly id: string
  readonly feed: FeedState
  readonly actions: DeskActions
}

export function EndpointScreen({ id, feed, actions }: EndpointProps) {
  const now = useServerTime(feed)
  const row = feed.endpoints.get(id)
  const { detail, again } = useDetail(readEndpoint, id, [row])
  const read = valueOf(detail)
  const endpoint = row ?? read?.endpoint
  // Those of an incident are settled there.
  const alerts = [...feed.alerts.values()].filter((alert) => alert.endpoint === id && alert.incident === undefined)
  alerts.sort((one, other) => other.receivedAt - one.receivedAt)
  return (
    <div className="incident-body">
      <section className="panel" aria-labelledby="timeline-title">
        <h1>{endpoint ? placeOf(endpoint) : consolePage.card.title}</h1>
        <h2 id="timeline-title">
          {consolePage.incidents.timeline} <small>{consolePage.incidents.timelineNote}</small>
        </h2>
        {detail.kind === 'failed' && <ReadFailed message={detail.message} onAgain={again} />}
        {read ? (
          <TimelineList entries={read.timeline} now={now} />
        ) : (
          detail.kind === 'loading' && <Skeleton active={false} title={false} />
        )}
      </section>
      <div className="incident-side">
        {alerts.length > 0 && (
          <AlertList
            title={consolePage.incidents.alerts}
            alerts={alerts}
            feed={feed}
            now={now}
            actions={actions}
            placed
          />
        )}
        {endpoint && <EndpointCard endpoint={endpoint} now={now} actions={actions} />}
      </div>
    </div>
  )
}
