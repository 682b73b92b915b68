/** GET /api/incidents/:id/next: every event and form that the one who asks may bring about now, and why not where not. */

import { nextStepsAnswer } from '../answers.ts'
import { call, noBody, ok, refuse } from '../call.ts'
import { nextSteps } from '../next-steps.ts'
import { ofTheIncident } from '../plan-act.ts'

export const readNextSteps = call({
  method: 'GET',
  path: '/api/incidents/:id/next',
  operation: 'incident.read',
  about: ofTheIncident,
  body: noBody,
  answer: nextStepsAnswer,
  perform({ id, officer }, { conductor, now }) {
    const situation = conductor.situation()
    const incident = situation.incidents.get(id)
    return incident ? ok(nextSteps(situation, incident, officer, now())) : refuse('unknown-incident')
  },
})
