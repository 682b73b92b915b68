/** Every incident there is or was, newest first; who reads only their own sees only those. */

import { useState } from 'react'
import { Button, Skeleton } from 'antd'
import { phases } from '#shared/domain/incident.ts'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { IncidentRow } from '../../feed-frame.ts'
import { get } from '../ask.ts'
import type { FeedState } from '../feed-state.ts'
import { ReadFailed } from '../read-failed.tsx'
import { writeRoute } from '../route.ts'
import '../forms/forms.css'
import './plan.css'
import { useDetail, valueOf } from '../use-detail.ts'
import type { Reader } from './reader.ts'

interface IncidentsPage {
  readonly incidents: readonly IncidentRow[]
  readonly total: number
  readonly next?: string | undefined
}

const words = consolePlan.incidents
const listIncidents = (query: string) => get<IncidentsPage>(`/api/incidents${query}`)

export function IncidentsScreen({ feed, reader }: { readonly feed: FeedState; readonly reader: Reader }) {
  const [phase, setPhase] = useState('')
  /** Where each page that was turned to began. */
  const [turned, setTurned] = useState<readonly string[]>([])
  const after = turned[turned.length - 1]
  const query = new URLSearchParams({ ...(phase && { phase }), ...(after && { after }) }).toString()
  const { detail, again } = useDetail(listIncidents, query === '' ? '' : `?${query}`, [feed.incidents])
  const page = valueOf(detail)
  return (
    <section className="panel" aria-labelledby="incidents-title">
      <div className="endpoints-head">
        <h1 id="incidents-title">{words.title}</h1>
        <label>
          {consolePage.incidents.phase}{' '}
          <select
            className="select narrow"
            value={phase}
            onChange={(event) => {
              setPhase(event.target.value)
              setTurned([])
            }}
          >
            <option value="">{words.allPhases}</option>
            {phases.map((each) => (
              <option key={each} value={each}>
                {consolePage.incidents.phases[each]}
              </option>
            ))}
          </select>
        </label>
        <span className="top-rest" />
        {reader.may('incident.register') && (
          <a className="button-link" href={writeRoute({ screen: 'office', place: 'register' })}>
            {words.register}
          </a>
        )}
      </div>
      {detail.kind === 'failed' && <ReadFailed message={detail.message} onAgain={again} />}
      {detail.kind === 'loading' && <Skeleton active={false} title={false} paragraph={{ rows: 6 }} />}
      {page && page.incidents.length === 0 && <p className="quiet">{words.none}</p>}
      {page && page.incidents.length > 0 && (
        <>
          <IncidentTable incidents={page.incidents} />
          <p className="pager">
            <span>{words.total(page.total)}</span>
            <Button disabled={turned.length === 0} onClick={() => setTurned(turned.slice(0, -1))}>
              {consolePage.endpoints.previous}
            </Button>
            <Button
              disabled={page.next === undefined}
              onClick={() => page.next !== undefined && setTurned([...turned, page.next])}
            >
              {consolePage.endpoints.next}
            </Button>
          </p>
        </>
      )}
    </section>
  )
}

const IncidentTable = ({ incidents }: { readonly incidents: readonly IncidentRow[] }) => (
  <div className="table-frame">
    <table>
      <thead>
        <tr>
          <th scope="col">{words.number}</th>
          <th scope="col">{words.what}</th>
          <th scope="col">{consolePage.incidents.phase}</th>
          <th scope="col">{words.received}</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map(({ id, number, title, phase, receivedAt, drill }) => (
          <tr key={id}>
            <td>
              <a href={writeRoute({ screen: 'incident', id })}>{number}</a>{' '}
              {drill && <span className="drill">{consolePage.drill}</span>}
            </td>
            <td className="long">{title}</td>
            <td>{consolePage.incidents.phases[phase]}</td>
            <td>{dayAndTime(receivedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
