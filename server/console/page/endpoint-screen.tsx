/** One terminal: its card, and the timeline of what belongs to it but to no incident. */

import { Skeleton } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
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
        {endpoint && <EndpointCard endpoint={endpoint} now={now} actions={actions} />}
      </div>
    </div>
  )
}
