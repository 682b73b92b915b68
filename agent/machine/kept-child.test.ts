// A kept child, as a real program: its output is a notice, its end is told and mended, and nothing of it outlives the signal.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { CollectedLog } from '#test/fakes/collected-log.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { Command } from './command.ts'
import { keepChild } from './kept-child.ts'

function kept(command: Command) {
  const clock = new ManualClock()
  const log = new CollectedLog()
  const end = new AbortController()
  const states: boolean[] = []
  let notices = 0
  const child = {
    command,
    ended: 'isolation/ruleset-monitor-ended',
    onNotice: () => void notices++,
    onState: (works: boolean) => void states.push(works),
  }
  keepChild({ clock, log, random: () => 1 }, child, end.signal)
  /** Real time until it is so; programs take theirs. */
  async function until(isSo: () => boolean) {
    for (let tries = 0; tries < 200 && !isSo(); tries++) await sleep(10)
    expect(isSo()).toBe(true)
  }
  return { clock, log, end, states, until, notices: () => notices }
}

describe.skipIf(process.platform === 'win32')('a kept child', () => {
  test('says "look" when it runs and whenever it prints, whatever the words', async () => {
    const { notices, until, end } = kept(['/bin/sh', '-c', 'sleep 0.1; echo 规则; sleep 5'])
    await until(() => notices() >= 2)
    end.abort()
  })
  test('that ends is told and started anew, not at once', async () => {
    const { log, clock, states, notices, until, end } = kept(['/bin/true'])
    await until(() => log.codes('warn').length === 1)
    expect(states).toEqual([true, false])
    const before = notices()
    await sleep(50)
    expect(notices()).toBe(before)
    await clock.advance(60_000)
    await until(() => log.codes('warn').length >= 2)
    expect(states.slice(0, 4)).toEqual([true, false, true, false])
    expect(notices()).toBeGreaterThan(before)
    end.abort()
  })
  test('that cannot be started is told once, and tried again', async () => {
    const { log, clock, states, until, end } = kept(['/usr/sbin/no-such-program'])
    await until(() => log.codes('warn').length === 1)
    expect(states).toEqual([false])
    await clock.advance(60_000)
    await until(() => log.codes('warn').length >= 2)
    end.abort()
  })
  test('is gone with the signal, and stays gone', async () => {
    const { log, clock, states, until, end } = kept(['/bin/sleep', '60'])
    await until(() => states.length === 1)
    end.abort()
    await sleep(50)
    await clock.advance(120_000)
    await sleep(50)
    expect(states).toEqual([true])
    expect(log.codes('warn')).toEqual([])
  })
})
