// The version grows when the counter would see something else, and a waiting page is woken then.
import { expect, test } from 'vitest'
import { calmStanding } from '#test/fakes/counter-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { LinkSight } from './ports.ts'
import { panelState } from './panel-view.ts'
import { noReports } from './reports.ts'
import { stateWatch } from './state-watch.ts'

function watch() {
  const clock = new ManualClock()
  let link: LinkSight = { kind: 'connected', lastHeardAt: clock.now() }
  let faults: readonly string[] = []
  const states = stateWatch({
    clock,
    view: (version) =>
      panelState(
        {
          now: { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() },
          standing: { ...calmStanding, faults },
          link,
          lastHeardAt: undefined,
          reports: noReports,
          isolation: undefined,
          countdown: () => undefined,
          evidence: () => undefined,
          release: undefined,
          lease: undefined,
        },
        version,
      ),
  })
  return {
    clock,
    states,
    become: (next: LinkSight) => (link = next),
    break: (fault: string) => (faults = [fault]),
  }
}
const open = new AbortController().signal
const waiting = Symbol('waiting')
const soon = <T>(promise: Promise<T>) =>
  Promise.race([promise, new Promise<typeof waiting>((resolve) => setTimeout(resolve, 20, waiting))])

test('time alone changes no version', async () => {
  const { clock, states, become } = watch()
  become({ kind: 'waiting', attempt: 1, retryAt: clock.now() + 60_000, because: '' })
  const { version } = states.current()
  await clock.advance(5_000)
  expect(states.current().version).toBe(version)
})

test('what is new is answered at once, what is known is waited for', async () => {
  const { clock, states, become } = watch()
  const first = await states.next(0, 25_000, open)
  const next = states.next(first.version, 25_000, open)
  expect(await soon(next)).toBe(waiting)
  become({ kind: 'connecting', attempt: 1 })
  states.touch()
  expect(await next).toMatchObject({ version: first.version + 1, link: { kind: 'connecting' } })
  expect(clock.monotonic()).toBe(0)
})

test('what only time shows is seen within a second, though nobody says so', async () => {
  const { clock, states, break: fault } = watch()
  const { version } = states.current()
  const next = states.next(version, 25_000, open)
  fault('磁盘已满')
  await clock.advance(1_000)
  expect(await next).toMatchObject({ version: version + 1, protection: { because: ['磁盘已满'] } })
})

test('after 25 s the same state comes again', async () => {
  const { clock, states } = watch()
  const { version } = states.current()
  const next = states.next(version, 25_000, open)
  await clock.advance(24_999)
  expect(await soon(next)).toBe(waiting)
  await clock.advance(1)
  expect((await next).version).toBe(version)
})

test('a page that left waits no more', async () => {
  const { states } = watch()
  const left = new AbortController()
  const next = states.next(states.current().version, 25_000, left.signal)
  left.abort()
  expect(await soon(next)).not.toBe(waiting)
})

test('the seventeenth that waits is answered at once', async () => {
  const { states } = watch()
  const { version } = states.current()
  const waits = Array.from({ length: 16 }, () => states.next(version, 25_000, open))
  expect(await soon(states.next(version, 25_000, open))).not.toBe(waiting)
  expect(await soon(waits[0]!)).toBe(waiting)
})
