/** D15–D18: result, end, evaluation, accountability (四(三), 四(四), 五). */

import { officeSubject } from '../../office.ts'
import { resultReportClocks } from '../../clocks/result-report.ts'
import { calendarInForce } from '../../calendar/calendar-in-force.ts'
import { handledAt } from '../../course.ts'
import { answeringDepartment, settingsOf } from '../../settings/settings.ts'
import { rowsOf } from '../completed.ts'
import { stretches } from '../d17.ts'
import type { Cell } from '../form.ts'
import type { Fillings, Known } from '../prefill.ts'
import { answer, wholeMinutes } from './known.ts'
import { stretchesOf } from './stretches.ts'

type Row = Readonly<Record<string, Cell>>

const percent = (part: number, whole: number): number => (whole === 0 ? 100 : Math.round((part / whole) * 100))

/** Each unit with the stretches that are its own (五(一)2; the office's times are measured too). */
function units({ incident, situation }: Known): readonly Row[] {
  const lengths = stretchesOf(incident, situation)
  const department = answeringDepartment(situation.office, incident.institution)
  const row = (unit: string, keys: readonly (keyof typeof lengths)[]): Row => ({
    unit,
    ...Object.fromEntries(
      keys.flatMap((key) => (lengths[key] === undefined ? [] : [[key, wholeMinutes(lengths[key])] as const])),
    ),
  })
  return [
    row(incident.institution, ['foundToReported', 'reportedToCut']),
    row(officeSubject.id, ['receivedToVerified', 'verifiedToReported', 'activation']),
    row('field-team', ['containment', 'eradication', 'recovery']),
    ...(department === undefined || department === incident.institution ? [] : [row(department, [])]),
  ]
}

function required({ situation }: Known): readonly Row[] {
  const settings = settingsOf(situation.office)
  const limits: Readonly<Partial<Record<(typeof stretches)[number][0], number>>> = {
    foundToReported: settings.institutionReportMinutes,
    reportedToCut: settings.institutionCutMinutes,
    receivedToVerified: settings.verifyMinutes,
    verifiedToReported: settings.reportMinutes,
  }
  return stretches.flatMap(([key, stretch]): readonly Row[] => {
    const minutes = limits[key]
    return minutes === undefined ? [] : [{ stretch, minutes, basis: '本局内部要求' }]
  })
}

export const ending: Fillings<Known> = {
  D15: ({ incident, situation: { office }, now }) => {
    const working = { calendar: calendarInForce(office), settings: settingsOf(office) }
    return {
      handledAt: handledAt(incident.course),
      dueAt: resultReportClocks(incident, working, now).at(-1)?.dueAt,
      reportedAt: now,
      result: answer(incident, 'D14', 'loss'),
    }
  },
  D16a: ({ incident: { course } }) => ({
    opinion: course.comments.findLast(({ form, as }) => form === 'D16a' && as === 'field-team')?.text,
  }),
  D17: (known) => {
    const { course } = known.incident
    const issued = course.directives.filter((one) => one.issued !== undefined)
    const onTime = issued.filter(
      ({ directive, completed }) => completed !== undefined && completed.at <= directive.dueAt,
    )
    const withEvidence = course.endpoints.filter((id) => course.evidence.some(({ endpoint }) => endpoint === id))
    return {
      units: units(known),
      required: required(known),
      directivesOnTime: percent(onTime.length, issued.length),
      relapses: course.moves.filter(({ event }) => event === 'relapse').length,
      evidenceComplete: percent(withEvidence.length, course.endpoints.length),
      corrections: (course.forms.D04 ?? []).reduce((sum, { fields }) => sum + rowsOf(fields['corrections']).length, 0),
    }
  },
  D18: ({ incident, facts = [] }) => ({
    unit: incident.institution,
    facts: facts.map(({ code, fact, rows }) => ({ code, fact, rows: rows.join('、') })),
    statement: incident.course.statements.at(-1)?.text,
  }),
}
