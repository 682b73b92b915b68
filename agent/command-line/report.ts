/** `report`: the press. Durable in the agent, else in the spool; everything that is not needed for that comes after. */

import { reportCode } from '#shared/text/report-code.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { systemClock } from '../machine/clock.ts'
import { readContact } from '../panel/contact-file.ts'
import { pipePaths } from '../panel/pipe-path.ts'
import { spoolPress } from '../panel/spool-file.ts'
import type { SpooledPress } from '../panel/spool-file.ts'
import { accountName } from './account-name.ts'
import { ask, pressWithinMs } from '../panel/ask.ts'
import { parse } from './parse.ts'
import type { CommandIo } from './parse.ts'
import { clockTime } from './shanghai-time.ts'

/** What `--json` prints of a press that was saved. */
export interface SavedPress {
  readonly code: string
  readonly alert: string
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly at: number
  readonly durable: true
  readonly via: 'agent' | 'spool'
  /** Since the process started. */
  readonly tookMs: number
}

const words = zhCn.commandLine

export async function report(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = await parse(
    { name: 'report', options: { json: { type: 'boolean' }, noPage: { type: 'boolean' }, drill: { type: 'boolean' } } },
    args,
    io,
  )
  if (typeof parsed === 'number') return parsed
  const { home } = parsed
  const clock = systemClock()
  const at = clock.now()
  const press: SpooledPress = {
    id: uuid7(at, (bytes) => crypto.getRandomValues(bytes)),
    code: reportCode(at, randomSign),
    moment: { at, clockId: clock.id, monotonicMs: clock.monotonic() },
    account: accountName(),
    drill: parsed.flag('drill'),
  }
  const { id, code, moment, account, drill } = press
  const asked = await ask(
    pipePaths(home, io.platform).open,
    { do: 'report', account, drill, pressed: { id, code, moment } },
    { clock, withinMs: pressWithinMs },
  )
  const json = parsed.flag('json')
  const mayShow = !parsed.flag('noPage')

  if (asked.is === 'answered' && asked.answer.ok) {
    const { answer } = asked
    const saved: SavedPress = {
      code: answer.code,
      alert: answer.alert,
      at: answer.at,
      durable: true,
      via: 'agent',
      tookMs: took(io),
    }
    const mark = drill ? words.savedDrill : ''
    if (json) io.out(JSON.stringify(saved))
    else {
      io.out(`${words.saved(answer.code, clockTime(answer.at))}${mark}`)
      if (answer.outcome !== 'new') io.out(words.repeated(answer.code, answer.repeats + 1))
    }
    if (mayShow) await showPage(home, account, io)
    return 0
  }

  const phone = readContact(home)?.phone ?? zhCn.counter.phoneUnknown
  let sentence: string
  let exitCode = 0
  try {
    const spooled = spoolPress(home, press)
    const saved: SavedPress = {
      code: spooled.code,
      alert: spooled.id,
      at: clock.now(),
      durable: true,
      via: 'spool',
      tookMs: took(io),
    }
    sentence = words.savedForLater(spooled.code, phone)
    if (json) io.out(JSON.stringify(saved))
    else io.out(`${words.saved(spooled.code, clockTime(saved.at))}${drill ? words.savedDrill : ''}`)
    io.complain(`${zhCn.counter.marks.warning} ${sentence}`)
  } catch (error) {
    // The agent's own refusal says more than ours: it knows its disk.
    sentence = asked.is === 'answered' && !asked.answer.ok ? asked.answer.message : notSaved(error, phone)
    if (json) io.out(JSON.stringify({ durable: false, message: sentence }))
    io.complain(sentence)
    exitCode = 1
  }
  if (mayShow) await showBox(sentence, io)
  return exitCode
}

function notSaved(error: unknown, phone: string): string {
  const { marks, reported } = zhCn.counter
  const { code } = error as NodeJS.ErrnoException
  const why =
    code === 'ENOSPC' || code === 'EDQUOT' ? reported.notSavedBecause.full : reported.notSavedBecause['not-durable']
  return `${marks.bad} ${reported.notSaved(why, phone)}`
}

async function showPage(home: string, account: string, io: CommandIo): Promise<void> {
  const { hasScreen, openPage } = await import('./open-page.ts')
  if (!hasScreen(io)) return
  const asked = await ask(pipePaths(home, io.platform).open, { do: 'panel-ticket', account }, { clock: systemClock() })
  if (asked.is === 'answered' && asked.answer.ok) await openPage(asked.answer.url, io)
}

/** An icon on the desktop has no terminal to print to. */
async function showBox(sentence: string, io: CommandIo): Promise<void> {
  const { hasScreen, openBox } = await import('./open-page.ts')
  if (hasScreen(io)) await openBox(sentence, io)
}

const took = (io: CommandIo) => Math.round(io.sinceStart())

/** One sign out of 32, evenly: the code is read on the phone and must not be guessed. */
const randomSign = () => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 256
