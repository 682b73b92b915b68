/** A terminal in full: how far it is cut off, how well it sees, what it was ordered, and the two orders that can be given. */

import { useState } from 'react'
import { Button } from 'antd'
import { clockLength, nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage, layerNames } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../feed-frame.ts'
import type { DeskActions } from './desk.tsx'
import { isCut, isolationInWords, isolationTone, presenceOf } from './endpoint-standing.ts'
import { lengthInWords } from './lengths.ts'
import { OrderList } from './order-list.tsx'
import { ReleaseCodeDialog } from './release-code-dialog.tsx'
import { writeRoute } from './route.ts'
import { ruleTitle } from './rule-title.ts'
import { actorName } from './timeline.ts'

interface CardProps {
  readonly endpoint: EndpointRow
  /** Server time. */
  readonly now: number
  readonly actions: DeskActions
  /** With a link to the terminal's own screen. */
  readonly linked?: boolean
}

const words = consolePage.card

export function EndpointCard({ endpoint, now, actions, linked = false }: CardProps) {
  const { isolation, coverage } = endpoint
  const { confirmBy } = endpoint
  const awaitsConfirmation = confirmBy !== undefined && confirmBy > now
  const [wantsCode, setWantsCode] = useState(false)
  return (
    <section className="panel card" aria-labelledby={`card-${endpoint.id}`}>
      <h2 id={`card-${endpoint.id}`}>
        {endpoint.institutionName} · {endpoint.name} <small>{endpoint.number}</small>
      </h2>
      <p className="card-standing">
        <PresenceWords endpoint={endpoint} now={now} />
        <strong className={`isolation ${isolationTone(endpoint)}`}>{isolationInWords(endpoint)}</strong>
      </p>
      {isolation && isolation.state !== 'connected' && (
        <p className="soft">{consolePage.isolation.by(actorName(isolation.by), isolation.because)}</p>
      )}
      {awaitsConfirmation && (
        <p className="warned">▲ {words.confirmBy(nearTime(confirmBy, now, consolePage.yesterday))}</p>
      )}
      <p className="card-orders">
        {actions.may('endpoint.isolate') && (
          <Button danger onClick={() => actions.wantOrder({ endpoint: endpoint.id, kind: 'isolate' })}>
            {words.isolate}
          </Button>
        )}
        {actions.may('reconnection.approve') && (
          <Button
            disabled={!isCut(endpoint) && !awaitsConfirmation}
            onClick={() => actions.wantOrder({ endpoint: endpoint.id, kind: 'release' })}
          >
            {awaitsConfirmation ? words.confirmRelease : words.release}
          </Button>
        )}
        {actions.may('release-code.make') && (
          <Button onClick={() => setWantsCode(true)}>{consolePage.releaseCode.open}</Button>
        )}
        {linked && (
          <a href={writeRoute({ screen: 'endpoint', id: endpoint.id })}>{consolePage.incidents.openTerminal}</a>
        )}
      </p>
      {wantsCode && (
        <ReleaseCodeDialog
          endpoint={endpoint}
          where={`${endpoint.institutionName} · ${endpoint.name}`}
          onClose={() => setWantsCode(false)}
        />
      )}
      {isolation && isolation.layers.length > 0 && (
        <>
          <h3>{words.layers}</h3>
          <ul className="layers">
            {isolation.layers.map(({ layer, stands, detail }) => (
              <li key={layer} className={stands ? 'good' : 'bad'}>
                {stands
                  ? `✔ ${consolePage.isolation.layerStands(layerName(layer))}`
                  : `✖ ${consolePage.isolation.layerFallen(layerName(layer), detail)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{words.coverage}</h3>
      {coverage.length === 0 ? (
        <p className="soft">{words.coverageUnknown}</p>
      ) : (
        <ul className="layers">
          {coverage.map(({ source, state, because }) => (
            <li key={source} className={state === 'full' ? 'good' : 'bad'}>
              {state === 'full' ? '✔' : '▲'} {sourceName(source)} {words.coverageStates[state]}
              {because !== '' && <small> {because}</small>}
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        {endpoint.phone !== '' && <Fact name={words.phone} value={endpoint.phone} />}
        {endpoint.agent !== undefined && <Fact name={words.agent} value={endpoint.agent} />}
        {endpoint.pending !== undefined && <Fact name={words.pending} value={words.pendingCount(endpoint.pending)} />}
        {endpoint.clockOffsetMs !== undefined && <Fact name={words.clock} value={clockWords(endpoint.clockOffsetMs)} />}
      </dl>
      <h3>{words.orders}</h3>
      <OrderList orders={endpoint.orders} now={now} />
    </section>
  )
}

/** 在线, 失联 00:12:33, 从未上线. */
export function PresenceWords({ endpoint, now }: { readonly endpoint: EndpointRow; readonly now: number }) {
  const presence = presenceOf(endpoint)
  if (presence === 'online') return <span className="presence online">● {consolePage.endpoints.online}</span>
  if (presence === 'never') return <span className="presence never">○ {consolePage.endpoints.never}</span>
  return (
    <span className="presence lost" title={nearTime(endpoint.lastHeardAt ?? now, now, consolePage.yesterday)}>
      ■ {consolePage.endpoints.lostFor(clockLength(now - (endpoint.lastHeardAt ?? now)))}
    </span>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

const layerName = (layer: string): string => (layerNames as Readonly<Record<string, string>>)[layer] ?? layer

/** A source, or the rule that stands for its detector. */
const sourceName = (source: string): string =>
  (words.sources as Readonly<Record<string, string>>)[source] ?? ruleTitle(source)

const rightWithinMs = 2_000

function clockWords(offsetMs: number): string {
  if (Math.abs(offsetMs) < rightWithinMs) return words.clockRight
  return offsetMs > 0 ? words.clockFast(lengthInWords(offsetMs)) : words.clockSlow(lengthInWords(-offsetMs))
}
