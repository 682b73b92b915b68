/** 快报: the office tells the leading group at once, in a few words; it stops no clock but its own (四(一)2). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import { holders } from '../who.ts'

export const sendBriefByHand: ActStep<'send-brief'> = {
  clause: '四(一)2',
  title: '快报',
  decide(situation, asking) {
    const facing = before(situation, asking, 'initial-report.file')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    if (incident.phase === 'merged' || incident.phase === 'archived' || incident.phase === 'false-alarm')
      return refused('wrong-phase')
    const text = words(asking.command.text, 300)
    if (text === '') return refused('text-missing')
    const group = (['leader', 'deputy', 'member'] as const).flatMap((role) =>
      holders(situation.office, role, asking.now),
    )
    return acted([entry({ kind: 'brief-sent', text, to: [...new Set(group)] })], { incident: incident.id })
  },
}
