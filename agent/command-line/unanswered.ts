/** What to say when the agent did not answer a command, or refused it. */

import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Asked } from '../panel/ask.ts'
import type { CommandIo } from './parse.ts'
import type { PipeRequest } from '../panel/request.ts'

/** Says it and returns the exit code. */
export function unanswered(asked: Asked<PipeRequest['do']>, io: CommandIo): number {
  io.complain(`${zhCn.counter.marks.bad} ${sentence(asked)}`)
  return 1
}

function sentence(asked: Asked<PipeRequest['do']>): string {
  const { notPermitted, pipe, status } = zhCn.commandLine
  switch (asked.is) {
    case 'absent':
      return `${status.notRunning}（panel/not-running）`
    case 'silent':
      return pipe.silent
    case 'not-permitted':
      return notPermitted
    case 'answered':
      return asked.answer.ok ? '' : asked.answer.message
  }
}
