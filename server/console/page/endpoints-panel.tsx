/** How the terminals stand, in four numbers. */

import { consolePage } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../feed-frame.ts'
import { countEndpoints } from './endpoint-standing.ts'
import { writeRoute } from './route.ts'

interface EndpointsPanelProps {
  readonly endpoints: ReadonlyMap<string, EndpointRow>
}

const words = consolePage.endpoints

export function EndpointsPanel({ endpoints }: EndpointsPanelProps) {
  const { all, online, cut, lost, never } = countEndpoints(endpoints.values())
  const counts: readonly (readonly [string, number, string])[] = [
    [words.online, online, '●'],
    [words.isolated, cut, '▲'],
    [words.lost, lost, '■'],
    [words.never, never, '○'],
  ]
  return (
    <section className="panel" aria-labelledby="endpoints-title">
      <h2 id="endpoints-title">
        <a href={writeRoute({ screen: 'endpoints' })}>{words.summary(all)}</a>
      </h2>
      <dl className="counts counted">
        {counts.map(([name, count, shape]) => (
          <div key={name}>
            <dt>
              <span aria-hidden="true">{shape}</span> {name}
            </dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
