/** The state in one sentence for a screen reader: it changes when the state does and never because a second has passed. */

import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import type { IsolationState } from '#shared/domain/isolation.ts'
import type { PanelState, Report } from '../panel-state.ts'

export function announce(state: PanelState): string {
  const { current, isolation } = state
  const parts = [
    isolation ? isolationWords[isolation.isolation.state] : undefined,
    current ? reportWords(current, state.countdownSeconds) : undefined,
    isolation || current ? undefined : standingWords(state),
  ]
  return parts.filter((part) => part !== undefined).join('。')
}

function standingWords({ stage, protection, link }: PanelState): string {
  if (stage === 'starting') return counter.ready.loading
  if (stage === 'not-enrolled') return counter.ready.notEnrolled
  const guarded =
    protection.state === 'protected' ? counter.ready.protected : counter.ready.degraded(protection.because)
  return link.kind === 'offline' ? `${guarded}。${counter.ready.offline}` : guarded
}

function reportWords(report: Report, countdownSeconds: number): string {
  const { delivery, taken, withdrawnAt, countdown } = report
  return [
    `${counter.reported.code} ${report.code}`,
    counter.reported.saved,
    delivery.kind === 'delivered' ? counter.reported.delivered : undefined,
    taken ? `${counter.reported.taken} ${taken.by}` : undefined,
    taken === undefined && report.unattended ? counter.reported.unattended : undefined,
    withdrawnAt === undefined ? undefined : counter.reported.withdrawn,
    countdown?.state === 'running' ? counter.reported.countdown(countdownSeconds) : undefined,
    countdown?.state === 'postponed'
      ? counter.reported.postponed(counter.reported.postponements[countdown.postponement])
      : undefined,
  ]
    .filter((part) => part !== undefined)
    .join('，')
}

/** `failed` is an alert on the screen and needs no second voice. */
const isolationWords: Record<IsolationState, string | undefined> = {
  connected: undefined,
  isolating: counter.isolated.isolating,
  isolated: counter.isolated.title,
  degraded: counter.isolated.title,
  failed: undefined,
  releasing: counterPage.releasing,
}
