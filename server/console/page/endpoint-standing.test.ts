// The words and counts for terminals: unknown is never called fine.
import { expect, test } from 'vitest'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { EndpointRow } from '../feed-frame.ts'
import { countEndpoints, isolationInWords, isolationTone, presenceOf } from './endpoint-standing.ts'

const isolation = (over: Partial<Isolation>): Isolation => ({
  state: 'connected',
  scope: 'selective',
  adapter: 'eth1',
  layers: [],
  by: { kind: 'agent' },
  because: '',
  since: { at: 0, clockId: '', monotonicMs: 0 },
  rehearsal: false,
  ...over,
})
const row = (over: Partial<EndpointRow> = {}): EndpointRow => ({
  id: 'e',
  number: 'BS-0412-01',
  name: '收银1号',
  institution: 'i',
  institutionName: '康民大药房',
  phone: '',
  online: true,
  lastHeardAt: 1,
  coverage: [{ source: 'files', state: 'full', because: '' }],
  orders: [],
  ...over,
})

test.each([
  ['nothing told', row(), '断网状态未知', 'plain'],
  ['connected', row({ isolation: isolation({}) }), '未断网', 'plain'],
  ['cut by the office', row({ isolation: isolation({ state: 'isolated' }) }), '已断网（仅保留与本局的联系）', 'cut'],
  ['cut altogether', row({ isolation: isolation({ state: 'isolated', scope: 'full' }) }), '已断网（全部断开）', 'cut'],
  [
    'rehearsed',
    row({ isolation: isolation({ state: 'isolated', scope: 'full', rehearsal: true }) }),
    '已断网（全部断开；演练，网卡未动）',
    'cut',
  ],
  ['lost while connected', row({ online: false, isolation: isolation({}) }), '未断网（失联前）', 'plain'],
  [
    'not complete',
    row({ isolation: isolation({ state: 'failed', scope: 'full' }) }),
    '断开未完成，仍在线（全部断开）',
    'bad',
  ],
])('%s', (_, endpoint, words, tone) => {
  expect(isolationInWords(endpoint)).toBe(words)
  expect(isolationTone(endpoint)).toBe(tone)
})

test('counts', () => {
  const rows = [
    row(),
    row({ coverage: [] }),
    row({ coverage: [{ source: 'files', state: 'degraded', because: '' }] }),
    row({ online: false, isolation: isolation({ state: 'isolated' }) }),
    row({ online: false, lastHeardAt: undefined }),
  ]
  expect(countEndpoints(rows)).toEqual({ all: 5, online: 3, cut: 1, lost: 1, never: 1, whole: 1 })
  expect(rows.map(presenceOf)).toEqual(['online', 'online', 'online', 'lost', 'never'])
})
