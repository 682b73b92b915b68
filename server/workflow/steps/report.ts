/** 签收, 退回补正 and 撤回 of the initial report: who of the leading group has it, what it lacks, and that its authors stand by it no more (三(一)2). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import { standingReport } from '../course.ts'
import { closedToAlerts } from '../fold.ts'

export const signForReport: ActStep<'sign-for-report'> = {
  clause: '三(一)2',
  title: '签收初报',
  decide(situation, asking) {
    const facing = before(situation, asking, 'initial-report.sign-for')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const report = standingReport(incident.course)
    if (!report) return refused('not-reported-to-the-group')
    // A second press of the same person is no news; for another report it is.
    const again = incident.course.signedFor.some(({ by, at }) => by.id === asking.officer.id && at >= report.at)
    return acted(again ? [] : [entry({ kind: 'report-signed-for', as })], { incident: incident.id })
  },
}

export const returnReport: ActStep<'return-report'> = {
  clause: '三(一)2',
  title: '退回补正',
  decide(situation, asking) {
    const facing = before(situation, asking, 'initial-report.return')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    if (!standingReport(incident.course)) return refused('not-reported-to-the-group')
    if (incident.phase === 'merged' || incident.phase === 'archived') return refused('wrong-phase')
    const reason = words(asking.command.reason)
    if (reason === '') return refused('reason-missing')
    return acted([entry({ kind: 'report-returned', reason })], { incident: incident.id })
  },
}

/** A report that its authors have taken back is none that the group could decide on: it is owed again, from the same moment as ever. */
export const withdrawReport: ActStep<'withdraw-report'> = {
  clause: '三(一)2',
  title: '撤回初报',
  decide(situation, asking) {
    const facing = before(situation, asking, 'initial-report.file')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const report = standingReport(incident.course)
    if (!report) return refused('not-reported-to-the-group')
    // What the office has reported, a department does not take back.
    if (as === 'department' && report.as !== 'department') return refused('not-permitted')
    if (closedToAlerts.includes(incident.phase)) return refused('wrong-phase')
    const reason = words(asking.command.reason)
    if (reason === '') return refused('reason-missing')
    const { serial } = report
    return acted([entry({ kind: 'initial-report-withdrawn', serial, as, reason })], { incident: incident.id, serial })
  },
}
