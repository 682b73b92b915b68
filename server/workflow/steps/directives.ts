/** 领导小组指令: drafted, issued, signed for, completed, judged, in this order and never back; withdrawn by who issued it (三(二), 五(二)2). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep, CommandOf } from '../acting.ts'
import type { DirectiveStanding } from '../course.ts'
import type { Directive } from '../plan-history.ts'
import { aboutAddressee } from '../ownership.ts'
import type { IncidentStanding } from '../situation.ts'

/** `令-2026-0137-02`; of a drill `令-YL-2026-0001-01`. */
export const directiveNumber = ({ number, course }: IncidentStanding, more = 0): string =>
  `令-${number.replace(/^BS-/, '')}-${String(course.directives.length + 1 + more).padStart(2, '0')}`

const standing = ({ course }: IncidentStanding, id: string | undefined): DirectiveStanding | undefined =>
  course.directives.find(({ directive }) => directive.id === id)

type Wanted = CommandOf<'draft-directive'>

/** The text as it is asked for, under the number it has or the next one. */
function wanted(incident: IncidentStanding, { text, unit, dueAt }: Wanted, id: string, known?: Directive): Directive {
  const number = known?.number ?? directiveNumber(incident)
  const meeting = known?.meeting
  return { id, number, text: words(text), unit: words(unit, 64), dueAt, ...(meeting === undefined ? {} : { meeting }) }
}

const closed = (incident: IncidentStanding): boolean => incident.phase === 'merged' || incident.phase === 'archived'

export const draftDirective: ActStep<'draft-directive'> = {
  clause: '三(二)',
  title: '起草指令',
  decide(situation, asking) {
    const { command, now, means } = asking
    const facing = before(situation, asking, 'directive.draft')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    if (closed(incident)) return refused('wrong-phase')
    // A draft is not rewritten: what was prepared for the leader stays as it was.
    if (command.directive !== undefined)
      return refused(standing(incident, command.directive) ? 'already-done' : 'unknown-directive')
    const directive = wanted(incident, command, means.newId())
    if (directive.text === '' || directive.unit === '') return refused('text-missing')
    if (directive.dueAt <= now) return refused('time-not-possible')
    return acted([entry({ kind: 'directive-drafted', directive })], { incident: incident.id, directive: directive.id })
  },
}

export const issueDirective: ActStep<'issue-directive'> = {
  clause: '三(二)',
  title: '签发指令',
  decide(situation, asking) {
    const { command, now, means } = asking
    const facing = before(situation, asking, 'directive.issue')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    if (closed(incident)) return refused('wrong-phase')
    const draft = standing(incident, command.directive)
    if (command.directive !== undefined && !draft) return refused('unknown-directive')
    if (draft?.issued) return refused('already-done')
    const directive = wanted(incident, command, draft?.directive.id ?? means.newId(), draft?.directive)
    if (directive.text === '' || directive.unit === '') return refused('text-missing')
    if (directive.dueAt <= now) return refused('time-not-possible')
    return acted([entry({ kind: 'directive-issued', directive, as })], {
      incident: incident.id,
      directive: directive.id,
    })
  },
}

/** Whose it is to sign for and to carry out: the unit that it names. */
const ofAddressee =
  (situation: Parameters<typeof aboutAddressee>[0], id: string) =>
  (incident: IncidentStanding): ReturnType<typeof aboutAddressee> =>
    aboutAddressee(situation, incident, standing(incident, id)?.directive.unit ?? '')

export const signForDirective: ActStep<'sign-for-directive'> = {
  clause: '三(二)',
  title: '签收指令',
  decide(situation, asking) {
    const id = asking.command.directive
    const facing = before(situation, asking, 'directive.sign-for', ofAddressee(situation, id))
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const known = standing(incident, id)
    if (!known) return refused('unknown-directive')
    if (!known.issued) return refused('directive-not-issued')
    if (known.withdrawn) return refused('directive-withdrawn')
    if (known.signedFor) return refused('already-done')
    return acted([entry({ kind: 'directive-signed-for', directive: id, as })], { incident: incident.id, directive: id })
  },
}

export const completeDirective: ActStep<'complete-directive'> = {
  clause: '三(二)',
  title: '办结指令',
  decide(situation, asking) {
    const id = asking.command.directive
    const facing = before(situation, asking, 'directive.sign-for', ofAddressee(situation, id))
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const known = standing(incident, id)
    if (!known) return refused('unknown-directive')
    if (known.withdrawn) return refused('directive-withdrawn')
    if (!known.signedFor) return refused(known.issued ? 'directive-not-signed-for' : 'directive-not-issued')
    if (known.completed) return refused('already-done')
    const text = words(asking.command.text)
    if (text === '') return refused('text-missing')
    return acted([entry({ kind: 'directive-completed', directive: id, as, text })], {
      incident: incident.id,
      directive: id,
    })
  },
}

/** Nobody else takes back what the leader, or the deputy in the leader's place, has told a unit to do. */
export const withdrawDirective: ActStep<'withdraw-directive'> = {
  clause: '三(二)',
  title: '撤回指令',
  decide(situation, asking) {
    const { command, officer } = asking
    const facing = before(situation, asking, 'directive.issue')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    if (closed(incident)) return refused('wrong-phase')
    const known = standing(incident, command.directive)
    if (!known) return refused('unknown-directive')
    if (!known.issued) return refused('directive-not-issued')
    if (known.issued.by.kind !== 'officer' || known.issued.by.id !== officer.id) return refused('not-permitted')
    if (known.completed || known.withdrawn) return refused('already-done')
    const reason = words(command.reason)
    if (reason === '') return refused('reason-missing')
    const { directive } = command
    return acted([entry({ kind: 'directive-withdrawn', directive, as, reason })], { incident: incident.id, directive })
  },
}

/** “影响应急行动效果” is a person's judgement, never computed (五(二)2); only of one that is done or late. */
export const judgeDirective: ActStep<'judge-directive'> = {
  clause: '五(二)2',
  title: '指令落实评判',
  decide(situation, asking) {
    const { command, now } = asking
    const facing = before(situation, asking, 'evaluation.file')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    const known = standing(incident, command.directive)
    if (!known) return refused('unknown-directive')
    if (!known.issued) return refused('directive-not-issued')
    if (known.withdrawn) return refused('directive-withdrawn')
    if (!known.completed && now <= known.directive.dueAt) return refused('directive-not-due')
    if (known.judged) return refused('already-done')
    const reason = words(command.reason)
    if (reason === '') return refused('reason-missing')
    const { directive, impaired } = command
    return acted([entry({ kind: 'directive-judged', directive, impaired, reason })], {
      incident: incident.id,
      directive,
    })
  },
}
