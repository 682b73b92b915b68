// New, repeat, coalesced or known: the press as a table.
import { describe, expect, test } from 'vitest'
import type { Moment } from '#shared/domain/moment.ts'
import { decidePress, isWithin } from './press-decision.ts'
import type { KeptReport, Press, PressCount } from './press-decision.ts'

const minute = 60_000
const at = (ms: number, clockId = 'boot', wall = ms): Moment => ({ at: wall, clockId, monotonicMs: ms })
const press = (over: Partial<Press> = {}): Press => ({
  id: 'now',
  account: 'clerk',
  drill: false,
  via: 'agent',
  moment: at(60 * minute),
  ...over,
})
const report = (minutesAgo: number, over: Partial<KeptReport> = {}): KeptReport => ({
  alert: `${minutesAgo} min ago`,
  raised: at((60 - minutesAgo) * minute),
  drill: false,
  withdrawn: false,
  repeats: 0,
  ...over,
})
const few: PressCount = { ofAccount: 0, ofAll: 0 }

test.each<[string, Press, KeptReport[], PressCount, string, number?]>([
  ['the first press', press(), [], few, 'new'],
  ['again after 9 minutes', press(), [report(9)], few, 'repeat', 1],
  ['the third time', press(), [report(9, { repeats: 1 })], few, 'repeat', 2],
  ['again after 10 minutes', press(), [report(10)], few, 'new'],
  ['after a withdrawal', press(), [report(1, { withdrawn: true })], few, 'new'],
  ['in earnest during a drill', press(), [report(1, { drill: true })], few, 'new'],
  ['a drill during an emergency', press({ drill: true }), [report(1)], few, 'new'],
  ['a drill again', press({ drill: true }), [report(1, { drill: true })], few, 'repeat', 1],
  ['the same press, its answer lost', press({ id: '1 min ago' }), [report(1)], few, 'known'],
  ['the same press, even withdrawn', press({ id: '1 min ago' }), [report(1, { withdrawn: true })], few, 'known'],
  ['from the spool: its code was told', press({ via: 'spool' }), [report(1)], few, 'new'],
  ['from the spool, a second time', press({ via: 'spool', id: '1 min ago' }), [report(1)], few, 'known'],
  ['the sixth in a minute', press(), [report(1)], { ofAccount: 5, ofAll: 5 }, 'repeat', 1],
  ['the seventh in a minute', press(), [report(1)], { ofAccount: 6, ofAll: 6 }, 'coalesced'],
  ['many accounts together', press(), [report(1)], { ofAccount: 0, ofAll: 30 }, 'coalesced'],
  [
    'pressed and withdrawn over and over',
    press(),
    [report(1, { withdrawn: true })],
    { ofAccount: 6, ofAll: 6 },
    'coalesced',
  ],
  ['too many, but nothing to fold it into', press(), [], { ofAccount: 6, ofAll: 30 }, 'new'],
  ['too many, and only an old one', press(), [report(11)], { ofAccount: 6, ofAll: 6 }, 'new'],
])('%s is %s', (_, press, reports, lately, is, times) => {
  const decision = decidePress(press, reports, lately)
  expect(decision.is).toBe(is)
  if (decision.is === 'repeat') expect(decision.times).toBe(times)
})

test('of two open reports the newest takes the repeat', () => {
  const decision = decidePress(press(), [report(8), report(2)], few)
  expect(decision).toMatchObject({ is: 'repeat', report: { alert: '2 min ago' } })
})

describe('ten minutes', () => {
  test.each<[string, Moment, Moment, boolean]>([
    ['by the monotonic clock', at(0), at(9 * minute), true],
    ['over', at(0), at(10 * minute), false],
    ['the wall clock was set forward: still one emergency', at(0), at(minute, 'boot', 24 * 60 * minute), true],
    ['after a reboot, by the wall clock', at(0), at(5 * minute, 'next boot'), true],
    ['after a reboot and an hour', at(0), at(60 * minute, 'next boot'), false],
    ['after a reboot, the clock set back by a day', at(24 * 60 * minute), at(0, 'next boot'), false],
  ])('%s', (_, earlier, later, within) => {
    expect(isWithin(earlier, later, 10 * minute)).toBe(within)
  })
})
