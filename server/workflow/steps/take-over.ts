/** 接手: the first officer who takes an alert over has it; everyone sees who. */

import type { Officer } from '#shared/domain/actor.ts'
import { chainOfAlert } from '../chain-of.ts'
import { aboutAlert } from '../ownership.ts'
import type { Outcome } from '../ports.ts'
import type { Step } from '../step.ts'
import { permittedAs } from '../who.ts'

export interface TakingOver {
  readonly alert: string
  readonly officer: Officer
  readonly now: number
}

export const takeOver: Step<TakingOver, Outcome> = {
  clause: '三(二)',
  title: '接手',
  decide(situation, { alert, officer, now }) {
    const standing = situation.alerts.get(alert)
    if (!standing) return { entries: [], value: { ok: false, refusal: 'unknown-alert' } }
    if (permittedAs(situation.office, officer, 'alert.acknowledge', aboutAlert(situation, alert), now) === undefined)
      return { entries: [], value: { ok: false, refusal: 'not-permitted' } }
    const done: Outcome = { ok: true, value: undefined }
    if (standing.taken) {
      // A second press of the same officer, on another screen perhaps, is no news.
      const same = standing.taken.by.id === officer.id
      return { entries: [], value: same ? done : { ok: false, refusal: 'taken-by-another' } }
    }
    const happening = { kind: 'alert-taken-over', alert, officer } as const
    return { entries: [{ subject: chainOfAlert(standing), at: now, actor: officer, happening }], value: done }
  },
}
