/** What `isolate` and `release` share: ask over the administrator's socket, then watch until the machine is as it should be. */

import type { IsolationState } from '#shared/domain/isolation.ts'
import { sleep } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { systemClock } from '../machine/clock.ts'
import { pipePaths } from '../panel/pipe-path.ts'
import { accountName } from './account-name.ts'
import { ask } from '../panel/ask.ts'
import { parse } from './parse.ts'
import type { CommandIo } from './parse.ts'
import { unanswered } from './unanswered.ts'

const words = zhCn.commandLine

/** What each comes to, and what it passes through. Any other state is an end that was not wanted. */
const ways = {
  isolate: {
    wanted: ['isolated'],
    through: ['isolating', 'connected'],
    done: words.isolateDone,
    started: words.isolateStarted,
  },
  release: { wanted: ['connected'], through: ['releasing'], done: words.releaseDone, started: words.releaseStarted },
} as const satisfies Record<
  string,
  { wanted: readonly IsolationState[]; through: readonly IsolationState[]; done: string; started: string }
>

const lookEveryMs = 250
const watchForMs = 20_000

export async function orderHere(order: keyof typeof ways, args: readonly string[], io: CommandIo): Promise<number> {
  const options = {
    reason: { type: 'string', required: true, max: 500, value: 'TEXT' },
    json: { type: 'boolean' },
  } as const
  const parsed = await parse({ name: order, options }, args, io)
  if (typeof parsed === 'number') return parsed
  const clock = systemClock()
  const path = pipePaths(parsed.home, io.platform).admin
  const asked = await ask(path, { do: order, account: accountName(), reason: parsed.text('reason') ?? '' }, { clock })
  if (asked.is !== 'answered' || !asked.answer.ok) return unanswered(asked, io)

  const { wanted, through, done, started } = ways[order]
  let state: IsolationState = asked.answer.isolation?.state ?? 'connected'
  const end = clock.monotonic() + watchForMs
  while (!includes(wanted, state) && includes(through, state) && clock.monotonic() < end && !io.signal.aborted) {
    await sleep(clock, lookEveryMs, io.signal)
    const seen = await ask(path, { do: 'status' }, { clock })
    if (seen.is !== 'answered' || !seen.answer.ok) return unanswered(seen, io)
    state = seen.answer.state.isolation?.isolation.state ?? 'connected'
  }
  if (parsed.flag('json')) io.out(JSON.stringify({ state }))
  else io.out(includes(wanted, state) ? done : includes(through, state) ? started : words.isolation[state])
  return includes(wanted, state) ? 0 : 1
}

const includes = (list: readonly IsolationState[], state: IsolationState) => list.includes(state)
