/** GET /api/incidents/:id: an incident with its course, its alerts and terminals, its clocks, its facts and its whole timeline, each as far as the one who asks may read it, and what that one may do next. */

import { allClocks, clocksOf } from '../../workflow/clocks/clocks.ts'
import { inWords } from '../../workflow/facts/sentence.ts'
import { operations } from '../../workflow/permissions.ts'
import { wholeIncidentAnswer } from '../answers.ts'
import { call, noBody, ok, refuse } from '../call.ts'
import { factsIn } from '../facts-in.ts'
import { readableClocks, readableCourse, readableEntries } from '../may-be-read.ts'
import type { Permits } from '../may-be-read.ts'
import { nextSteps } from '../next-steps.ts'
import { opened } from '../opened.ts'
import { courseOfOwn, entriesOfOwn, seesOwn } from '../own-terminals.ts'
import { ofTheIncident } from '../plan-act.ts'
import { rowsOf } from '../rows.ts'

export const readIncident = call({
  method: 'GET',
  path: '/api/incidents/:id',
  operation: 'incident.read',
  about: ofTheIncident,
  machine: 'read',
  body: noBody,
  answer: wholeIncidentAnswer,
  async perform({ id, officer, permits }, desk) {
    const { conductor, plan, seen, now } = desk
    const standing = conductor.situation().incidents.get(id)
    if (standing === undefined) return refuse('unknown-incident')
    const about = ofTheIncident(id, desk)
    const may: Permits = (operation) => permits(operation, about)
    const timeline = await conductor.history({ kind: 'incident', id })
    const facts = await factsIn(standing, desk)
    const situation = conductor.situation()
    const sees = seesOwn(situation, permits)
    const alerts = standing.alerts.filter((alert) => sees(situation.alerts.get(alert)?.endpoint ?? ''))
    const rows = rowsOf(seen(), { incidents: [id], alerts, endpoints: standing.course.endpoints.filter(sees) })
    opened(desk, { kind: 'see-incident', incident: id }, officer)
    return ok({
      incident: rows.incidents.map((row) => ({ ...row, clocks: readableClocks(row.clocks, may) }))[0],
      may: operations.filter(may),
      alerts: rows.alerts,
      endpoints: rows.endpoints,
      course: courseOfOwn(readableCourse(standing.course, may), sees),
      clocks: readableClocks(allClocks(clocksOf(standing, plan.clockContext())), may),
      facts: facts
        // A unit reads what was found about itself; whoever reads everywhere reads all.
        .filter(({ unit }) => permits('accountability.read', { units: [unit] }))
        .map((fact) => ({ ...fact, words: inWords(fact) })),
      next: nextSteps(situation, standing, officer, now()),
      timeline: entriesOfOwn(readableEntries(timeline, may), situation, sees),
    })
  },
})
