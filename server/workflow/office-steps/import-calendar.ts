/** 导入工作日历: one person types the State Council's notice, another compares and agrees; only then does anything count by it. */

import { calendarInForce } from '../calendar/calendar-in-force.ts'
import { readNoticeLines } from '../calendar/notice-lines.ts'
import { movedByCalendar, recomputed } from '../clocks/result-report.ts'
import { settingsOf } from '../settings/settings.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { longReason, words } from './words.ts'

export const proposeCalendar: OfficeStep<'propose-calendar'> = {
  operation: 'calendar.propose',
  decide(_, asking) {
    const { notice } = asking.command
    if (!readNoticeLines(notice).ok) return refused('notice-wrong')
    const id = asking.newId()
    const { year, text } = notice
    return officeEntries(asking, [{ kind: 'calendar-proposed', id, year, document: notice.document.trim(), text }], {
      id,
    })
  },
}

export const decideCalendar: OfficeStep<'decide-calendar'> = {
  operation: 'calendar.confirm',
  decide(situation, asking) {
    const { by, now, command } = asking
    const { office } = situation
    const proposal = office.calendar.find(({ id }) => id === command.calendar)
    if (proposal === undefined) return refused('unknown-calendar')
    if (proposal.decided) return refused('already-done')
    const { by: proposer } = proposal.proposed
    if (by.kind !== 'officer' || (proposer.kind === 'officer' && proposer.id === by.id))
      return refused('proposer-cannot-approve')
    const reason = words(command.reason, longReason)
    if (!command.agreed && reason === '') return refused('reason-missing')
    const { id } = proposal
    const { agreed } = command
    const decided = officeEntries(asking, [{ kind: 'calendar-decided', id, agreed, reason }], { id })
    const calendar = office.calendar.map((one) =>
      one === proposal ? { ...one, decided: { by, at: now, agreed } } : one,
    )
    const settings = settingsOf(office)
    const moved = movedByCalendar(
      situation,
      { calendar: calendarInForce(office), settings },
      { calendar: calendarInForce({ calendar }), settings },
    )
    return { ...decided, entries: [...decided.entries, ...recomputed(moved, proposal.document, now)] }
  },
}
