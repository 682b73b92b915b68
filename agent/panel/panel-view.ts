/** Puts together what the counter sees, from the folded reports, the link, the response and the agent's standing; pure. */

import type { Coverage } from '#shared/protocol/frame.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { atLeast } from '#shared/domain/severity.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type {
  Countdown,
  Delivery,
  EvidenceProgress,
  Lease,
  PanelIsolation,
  PanelLink,
  PanelState,
  Protection,
  Release,
  Report,
} from './panel-state.ts'
import type { LinkSight, Standing } from './ports.ts'
import type { ReportFacts, Reports } from './reports.ts'

export interface Sight {
  readonly now: Moment
  readonly standing: Standing
  readonly link: LinkSight
  /** Terminal wall clock; kept by the panel, since a broken link does not tell. */
  readonly lastHeardAt: number | undefined
  readonly reports: Reports
  readonly isolation: Isolation | undefined
  readonly countdown: (alert: string) => Countdown | undefined
  readonly evidence: (alert: string) => EvidenceProgress | undefined
  readonly release: Release | undefined
  readonly lease: Lease | undefined
}

/** Nobody took a delivered report for so long: the office reminds itself, the operator should phone. */
export const unattendedAfterMs = 60_000

/** How long S2 stays after the last thing that happened to a report that is under way, and after a withdrawal. */
const currentForMs = 30 * 60_000
const withdrawnForMs = 2 * 60_000
const drillForMs = 5 * 60_000

const recentAtMost = 20

/** Tries that still look like sending; beyond them the operator should phone. */
const sendingTries = 2

export function panelState(sight: Sight, version: number): PanelState {
  const { now, standing, reports } = sight
  const recent = reports.all.map((facts) => reportOf(facts, sight)).toReversed()
  return {
    version,
    now: now.at,
    officeOffsetMs: standing.officeOffsetMs,
    stage: standing.enrolled ? (standing.started ? 'running' : 'starting') : 'not-enrolled',
    protection: protectionOf(standing.sources, standing.faults),
    link: linkOf(sight),
    office: standing.office,
    endpoint: standing.endpoint,
    afterPress: standing.afterPress,
    countdownSeconds: standing.countdownSeconds,
    rehearsal: standing.rehearsal,
    current: recent.find((report) => isCurrent(report, now.at)),
    isolation: isolationOf(sight, recent),
    lease: sight.lease,
    recent: recent.slice(0, recentAtMost),
    lastDrillAt: recent.find(({ drill, origin }) => drill && origin === 'operator')?.pressedAt,
  }
}

/** Degraded as soon as one source does not see or one fault stands: a half-blind terminal must not look well. */
export function protectionOf(sources: readonly Coverage[], faults: readonly string[]): Protection {
  const words = zhCn.counter.ready
  const seeing = sources.filter(({ state }) => state === 'full').length
  const stopped = sources.length - seeing
  const because = stopped === 0 ? faults : [...faults, words.sourcesStopped(stopped, sources.length)]
  return { state: because.length === 0 ? 'protected' : 'degraded', because, sources: { seeing, of: sources.length } }
}

function linkOf({ link, lastHeardAt, now }: Sight): PanelLink {
  switch (link.kind) {
    case 'connected':
      return { kind: 'connected', lastHeardAt: link.lastHeardAt }
    case 'connecting':
      return { kind: 'connecting', attempt: link.attempt, lastHeardAt }
    case 'waiting':
      return {
        kind: 'offline',
        attempt: link.attempt,
        retryInMs: Math.max(0, link.retryAt - now.at),
        because: link.because,
        lastHeardAt,
      }
  }
}

function reportOf(facts: ReportFacts, sight: Sight): Report {
  const { alert } = facts
  const { now, standing } = sight
  const delivery = deliveryOf(facts, sight)
  const deliveredAt = delivery.kind === 'delivered' ? (delivery.at ?? facts.savedAt) : undefined
  const terminalTime = (officeTime: number) => officeTime - standing.officeOffsetMs
  return {
    alert: alert.id,
    code: alert.code,
    origin: alert.origin,
    rule: alert.rule,
    severity: alert.severity,
    because: alert.because,
    drill: alert.drill,
    pressedAt: alert.raised.at,
    savedAt: facts.savedAt,
    delivery,
    taken: facts.taken && { by: facts.taken.by, at: terminalTime(facts.taken.at) },
    unattended:
      deliveredAt !== undefined &&
      facts.taken === undefined &&
      facts.withdrawnAt === undefined &&
      now.at - deliveredAt >= unattendedAfterMs,
    incident: facts.incident,
    annotation: facts.annotation,
    withdrawnAt: facts.withdrawnAt,
    repeats: facts.repeats,
    countdown:
      sight.countdown(alert.id) ?? (facts.postponement && { state: 'postponed', postponement: facts.postponement }),
    evidence:
      sight.evidence(alert.id) ?? (facts.evidenceKept ? { state: 'kept', done: 1, of: 1, remainingMs: 0 } : undefined),
  }
}

function deliveryOf(facts: ReportFacts, { link, now, standing }: Sight): Delivery {
  if (facts.acknowledged) {
    // What both screens can show is the office's own time of receipt; the acknowledgement as heard here comes a moment later.
    const at = facts.receivedAt === undefined ? facts.acknowledgedAt : facts.receivedAt - standing.officeOffsetMs
    return { kind: 'delivered', at }
  }
  // Nobody to send to: enrolment comes first, and until then only the phone reaches the office.
  if (!standing.enrolled) return { kind: 'offline', attempt: 0, retryInMs: 0 }
  switch (link.kind) {
    case 'connected':
      return { kind: 'sending', attempt: 1, retryInMs: 0 }
    case 'connecting':
      return { kind: link.attempt <= sendingTries ? 'sending' : 'offline', attempt: link.attempt, retryInMs: 0 }
    case 'waiting':
      return {
        kind: link.attempt < sendingTries ? 'sending' : 'offline',
        attempt: link.attempt,
        retryInMs: Math.max(0, link.retryAt - now.at),
      }
  }
}

/** Whether S2 shows it. Below high nobody has to do anything, so it stands in the recent list only. */
function isCurrent(report: Report, now: number): boolean {
  if (report.origin === 'detector' && !atLeast(report.severity, 'high')) return false
  if (report.withdrawnAt !== undefined) return now - report.withdrawnAt < withdrawnForMs
  if (report.drill) return now - report.savedAt < drillForMs
  if (report.delivery.kind !== 'delivered') return true
  const countdown = report.countdown?.state
  if (countdown === 'running' || countdown === 'asking') return true
  return now - Math.max(report.savedAt, report.delivery.at ?? 0, report.taken?.at ?? 0) < currentForMs
}

function isolationOf(
  { isolation, now, reports, release }: Sight,
  recent: readonly Report[],
): PanelIsolation | undefined {
  if (isolation === undefined) return undefined
  const { state, since, layers } = isolation
  const sameClock = since.clockId === now.clockId
  // An order names no alert: what it belongs to is then the newest incident of this terminal.
  const own =
    recent.find(({ alert }) => alert === isolation.alert) ?? recent.find(({ incident }) => incident !== undefined)
  return {
    isolation,
    forMs: Math.max(0, sameClock ? now.monotonicMs - since.monotonicMs : now.at - since.at),
    releaseFailed:
      reports.isolationBefore === 'releasing' && (state === 'isolated' || state === 'degraded' || state === 'failed'),
    incident: own?.incident,
    release,
    releasing:
      state === 'releasing' ? { done: layers.filter(({ stands }) => !stands).length, of: layers.length } : undefined,
  }
}
