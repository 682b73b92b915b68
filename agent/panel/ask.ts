/** Asks the running agent over its pipe: one line there, one line back; imported by the press, so it loads only sockets. */

import { connect } from 'node:net'
import type { Clock } from '#shared/time/clock.ts'
import type { PipeAnswer, PipeRequest } from './request.ts'

export type Asked<Do extends PipeRequest['do']> =
  | { readonly is: 'answered'; readonly answer: PipeAnswer<Do> }
  /** Nobody listens: the agent does not run. */
  | { readonly is: 'absent' }
  /** Somebody listens and did not answer in time, or not in our words. */
  | { readonly is: 'silent' }
  /** This account may not open the pipe. */
  | { readonly is: 'not-permitted' }

/** A press gives the agent this long, then it goes to the spool. */
export const pressWithinMs = 500

const patientWithinMs = 20_000

/** The state of a counter with a full list is some 40 KB; whoever sends more is not our agent. */
const longestAnswer = 1024 * 1024

/** Never rejects: what can go wrong is an outcome. */
export function ask<Request extends PipeRequest>(
  path: string,
  request: Request,
  { clock, withinMs = patientWithinMs }: { readonly clock: Clock; readonly withinMs?: number },
): Promise<Asked<Request['do']>> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const finish = (asked: Asked<Request['do']>) => {
      giveUp()
      socket.destroy()
      resolve(asked)
    }
    const giveUp = clock.after(withinMs, () => {
      finish({ is: 'silent' })
    })
    let text = ''
    socket.setEncoding('utf8')
    socket.once('connect', () => socket.write(`${JSON.stringify(request)}\n`))
    socket.on('data', (part: string) => {
      text += part
      const end = text.indexOf('\n')
      if (end >= 0) finish(answered(text.slice(0, end)))
      else if (text.length > longestAnswer) finish({ is: 'silent' })
    })
    socket.once('end', () => {
      finish({ is: 'silent' })
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      const absent = code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTSOCK'
      finish({ is: code === 'EACCES' || code === 'EPERM' ? 'not-permitted' : absent ? 'absent' : 'silent' })
    })
  })
}

function answered<Do extends PipeRequest['do']>(line: string): Asked<Do> {
  try {
    const answer = JSON.parse(line) as PipeAnswer<Do> | null
    return typeof answer?.ok === 'boolean' ? { is: 'answered', answer } : { is: 'silent' }
  } catch {
    return { is: 'silent' }
  }
}
