/** Whose own an incident, an alert or a terminal is, as far as rights depend on it: the one place that the console and the steps ask. */

import { answeringDepartment } from './settings/settings.ts'
import type { IncidentStanding, Situation } from './situation.ts'
import type { About } from './who.ts'

/** The institutions of all its terminals, the departments that answer for them (归口科室), and its field team (D09). Nobody's where it is not known. */
export function aboutIncident(situation: Situation, id: string): About {
  const incident = situation.incidents.get(id)
  if (!incident) return {}
  const { institution, course } = incident
  const owners = course.endpoints.map((endpoint) => situation.endpoints.get(endpoint)?.endpoint.institution)
  return { units: withDepartments(situation, [institution, ...owners]), team: course.team }
}

/** Of the terminal that raised it; beside that its incident's team. */
export function aboutAlert(situation: Situation, id: string): About {
  const alert = situation.alerts.get(id)
  if (!alert) return {}
  // Not by way of `aboutIncident`: this is asked for every row of a list.
  const team = situation.incidents.get(alert.incident ?? '')?.course.team
  return { ...aboutEndpoint(situation, alert.endpoint), team }
}

/** Of its own institution; beside that the team of the incident that it is part of. */
export function aboutEndpoint(situation: Situation, id: string): About {
  const { endpoint, openIncident, openDrill } = situation.endpoints.get(id) ?? {}
  const incident = situation.incidents.get(openIncident ?? openDrill ?? '')
  return { units: withDepartments(situation, [endpoint?.institution]), team: incident?.course.team }
}

/** A unit by itself: an institution with the department that answers for it, or a department. */
export const aboutUnit = (situation: Situation, unit: string): About => ({ units: withDepartments(situation, [unit]) })

/** Whom a directive of the leading group is given to: a unit, the office, or the field team. */
export const aboutAddressee = (
  situation: Situation,
  { course }: Pick<IncidentStanding, 'course'>,
  unit: string,
): About => (unit === 'field-team' ? { team: course.team } : aboutUnit(situation, unit))

function withDepartments({ office }: Situation, institutions: readonly (string | undefined)[]): readonly string[] {
  const units = new Set<string>()
  for (const institution of institutions) {
    if (institution === undefined || institution === '') continue
    units.add(institution)
    const department = answeringDepartment(office, institution)
    if (department !== undefined) units.add(department)
  }
  return [...units]
}
