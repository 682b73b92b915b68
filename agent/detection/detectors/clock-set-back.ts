/** The wall clock was set back: what happens from now on would stand in every record as if it had happened earlier (T1070.006). */

import type { ClockMoved } from '#shared/domain/event.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'

export interface SetBackLimits {
  readonly atLeastMs?: number
  /** Small steps within this are added up. */
  readonly withinMs?: number
  /** So soon after boot a step back is what setting a wrong clock right looks like. */
  readonly afterBootMs?: number
}

export function clockSetBack(
  { atLeastMs = 60_000, withinMs = 3_600_000, afterBootMs = 600_000 }: SetBackLimits = {},
  wording = zhCn.rules['clock-set-back'],
): Detector {
  let steps: readonly ClockMoved[] = []
  return {
    rule: 'clock-set-back',
    severity: 'medium',
    wants: ['clock-moved'],
    onEvent(event) {
      if (event.kind !== 'clock-moved' || event.byMs >= 0) return undefined
      const { moment, across, uptimeMs } = event
      steps = [...steps.filter((step) => moment.monotonicMs - step.moment.monotonicMs < withinMs), event]
      const backMs = -steps.reduce((sum, { byMs }) => sum + byMs, 0)
      if (backMs < atLeastMs) return undefined
      const facts = { seconds: Math.round(backMs / 1_000), steps: steps.length, across }
      steps = []
      // A dead battery loses the clock over a reboot, and a time server then sets it: worth a line, no sign of a hand.
      const isOfBoot = across === 'reboot' || uptimeMs < afterBootMs
      return { because: wording.because(facts), facts, severity: isOfBoot ? 'low' : 'medium' }
    },
  }
}
