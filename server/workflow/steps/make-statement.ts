/** 陈述申辩: a unit's own side, before anything is found against it (五(二)). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import { aboutUnit } from '../ownership.ts'

export const makeStatement: ActStep<'make-statement'> = {
  clause: '五(二)1',
  title: '陈述申辩',
  decide(situation, asking) {
    const unit = words(asking.command.unit, 64)
    const facing = before(situation, asking, 'accountability.state', () => aboutUnit(situation, unit))
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    if (incident.phase === 'merged' || incident.phase === 'archived') return refused('wrong-phase')
    const text = words(asking.command.text, 4_000)
    if (text === '') return refused('text-missing')
    return acted([entry({ kind: 'statement-made', unit, text })], { incident: incident.id })
  },
}
