/** Takes presses of the button one after the other: decide, make durable, and only then answer. */

import { operatorReportRule } from '#shared/domain/alert.ts'
import type { Alert } from '#shared/domain/alert.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { Fault, isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { printable } from '#shared/protocol/limits.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { readReportCode, reportCode } from '#shared/text/report-code.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { PressAnswer } from './panel-state.ts'
import type { Keeper, Kept } from './ports.ts'
import { decidePress, isWithin } from './press-decision.ts'
import type { KeptReport, Press } from './press-decision.ts'
import type { Pressed } from './request.ts'

export interface PressRequest {
  readonly account: string
  readonly drill: boolean
  readonly via: Press['via']
  /** Id, code and moment as the command line made them; without it they are made here. */
  readonly pressed?: Pressed | undefined
}

export interface ReportDesk {
  /** Resolves after fsync. Rejects with `outbox/full` or `outbox/not-durable`: then nothing may be shown as saved. */
  press(request: PressRequest): Promise<PressAnswer>
  /** Writes down what is counted but not yet kept; called at the end of the minute and at the end of the agent. */
  settle(): Promise<void>
}

export interface ReportDeskOptions {
  readonly clock: Clock
  readonly log: Log
  readonly keeper: Pick<Keeper, 'keep'>
  /** The operator's reports that are kept, oldest first; up to date as soon as `keep` has resolved. */
  readonly reports: () => readonly KeptReport[]
  readonly codeOf: (alert: string) => string
  /** A new report became durable. */
  readonly onNew: (alert: Alert, kept: Kept) => void
  /** A press was added to a report that is there. */
  readonly onRepeat: () => void
  /** Yields [0, 1). */
  readonly random: () => number
  readonly randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

const minuteMs = 60_000

/** How far a press over the pipe may lie back; the command line gives up on the pipe long before. */
const pipeDelayMs = 10_000

export function reportDesk(options: ReportDeskOptions): ReportDesk {
  const { clock, keeper } = options
  let lately: { readonly account: string; readonly at: number }[] = []
  /** Presses counted but not written down, by alert. */
  const counted = new Map<string, number>()
  let settling = false
  let last: Promise<unknown> = Promise.resolve()

  /** One at a time: two presses in the same moment must not both be the first. */
  const inTurn = <Answer>(task: () => Promise<Answer>): Promise<Answer> => {
    const mine = last.then(task, task)
    last = mine.catch(() => {})
    return mine
  }

  const take = async (request: PressRequest): Promise<PressAnswer> => {
    const now = clock.monotonic()
    const moment = pressMoment(request, clock)
    const press: Press = {
      id: request.pressed?.id ?? uuid7(moment.at, options.randomBytes),
      account: printable(request.account, 64),
      drill: request.drill,
      moment,
      via: request.via,
    }
    lately = lately.filter(({ at }) => now - at < minuteMs)
    const ofAccount = lately.filter(({ account }) => account === press.account).length
    const decision = decidePress(press, options.reports(), { ofAccount, ofAll: lately.length })
    if (decision.is !== 'known' && request.via !== 'spool') lately.push({ account: press.account, at: now })
    switch (decision.is) {
      case 'known':
        return answer(decision.report.alert, 'new', decision.report.repeats)
      case 'new':
        return takeNew(press, request.pressed?.code)
      case 'repeat': {
        const { alert } = decision.report
        const times = decision.times + (counted.get(alert) ?? 0)
        await keep({ kind: 'report-repeated', alert, times })
        counted.delete(alert)
        options.onRepeat()
        return answer(alert, 'repeat', times)
      }
      case 'coalesced': {
        const { alert, repeats } = decision.report
        const more = (counted.get(alert) ?? 0) + 1
        counted.set(alert, more)
        settleLater()
        return answer(alert, 'coalesced', repeats + more)
      }
    }
  }

  const takeNew = async (press: Press, code: string | undefined): Promise<PressAnswer> => {
    const { drill, moment } = press
    const alert = {
      id: press.id,
      code: (code === undefined ? undefined : readReportCode(code)) ?? reportCode(moment.at, options.random),
      origin: 'operator' as const,
      rule: operatorReportRule,
      severity: 'high' as const,
      raised: moment,
      detected: moment,
      because: zhCn.counter.pressed(press.account, press.via === 'spool'),
      detections: [],
      count: 1,
      drill,
    } satisfies Alert
    const kept = await keep({ kind: 'alert', alert })
    options.onNew(alert, kept)
    return { alert: alert.id, code: alert.code, at: clock.now(), outcome: 'new', repeats: 0 }
  }

  const keep = async (body: RecordBody) => {
    try {
      return await keeper.keep('urgent', body)
    } catch (error) {
      options.log.error('panel/press-not-saved', errorFields(error))
      if (isFault(error)) throw error
      throw new Fault('outbox/not-durable', 'the press could not be made durable', { cause: error })
    }
  }

  const answer = (alert: string, outcome: PressAnswer['outcome'], repeats: number): PressAnswer => ({
    alert,
    code: options.codeOf(alert),
    at: clock.now(),
    outcome,
    repeats,
  })

  const settle = async () => {
    for (const [alert, more] of counted) {
      const report = options.reports().find((kept) => kept.alert === alert)
      counted.delete(alert)
      if (report === undefined) continue
      try {
        await keep({ kind: 'report-repeated', alert, times: report.repeats + more })
      } catch {
        // Said in the log already; counted again, so that the next repeat carries it.
        counted.set(alert, more)
        return
      }
    }
  }

  const settleLater = () => {
    if (settling) return
    settling = true
    clock.after(minuteMs, () => {
      settling = false
      void inTurn(settle)
    })
  }

  return { press: (request) => inTurn(() => take(request)), settle: () => inTurn(settle) }
}

/** The moment of the press as the command line took it, unless it cannot be true; then now. */
function pressMoment({ via, pressed }: PressRequest, clock: Clock): Moment {
  const now: Moment = { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() }
  if (pressed === undefined) return now
  // A spooled press was judged by the spool, which has the file's own times to go by.
  if (via === 'spool') return pressed.moment
  return isWithin(pressed.moment, now, pipeDelayMs) ? pressed.moment : now
}
