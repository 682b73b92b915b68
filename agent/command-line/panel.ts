/** `panel`: prints the address of the operator's page with a one-time ticket. */

import { systemClock } from '../machine/clock.ts'
import { pipePaths } from '../panel/pipe-path.ts'
import { accountName } from './account-name.ts'
import { ask } from '../panel/ask.ts'
import { parse } from './parse.ts'
import type { CommandIo } from './parse.ts'
import { unanswered } from './unanswered.ts'

export async function panel(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = await parse({ name: 'panel', options: { open: { type: 'boolean' } } }, args, io)
  if (typeof parsed === 'number') return parsed
  const path = pipePaths(parsed.home, io.platform).open
  const asked = await ask(path, { do: 'panel-ticket', account: accountName() }, { clock: systemClock() })
  if (asked.is !== 'answered' || !asked.answer.ok) return unanswered(asked, io)
  const { url } = asked.answer
  // A ticket is good for one page: either it is opened here or it is printed.
  if (!parsed.flag('open')) io.out(url)
  else {
    const { openPage } = await import('./open-page.ts')
    if (!(await openPage(url, io))) io.out(url)
  }
  return 0
}
