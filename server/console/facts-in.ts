/** The facts of an incident at this moment, found in every history that tells of it. */

import { clocksOf } from '../workflow/clocks/clocks.ts'
import { accountsOf } from '../workflow/facts/accounts.ts'
import { factsOf } from '../workflow/facts/facts.ts'
import type { Fact } from '../workflow/facts/fact.ts'
import { answeringDepartment } from '../workflow/settings/settings.ts'
import { inWords } from '../workflow/facts/sentence.ts'
import type { FactLine } from '../workflow/forms/prefill.ts'
import type { IncidentStanding } from '../workflow/situation.ts'
import type { Desk } from './call.ts'

export async function factsIn(incident: IncidentStanding, { conductor, plan }: Desk): Promise<readonly Fact[]> {
  const context = plan.clockContext()
  const entries = await accountsOf(incident, (subject) => conductor.history(subject))
  const situation = conductor.situation()
  return factsOf({
    incident,
    entries,
    situation,
    clocks: clocksOf(incident, context),
    settings: context.settings,
    answering: answeringDepartment(situation.office, incident.institution),
    now: context.now,
  })
}

/** In words, as form D18 stores them beside the finding; none of an incident that is not there. */
export async function factLinesIn(incident: string, desk: Desk): Promise<readonly FactLine[]> {
  const standing = desk.conductor.situation().incidents.get(incident)
  const facts = standing ? await factsIn(standing, desk) : []
  return facts.map((fact) => {
    const { title, text } = inWords(fact)
    return { code: fact.code, fact: `${title}：${text}`, rows: fact.rows }
  })
}
