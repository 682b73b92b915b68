/** 终端恢复入网: terminal by terminal: asked for, proposed by the field team, approved by the office (四(二)3). */

import { Button } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course, Reconnection } from '../../../workflow/course.ts'
import type { Field } from '../../../workflow/forms/form.ts'
import type { EndpointRow } from '../../feed-frame.ts'
import { placeOf } from '../duty-row.tsx'
import { isolationInWords, isolationTone } from '../endpoint-standing.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import { writeRoute } from '../route.ts'
import type { Route } from '../route.ts'
import { actorName } from '../timeline.ts'
import { command } from './plan-answers.ts'
import type { Reader } from './reader.ts'

interface ReconnectionsProps {
  readonly incident: string
  readonly course: Course
  readonly endpoints: ReadonlyMap<string, EndpointRow>
  readonly reader: Reader
  readonly ask: (deed: Deed) => void
  readonly go: (route: Route) => void
  /** Server time. */
  readonly now: number
}

const words = consolePlan.reconnections
const reason: Field = { key: 'reason', label: consolePlan.form.reason, kind: 'long-text', max: 500 }

export function Reconnections({ incident, course, endpoints, reader, ask, go, now }: ReconnectionsProps) {
  const near = (at: number) => nearTime(at, now, consolePage.yesterday)
  const decide = (endpoint: string, approved: boolean): Deed => ({
    title: approved ? words.approve : words.refuse,
    hint: `${placeOf(endpoints.get(endpoint))}${approved ? `。${words.hint}` : ''}`,
    fields: [reason],
    perform: (fields) => command(incident, 'decide-reconnection', { endpoint, approved, ...fields }),
  })
  const deedsOf = (endpoint: string, { requestedAt, proposed, decided }: Partial<Reconnection>) => (
    <>
      {requestedAt === undefined && reader.may('reconnection.request') && (
        <Button
          size="small"
          onClick={() =>
            ask({
              title: words.request,
              hint: placeOf(endpoints.get(endpoint)),
              fields: [],
              perform: () => command(incident, 'request-reconnection', { endpoint }),
            })
          }
        >
          {words.request}
        </Button>
      )}
      {!proposed && reader.may('reconnection.propose') && (
        <Button size="small" onClick={() => go({ screen: 'incident', id: incident, form: 'D13' })}>
          {words.propose}
        </Button>
      )}
      {proposed && !decided && reader.may('reconnection.approve') && (
        <>
          <Button size="small" type="primary" onClick={() => ask(decide(endpoint, true))}>
            {words.approve}
          </Button>
          <Button size="small" onClick={() => ask(decide(endpoint, false))}>
            {words.refuse}
          </Button>
        </>
      )}
    </>
  )

  return (
    <section className="panel" aria-labelledby="reconnections-title">
      <h2 id="reconnections-title">{words.title}</h2>
      <p className="soft">{words.hint}</p>
      {course.endpoints.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <div className="table-frame">
          <table className="board">
            <thead>
              <tr>
                {[words.endpoint, words.now, words.requested, words.proposed, words.decided, words.deeds].map(
                  (head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {course.endpoints.map((endpoint) => {
                const row = endpoints.get(endpoint)
                const one: Partial<Reconnection> = course.reconnections.find((each) => each.endpoint === endpoint) ?? {}
                const { requestedAt, proposed, decided } = one
                return (
                  <tr key={endpoint}>
                    <td>
                      <a href={writeRoute({ screen: 'endpoint', id: endpoint })}>{placeOf(row)}</a>
                    </td>
                    <td>
                      {row ? (
                        <span className={`isolation ${isolationTone(row)}`}>{isolationInWords(row)}</span>
                      ) : (
                        words.notYet
                      )}
                    </td>
                    <td>{requestedAt === undefined ? words.notYet : near(requestedAt)}</td>
                    <td>{proposed ? `${actorName(proposed.by)} ${near(proposed.at)}` : words.notYet}</td>
                    <td className="long">
                      {decided
                        ? (decided.approved ? words.approved : words.refused)(actorName(decided.by), near(decided.at))
                        : words.notYet}
                      {decided && decided.reason !== '' && <small>{decided.reason}</small>}
                    </td>
                    <td>{deedsOf(endpoint, one)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
