// The page's knowledge as a fold: what each frame does to it, and when it must be called stale.
import { describe, expect, test } from 'vitest'
import type { AlertRow, FeedFrame } from '../feed-frame.ts'
import { feedReducer, readFrame, serverNow, standing, unheard } from './feed-state.ts'
import type { FeedEvent, FeedState } from './feed-state.ts'

const office = { name: '璧山区医保局', phone: '023-4142 1234' }
const officer = { id: 'o1', name: '王建国' }
const nothing = { alerts: [], incidents: [], endpoints: [] }
const alert = (id: string, because: string) => ({ id, because }) as AlertRow

const snapshot = (position: number, alerts: AlertRow[] = []): FeedFrame => ({
  frame: 'snapshot',
  position,
  serverTime: 1_000,
  office,
  officer,
  ...nothing,
  alerts,
})
const change = (position: number, alerts: AlertRow[]): FeedFrame => ({
  frame: 'change',
  position,
  serverTime: 2_000,
  ...nothing,
  alerts,
})
const beat = (position: number): FeedFrame => ({ frame: 'beat', position, serverTime: 3_000 })

const after = (...frames: (FeedFrame | 'lost')[]): FeedState =>
  frames
    .map((frame, at): FeedEvent => (frame === 'lost' ? { kind: 'lost' } : { kind: 'frame', frame, at: at * 1000 }))
    .reduce(feedReducer, unheard)

const told = ({ alerts }: FeedState) => [...alerts.values()].map(({ id, because }) => `${id}:${because}`)

describe('alerts after', () => {
  test.each([
    ['a snapshot', [snapshot(5, [alert('a', '1')])], ['a:1']],
    [
      'a change: rows replace rows',
      [snapshot(5, [alert('a', '1')]), change(6, [alert('a', '2'), alert('b', '1')])],
      ['a:2', 'b:1'],
    ],
    [
      'a change of presence: the same position',
      [snapshot(5, [alert('a', '1')]), change(5, [alert('a', '2')])],
      ['a:2'],
    ],
    [
      'a change from before: nothing is taken back',
      [snapshot(5, [alert('a', '2')]), change(4, [alert('a', '1')])],
      ['a:2'],
    ],
    ['a change without a snapshot', [change(6, [alert('a', '1')])], []],
    [
      'a second snapshot: the whole truth, older or not',
      [snapshot(5, [alert('a', '1')]), snapshot(2, [alert('b', '1')])],
      ['b:1'],
    ],
    ['a lost connection: what was known stays', [snapshot(5, [alert('a', '1')]), 'lost' as const], ['a:1']],
  ])('%s', (_, frames, alerts) => {
    expect(told(after(...frames))).toEqual(alerts)
  })
})

test('what did not change is the same object', () => {
  const before = after(snapshot(5, [alert('a', '1')]))
  const next = feedReducer(before, { kind: 'frame', frame: change(6, []), at: 9 })
  expect(next.alerts).toBe(before.alerts)
  expect(next.position).toBe(6)
})

test('tries are counted until a frame comes', () => {
  expect(after(snapshot(1), 'lost', 'lost').tries).toBe(2)
  expect(after(snapshot(1), 'lost', beat(1)).tries).toBe(0)
})

describe('standing', () => {
  test.each([
    ['before anything', unheard, 60_000, 'connecting'],
    ['a beat without a snapshot', after(beat(1)), 0, 'connecting'],
    ['just heard', after(snapshot(1)), 0, 'live'],
    ['five seconds later', after(snapshot(1)), 5_000, 'live'],
    ['more than five', after(snapshot(1)), 5_001, 'stale'],
    ['a beat revives it', after(snapshot(1), beat(1)), 6_000, 'live'],
  ])('%s', (_, state, now, expected) => {
    expect(standing(state, now)).toBe(expected)
  })
})

test('the server’s clock is counted on by the page’s own', () => {
  expect(serverNow(after(snapshot(1)), 2_500)).toBe(3_500)
  expect(serverNow(unheard, 0)).toBeUndefined()
})

test.each([
  ['not JSON', '{', undefined],
  ['another frame', '{"frame":"shell","serverTime":1}', undefined],
  ['null', 'null', undefined],
  ['a beat', '{"frame":"beat","position":1,"serverTime":1}', { frame: 'beat', position: 1, serverTime: 1 }],
])('%s', (_, text, frame) => {
  expect(readFrame(text)).toEqual(frame)
})
