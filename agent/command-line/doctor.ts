/** `doctor`: looks at everything that a press and a cut rest on, and says what to do about each thing that is not well. */

import { zhCn } from '#shared/wording/zh-cn.ts'
import { homeAt } from '../config.ts'
import { systemClock } from '../machine/clock.ts'
import { checks } from './doctor-checks.ts'
import type { Finding } from './doctor-checks.ts'
import { parse } from './parse.ts'
import type { CommandIo } from './parse.ts'

const words = zhCn.commandLine.doctor

export async function doctor(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = await parse({ name: 'doctor', options: { json: { type: 'boolean' } } }, args, io)
  if (typeof parsed === 'number') return parsed
  const context = { home: homeAt(parsed.home), clock: systemClock(), io }
  const findings: Finding[] = []
  for (const check of checks) {
    const found = await check(context)
    findings.push(...found)
    if (!parsed.flag('json')) for (const finding of found) io.out(lineOf(finding))
  }
  const bad = findings.filter(({ verdict }) => verdict === 'bad').length
  if (parsed.flag('json')) io.out(JSON.stringify(findings))
  else io.out(bad === 0 ? words.allGood : words.someBad(bad))
  return bad === 0 ? 0 : 1
}

function lineOf(finding: Finding): string {
  switch (finding.verdict) {
    case 'good':
      return words.good(finding.says)
    case 'unsure':
      return words.unsure(finding.says, finding.todo)
    case 'bad':
      return words.bad(finding.says, finding.todo)
  }
}
