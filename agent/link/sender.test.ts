// What is sent next: lanes, windows, cursors, epochs.

import { describe, expect, test } from 'vitest'
import type { Lane } from '#shared/protocol/record.ts'
import type { LaneState } from '../outbox/outbox.ts'
import { afterAcknowledgement, afterSending, beginSending, nextWanted } from './sender.ts'

const windows = { urgent: 4, summary: 2, telemetry: 2 }
const lane = (name: Lane, next: number, acknowledged = 0, epoch = `${name}-1`): LaneState => ({
  lane: name,
  epoch,
  next,
  acknowledged,
})
const states = (urgent: number, summary: number, telemetry: number) => [
  lane('urgent', urgent + 1),
  lane('summary', summary + 1),
  lane('telemetry', telemetry + 1),
]
const fresh = (list: readonly LaneState[]) => beginSending(list, [])

describe('the first lane that has something and room', () => {
  test.each([
    ['nothing at all', states(0, 0, 0), undefined],
    ['urgent before all', states(9, 9, 9), { lane: 'urgent', epoch: 'urgent-1', after: 0, limit: 4 }],
    ['summary before telemetry', states(0, 1, 9), { lane: 'summary', epoch: 'summary-1', after: 0, limit: 1 }],
    [
      'telemetry when there is nothing else',
      states(0, 0, 9),
      { lane: 'telemetry', epoch: 'telemetry-1', after: 0, limit: 2 },
    ],
  ])('%s', (_, list, wanted) => {
    expect(nextWanted(fresh(list), list, windows)).toEqual(wanted)
  })

  test('a lane whose window is full lets the next one send', () => {
    const list = states(9, 9, 0)
    let sending = fresh(list)
    for (let sequence = 1; sequence <= 4; sequence++)
      sending = afterSending(sending, list, { lane: 'urgent', epoch: 'urgent-1', sequence })!
    expect(nextWanted(sending, list, windows)).toMatchObject({ lane: 'summary' })
    sending = afterAcknowledgement(sending, { epoch: 'urgent-1', acknowledged: 3 })!
    expect(nextWanted(sending, list, windows)).toMatchObject({ lane: 'urgent', after: 4, limit: 3 })
  })
})

describe('the office’s cursor', () => {
  const list = [lane('urgent', 11, 5), lane('summary', 1), lane('telemetry', 1)]
  test.each([
    ['ahead of ours, since an acknowledgement was lost', 8, 8],
    ['behind ours, since the office was restored from a copy', 2, 2],
    ['none', undefined, 0],
    ['beyond what we have', 99, 10],
  ])('%s', (_, acknowledged, after) => {
    const cursors = acknowledged === undefined ? [] : [{ epoch: 'urgent-1', acknowledged }]
    const wanted = nextWanted(beginSending(list, cursors), list, windows)
    expect(wanted?.after ?? 10).toBe(after)
  })
})

test('the next epoch is sent from where its own cursor stands', () => {
  const sending = fresh(states(3, 0, 0))
  const next = [lane('urgent', 8, 2, 'urgent-2'), lane('summary', 1), lane('telemetry', 1)]
  expect(nextWanted(sending, next, windows)).toEqual({ lane: 'urgent', epoch: 'urgent-2', after: 2, limit: 4 })
  expect(afterSending(sending, next, { lane: 'urgent', epoch: 'urgent-2', sequence: 3 })?.urgent).toEqual({
    epoch: 'urgent-2',
    sent: 3,
    acknowledged: 2,
  })
})

test.each([
  ['a record of an epoch that is over', { lane: 'urgent', epoch: 'urgent-0', sequence: 1 }],
  ['a record too early', { lane: 'urgent', epoch: 'urgent-1', sequence: 2 }],
] as const)('%s is not sent', (_, record) => {
  const list = states(3, 0, 0)
  expect(afterSending(fresh(list), list, record)).toBeUndefined()
})

test.each([
  ['more than was sent', 'urgent-1', 1, false],
  ['what was sent', 'urgent-1', 0, true],
  ['an epoch that is over', 'urgent-0', 9, true],
])('an acknowledgement of %s', (_, epoch, acknowledged, fine) => {
  expect(afterAcknowledgement(fresh(states(3, 0, 0)), { epoch, acknowledged }) !== undefined).toBe(fine)
})
