/** 意见: a member's word on an assessment, the field team's on the end, a unit's on its evaluation (四(一)2, 四(四), 五). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import type { FormId } from '../forms/form.ts'
import type { Operation } from '../permissions.ts'

/** Which line of the permission table lets somebody comment on which form; the first that does is taken. */
const commented: { readonly [Id in FormId]?: readonly Operation[] } = {
  D05: ['assessment.comment'],
  D07: ['assessment.comment'],
  D16a: ['ending.opinion'],
  D17: ['evaluation.state'],
  // The office records here that a unit was told it may state its side.
  D18: ['accountability.comment', 'accountability.prepare'],
}

export const comment: ActStep<'comment'> = {
  clause: '四(四)',
  title: '意见',
  decide(situation, asking) {
    const { form, text } = asking.command
    const operations = commented[form] ?? []
    if (operations.length === 0) return refused('not-open-to-comment')
    const tried = operations.map((operation) => before(situation, asking, operation))
    const facing = tried.find((one) => typeof one !== 'string') ?? tried[0]
    if (facing === undefined || typeof facing === 'string') return refused(facing ?? 'not-open-to-comment')
    const { incident, as, entry } = facing
    if (incident.phase === 'merged' || incident.phase === 'archived') return refused('wrong-phase')
    const said = words(text)
    if (said === '') return refused('text-missing')
    return acted([entry({ kind: 'comment-made', form, as, text: said })], { incident: incident.id })
  },
}
