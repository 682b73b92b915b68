/** `status`: what the running agent shows at the counter, as lines or as JSON. */

import { zhCn } from '#shared/wording/zh-cn.ts'
import { systemClock } from '../machine/clock.ts'
import type { Delivery, PanelLink, PanelState, Report } from '../panel/panel-state.ts'
import { pipePaths } from '../panel/pipe-path.ts'
import { ask } from '../panel/ask.ts'
import { parse } from './parse.ts'
import type { CommandIo } from './parse.ts'
import { clockTime } from './shanghai-time.ts'
import { unanswered } from './unanswered.ts'

const words = zhCn.commandLine.status

export async function status(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = await parse({ name: 'status', options: { json: { type: 'boolean' } } }, args, io)
  if (typeof parsed === 'number') return parsed
  const asked = await ask(pipePaths(parsed.home, io.platform).open, { do: 'status' }, { clock: systemClock() })
  if (asked.is !== 'answered' || !asked.answer.ok) return unanswered(asked, io)
  const { state } = asked.answer
  if (parsed.flag('json')) io.out(JSON.stringify(state))
  else for (const line of linesOf(state)) io.out(line)
  return 0
}

/** Times as the office has them, so that a caller and the duty officer speak of the same second. */
export function linesOf(state: PanelState): string[] {
  const { endpoint, office, protection, isolation, current } = state
  const { ready } = zhCn.counter
  const time = (at: number) => clockTime(at + state.officeOffsetMs)
  return [
    ...(endpoint ? [words.endpoint(endpoint.institution, endpoint.name, endpoint.number)] : [ready.notEnrolled]),
    ...(office ? [words.office(office.name, office.phone)] : []),
    words.protection(protection.state === 'protected' ? ready.protected : ready.degraded(protection.because)),
    words.link(linkLine(state.link, state.now, time)),
    words.isolation(zhCn.commandLine.isolation[isolation?.isolation.state ?? 'connected']),
    current === undefined
      ? words.nothing
      : words.current(current.code, deliveryLine(current, office?.phone ?? zhCn.counter.phoneUnknown, time)),
  ]
}

function linkLine(link: PanelLink, now: number, time: (at: number) => string): string {
  const { ready } = zhCn.counter
  switch (link.kind) {
    case 'connected':
      return ready.connected(time(link.lastHeardAt), Math.max(0, Math.round((now - link.lastHeardAt) / 1000)))
    case 'connecting':
      return ready.connecting
    case 'offline':
      return `${ready.offline}（${ready.retryIn(link.attempt, Math.ceil(link.retryInMs / 1000))}：${link.because}）`
  }
}

function deliveryLine(report: Report, phone: string, time: (at: number) => string): string {
  const { reported } = zhCn.counter
  const { savedAt, delivery, taken, withdrawnAt } = report
  const third = taken === undefined ? reported.awaitingOfficer : `${reported.taken} ${taken.by} ${time(taken.at)}`
  const end = withdrawnAt === undefined ? [] : [reported.withdrawn]
  return [`① ${reported.saved} ${time(savedAt)}`, `② ${second(delivery, phone, time)}`, `③ ${third}`, ...end].join('  ')
}

function second(delivery: Delivery, phone: string, time: (at: number) => string): string {
  const { reported } = zhCn.counter
  switch (delivery.kind) {
    case 'delivered':
      return delivery.at === undefined ? reported.delivered : `${reported.delivered} ${time(delivery.at)}`
    case 'sending':
      return reported.sending(delivery.attempt, Math.ceil(delivery.retryInMs / 1000))
    case 'offline':
      return reported.notDelivered(phone)
  }
}
