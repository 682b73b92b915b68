// The machine's clock: waits end in time, may be called off, and the longest does not overflow into at once.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'

const clock = systemClock()

test('a wait ends after its time and not before', async () => {
  const from = clock.monotonic()
  await new Promise<void>((resolve) => clock.after(30, resolve))
  expect(clock.monotonic() - from).toBeGreaterThanOrEqual(30)
})

test('a wait that was called off does not end', async () => {
  let ended = false
  clock.after(5, () => (ended = true))()
  await new Promise<void>((resolve) => clock.after(40, resolve))
  expect(ended).toBe(false)
})

test('a wait of a year does not end at once', async () => {
  let ended = false
  const cancel = clock.after(365 * 86_400_000, () => (ended = true))
  await new Promise<void>((resolve) => clock.after(20, resolve))
  cancel()
  expect(ended).toBe(false)
})

test.runIf(process.platform === 'linux')('monotonic time is comparable within one boot', () => {
  const [uptime = ''] = readFileSync('/proc/uptime', 'utf8').split(' ')
  expect(Math.abs(clock.monotonic() / 1_000 - Number(uptime))).toBeLessThan(1)
  expect(clock.id).toMatch(/^[0-9a-f-]{36}$/)
})
