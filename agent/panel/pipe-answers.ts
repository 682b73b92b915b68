/** What the agent answers to each request over the pipe. */

import type { Actor } from '#shared/domain/actor.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Keeper, Line, Outcome, Response, Standing } from './ports.ts'
import type { ReportDesk } from './press.ts'
import type { PipeAnswer, PipeRequest } from './request.ts'
import type { StateWatch } from './state-watch.ts'

export interface PipeAnswersOptions {
  readonly desk: Pick<ReportDesk, 'press'>
  readonly states: Pick<StateWatch, 'current'>
  readonly response: Pick<Response, 'isolation' | 'cut' | 'release'>
  readonly keeper: Pick<Keeper, 'pending'>
  readonly line: Pick<Line, 'state'>
  readonly standing: () => Standing
  /** The page's address with a fresh ticket for this account. */
  readonly url: (account: string) => string
}

export function pipeAnswers(options: PipeAnswersOptions): (request: PipeRequest) => Promise<PipeAnswer> {
  const { desk, states, response } = options
  const outcome = (done: Outcome): PipeAnswer<'isolate'> =>
    done.ok
      ? { ok: true, isolation: response.isolation() }
      : { ok: false, refusal: 'not-possible', message: zhCn.commandLine.refused(done.because) }
  return async (request) => {
    switch (request.do) {
      case 'report':
        return {
          ok: true,
          ...(await desk.press({
            account: request.account,
            drill: request.drill ?? false,
            via: 'agent',
            pressed: request.pressed,
          })),
        }
      case 'status':
        return { ok: true, state: states.current() }
      case 'panel-ticket':
        return { ok: true, url: options.url(request.account) }
      case 'doctor': {
        const { sources, faults, officeOffsetMs } = options.standing()
        const connected = options.line.state().kind === 'connected'
        return {
          ok: true,
          health: { sources, because: faults, pending: options.keeper.pending(), officeOffsetMs, connected },
        }
      }
      case 'isolate':
        return outcome(
          await response.cut({ alert: undefined, by: administrator(request.account), because: request.reason }),
        )
      case 'release':
        return outcome(await response.release({ by: administrator(request.account), because: request.reason }))
    }
  }
}

/** Whoever may open the administrator's socket; the name is what that account calls itself. */
const administrator = (account: string): Actor => ({ kind: 'operator', account })
