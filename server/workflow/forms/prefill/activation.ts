/** D05–D09: from the report to the field team (三(二), 四(一)). */

import { settingsOf } from '../../settings/settings.ts'
import { holds } from '../../who.ts'
import { pending } from '../form.ts'
import type { FieldValue } from '../form.ts'
import type { Fillings, Known } from '../prefill.ts'
import { again, answer } from './known.ts'

/** What an assessment may not leave open is not carried over as open. */
const settled = (value: FieldValue | undefined): FieldValue | undefined => (value === pending ? undefined : value)

const carriedLevel = ({ incident }: Known): FieldValue | undefined =>
  answer(incident, 'D07', 'level') ?? answer(incident, 'D05', 'level') ?? settled(answer(incident, 'D03', 'level'))

export const activation: Fillings<Known> = {
  D05: (known) => ({
    standard: 'GB/T 20986-2023',
    category: settled(answer(known.incident, 'D03', 'category')),
    level: settled(answer(known.incident, 'D03', 'level')),
    criticalInfrastructure: settingsOf(known.situation.office).criticalInfrastructure,
    impact: settled(answer(known.incident, 'D03', 'businessAffected')),
    measures: settled(answer(known.incident, 'D03', 'measuresPlanned')),
    ...again(known.incident, 'D05'),
  }),
  D06: ({ incident }) => ({ agenda: incident.title }),
  D07: (known) => ({
    level: carriedLevel(known),
    reason: answer(known.incident, 'D05', 'damage'),
    measures: answer(known.incident, 'D05', 'measures'),
  }),
  D08: (known) => ({
    level: carriedLevel(known),
    scope: answer(known.incident, 'D07', 'scope'),
    instruction: answer(known.incident, 'D07', 'measures'),
  }),
  D09: ({ incident, situation: { office }, now }) => ({
    lead: settled(answer(incident, 'D08', 'lead')),
    members: [...office.people.values()]
      .filter(({ person }) => holds(office, person.id, now).some(({ role }) => role === 'office'))
      .map(({ person }) => ({ person: person.id, name: person.name, phone: person.phone })),
    ...again(incident, 'D09'),
  }),
}
