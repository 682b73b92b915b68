/** D19a, D19b: what goes to authorities is prepared here and sent by nobody but a person (四(二)3; 办法 第七条). */

import { foundAt } from '../../clocks/sightings.ts'
import { settingsOf } from '../../settings/settings.ts'
import { pending } from '../form.ts'
import type { Fillings, Known } from '../prefill.ts'
import { answer, evidenceRowsWithHash, institutionOf } from './known.ts'

const found = ({ incident, situation }: Known): number => foundAt(incident, situation) ?? incident.found.at

export const outside: Fillings<Known> = {
  D19a: (known) => {
    const { incident } = known
    const institution = institutionOf(known)
    const terminals = incident.course.endpoints.length
    return {
      receivers: ['cac'],
      channel: settingsOf(known.situation.office).cyberspaceChannel || undefined,
      stage: (incident.course.forms.D19a?.length ?? 0) === 0 ? 'first' : 'follow-up',
      unitAndSystem: institution && `${institution.name}，医疗保障信息网络终端 ${terminals} 台。`,
      foundAt: found(known),
      category: answer(incident, 'D05', 'category') ?? answer(incident, 'D03', 'category') ?? pending,
      nationalLevel: answer(incident, 'D05', 'nationalLevel') ?? pending,
      impact: answer(incident, 'D05', 'damage') ?? answer(incident, 'D03', 'businessAffected'),
      measures: answer(incident, 'D03', 'measuresTaken'),
      trend: answer(incident, 'D05', 'impact') ?? pending,
      cause: answer(incident, 'D12', 'cause') ?? pending,
      tracing: answer(incident, 'D10', 'source') ?? pending,
      planned: answer(incident, 'D05', 'measures') ?? pending,
      scene: answer(incident, 'D10', 'evidenceKept') ?? pending,
    }
  },
  D19b: (known) => ({
    foundAt: found(known),
    summary: answer(known.incident, 'D03', 'course'),
    clues: answer(known.incident, 'D10', 'source') ?? pending,
    evidence: evidenceRowsWithHash(known),
  }),
}
