/** How a terminal stands, for the lists: connected or lost, cut off or not, and how well it sees. */

import type { Isolation, IsolationState } from '#shared/domain/isolation.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../feed-frame.ts'

export type Presence = 'online' | 'lost' | 'never'

export const presenceOf = ({ online, lastHeardAt }: EndpointRow): Presence =>
  online ? 'online' : lastHeardAt === undefined ? 'never' : 'lost'

/** Cut in any way that holds back traffic now. */
const cutStates: ReadonlySet<IsolationState> = new Set(['isolating', 'isolated', 'degraded', 'failed', 'releasing'])

export const isCut = ({ isolation }: EndpointRow): boolean => isolation !== undefined && cutStates.has(isolation.state)

/** Every source sees in full. A terminal that told nothing is not whole. */
export const seesWhole = ({ coverage }: EndpointRow): boolean =>
  coverage.length > 0 && coverage.every(({ state }) => state === 'full')

export interface EndpointCounts {
  readonly all: number
  readonly online: number
  readonly cut: number
  readonly lost: number
  readonly never: number
  /** Online and sees whole. */
  readonly whole: number
}

export function countEndpoints(rows: Iterable<EndpointRow>): EndpointCounts {
  const counts = { all: 0, online: 0, cut: 0, lost: 0, never: 0, whole: 0 }
  for (const row of rows) {
    counts.all += 1
    counts[presenceOf(row)] += 1
    if (isCut(row)) counts.cut += 1
    if (row.online && seesWhole(row)) counts.whole += 1
  }
  return counts
}

/** 未断网, 已断网（仅保留与本局的联系）, …; of a lost terminal the last that is known, and said to be that. */
export function isolationInWords({ online, isolation }: EndpointRow): string {
  const words = consolePage.isolation
  if (isolation === undefined) return words.unknown
  const state = stateInWords(isolation)
  return online ? state : words.lastKnown(state)
}

function stateInWords({ state, scope, rehearsal }: Isolation): string {
  const words = consolePage.isolation
  if (state === 'connected') return words.connected
  const marks = [words.scopes[scope], rehearsal ? words.rehearsal : undefined].filter((mark) => mark !== undefined)
  return `${words[state]}（${marks.join('；')}）`
}

/** What the isolation looks like beside its words. */
export function isolationTone({ isolation }: EndpointRow): 'plain' | 'cut' | 'moving' | 'bad' {
  switch (isolation?.state) {
    case 'isolated':
      return 'cut'
    case 'isolating':
    case 'releasing':
      return 'moving'
    case 'degraded':
    case 'failed':
      return 'bad'
    case 'connected':
    case undefined:
      return 'plain'
  }
}
