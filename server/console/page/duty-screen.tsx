/** C1 值班首屏: what needs the officer, what is running out of time, and how the terminals stand. */

import { useRef, useState } from 'react'
import { Skeleton } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { isUndecided } from './alert-deeds.ts'
import { AlertList } from './alert-list.tsx'
import { DeadlinesPanel } from './deadlines-panel.tsx'
import type { DeskActions } from './desk.tsx'
import { detailOf, DutyRow } from './duty-row.tsx'
import { dutyList, lastAlert } from './duty-list.ts'
import { countEndpoints } from './endpoint-standing.ts'
import { EndpointsPanel } from './endpoints-panel.tsx'
import type { FeedState, Standing } from './feed-state.ts'
import { RunningPanel } from './running-panel.tsx'
import { ruleTitle } from './rule-title.ts'
import { useShortcuts } from './use-keys.ts'
import { useServerTime } from './use-time.ts'

interface DutyProps {
  readonly feed: FeedState
  readonly stand: Standing
  readonly keysOn: boolean
  readonly actions: DeskActions
  readonly onHelp: () => void
}

const words = consolePage.duty

export function DutyScreen({ feed, stand, keysOn, actions, onHelp }: DutyProps) {
  const now = useServerTime(feed)
  const { items, waiting, storm } = dutyList(feed.alerts.values(), feed.endpoints, now)
  const undecided = [...feed.alerts.values()].filter(isUndecided)
  undecided.sort((one, other) => Number(one.drill) - Number(other.drill) || one.receivedAt - other.receivedAt)
  const [chosen, choose] = useState<string>()
  const rows = useRef(new Map<string, HTMLElement>())
  const place = items.findIndex(({ key }) => key === chosen)

  const move = (step: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, place < 0 ? 0 : place + step))]
    if (next === undefined) return
    choose(next.key)
    rows.current.get(next.key)?.focus()
  }
  const target = items[Math.max(0, place)]
  useShortcuts(keysOn, {
    enter: () => place >= 0 && target && actions.go(detailOf(target.alerts[0])),
    j: () => move(1),
    k: () => move(-1),
    a: () => target && actions.may('alert.acknowledge') && actions.take(target.alerts.map(({ id }) => id)),
    '?': onHelp,
  })

  if (stand === 'connecting')
    return (
      <section className="panel duty-loading" aria-busy="true">
        <h1>{consolePage.loading}</h1>
        <Skeleton active={false} title={false} paragraph={{ rows: 5 }} />
      </section>
    )

  return (
    <div className="duty">
      <div className="duty-main">
        <section className="panel duty-panel" aria-labelledby="duty-title">
          <h1 id="duty-title" className="counted">
            {words.title(waiting)}
          </h1>
          {storm !== undefined && <p className="storm">▲ {words.storm(storm, items.length)}</p>}
          {items.length === 0 ? (
            <Quiet feed={feed} stand={stand} now={now} />
          ) : (
            <ul className="duty-list" aria-label={words.listLabel}>
              {items.map((item) => (
                <DutyRow
                  key={item.key}
                  item={item}
                  endpoints={feed.endpoints}
                  now={now}
                  chosen={item.key === chosen}
                  actions={actions}
                  hold={(element) => {
                    if (element) rows.current.set(item.key, element)
                    else rows.current.delete(item.key)
                  }}
                />
              ))}
            </ul>
          )}
        </section>
        {undecided.length > 0 && (
          <AlertList
            title={consolePage.alerts.undecided(undecided.length)}
            alerts={undecided}
            feed={feed}
            now={now}
            actions={actions}
            placed
          />
        )}
      </div>
      <div className="duty-side">
        <DeadlinesPanel incidents={feed.incidents} now={now} />
        <EndpointsPanel endpoints={feed.endpoints} />
        <RunningPanel incidents={feed.incidents} endpoints={feed.endpoints} />
      </div>
    </div>
  )
}

interface QuietProps {
  readonly feed: FeedState
  readonly stand: Standing
  readonly now: number
}

/** Says why it is quiet; an empty list over a lost connection is not "all clear". */
function Quiet({ feed, stand, now }: QuietProps) {
  if (stand === 'stale') return <p className="quiet bad">▲ {words.quietButStale}</p>
  const { all, online, whole } = countEndpoints(feed.endpoints.values())
  if (all === 0)
    return (
      <div className="quiet">
        <p>{words.firstUse}</p>
        <p className="soft">{words.firstUseHint}</p>
      </div>
    )
  const last = lastAlert(feed.alerts.values())
  const lastWords =
    last === undefined
      ? words.noAlertYet
      : words.lastAlert(
          nearTime(last.receivedAt, now, consolePage.yesterday),
          ruleTitle(last.rule),
          last.taken ? words.outcomeTaken(last.taken.by) : words.outcomeWithdrawn,
        )
  return <p className="quiet">✔ {words.quiet(lastWords, words.endpointsSeen(online, all, whole))}</p>
}
