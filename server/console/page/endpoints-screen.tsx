/** Every terminal with its state; found by institution, name or number, or by how it stands. */

import { useState } from 'react'
import { Button, Input } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../feed-frame.ts'
import { EndpointsTable } from './endpoints-table.tsx'
import { isCut, presenceOf } from './endpoint-standing.ts'
import type { Presence } from './endpoint-standing.ts'
import type { FeedState } from './feed-state.ts'
import { useServerTime } from './use-time.ts'

interface EndpointsProps {
  readonly feed: FeedState
}

type Filter = Presence | 'isolated' | 'all'

const words = consolePage.endpoints
const filters: readonly Filter[] = ['all', 'online', 'isolated', 'lost', 'never']

const passes: Record<Filter, (row: EndpointRow) => boolean> = {
  all: () => true,
  online: (row) => presenceOf(row) === 'online',
  lost: (row) => presenceOf(row) === 'lost',
  never: (row) => presenceOf(row) === 'never',
  isolated: isCut,
}

export function EndpointsScreen({ feed }: EndpointsProps) {
  const now = useServerTime(feed)
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const all = [...feed.endpoints.values()]
  all.sort(byPlace)
  const shown = all.filter(passes[filter]).filter((row) => matches(row, search.trim()))
  return (
    <section className="panel" aria-labelledby="endpoints-heading">
      <div className="endpoints-head">
        <h1 id="endpoints-heading">{words.title}</h1>
        <fieldset className="filters" aria-label={words.columns.standing}>
          {filters.map((each) => (
            <Button
              key={each}
              aria-pressed={each === filter}
              type={each === filter ? 'primary' : 'default'}
              onClick={() => setFilter(each)}
            >
              {words[each]} {all.filter(passes[each]).length}
            </Button>
          ))}
        </fieldset>
        <Input
          className="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          allowClear
        />
      </div>
      {shown.length === 0 ? (
        <Nothing
          all={all.length}
          onClear={() => {
            setSearch('')
            setFilter('all')
          }}
        />
      ) : (
        <EndpointsTable key={`${filter} ${search}`} rows={shown} now={now} />
      )}
    </section>
  )
}

const matches = (row: EndpointRow, search: string): boolean =>
  `${row.institutionName} ${row.name} ${row.number}`.toLowerCase().includes(search.toLowerCase())

/** Lost first, then by institution and name: what needs a look stands at the top. */
function byPlace(one: EndpointRow, other: EndpointRow): number {
  const lost = (row: EndpointRow) => Number(presenceOf(row) === 'lost')
  return (
    lost(other) - lost(one) ||
    one.institutionName.localeCompare(other.institutionName, 'zh-CN') ||
    one.number.localeCompare(other.number)
  )
}

interface NothingProps {
  readonly all: number
  readonly onClear: () => void
}

function Nothing({ all, onClear }: NothingProps) {
  return (
    <div className="quiet">
      <p>{all === 0 ? consolePage.duty.firstUse : words.none(all)}</p>
      {all === 0 ? (
        <p className="soft">{consolePage.duty.firstUseHint}</p>
      ) : (
        <Button type="primary" onClick={onClear}>
          {words.clear}
        </Button>
      )}
    </div>
  )
}
