/** 处理结果报告: countersigned by the office, registered (备案) by the leading group (四(三)). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import { newestOfRound } from '../course.ts'

export const countersignResult: ActStep<'countersign-result'> = {
  clause: '四(三)',
  title: '会签处理结果报告',
  decide(situation, asking) {
    const facing = before(situation, asking, 'result-report.countersign')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    const report = newestOfRound(incident.course, 'D15')
    if (!report) return refused('result-not-filed')
    if (incident.phase === 'archived') return refused('wrong-phase')
    if (report.by.kind === 'officer' && report.by.id === asking.officer.id) return refused('proposer-cannot-approve')
    // Signed before the newest report was written, it was signed for another text.
    if ((incident.course.countersigned?.at ?? -1) >= report.at) return refused('already-done')
    return acted([entry({ kind: 'result-countersigned' })], { incident: incident.id })
  },
}

export const registerResult: ActStep<'register-result'> = {
  clause: '四(三)',
  title: '处理结果备案',
  decide(situation, asking) {
    const facing = before(situation, asking, 'result-report.register')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    const report = newestOfRound(incident.course, 'D15')
    if (!report) return refused('result-not-filed')
    if (incident.phase === 'archived') return refused('wrong-phase')
    if ((incident.course.countersigned?.at ?? -1) < report.at) return refused('not-countersigned')
    if ((incident.course.registered?.at ?? -1) >= report.at) return refused('already-done')
    const number = words(asking.command.number, 64)
    if (number === '') return refused('text-missing')
    return acted([entry({ kind: 'result-registered', number })], { incident: incident.id })
  },
}
