/** 接报登记: what came by telephone, from a superior or by foot opens an incident, or is one more report of an open one (三(一)3, D01). */

import type { Officer } from '#shared/domain/actor.ts'
import type { Found } from '#shared/domain/incident.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { acted, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import type { Acted } from '../commands.ts'
import { courseOf } from '../course.ts'
import { initialReportDueAt } from '../deadlines.ts'
import { file } from '../filing.ts'
import type { FormFields } from '../forms/form.ts'
import { foundByReport, movedTo } from '../found.ts'
import type { Happening, NewEntry, Subject } from '../history.ts'
import { nextNumber } from '../numbering.ts'
import { aboutIncident, aboutUnit } from '../ownership.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import { permittedAs } from '../who.ts'

export const register: ActStep<'register'> = {
  clause: '三(一)3',
  title: '接报登记',
  decide(situation, { command: { fields, drill }, officer, now, means }) {
    const named = words(textOf(fields['endpoint']), 64)
    const terminal = named === '' ? undefined : situation.endpoints.get(named)?.endpoint
    if (named !== '' && !terminal) return refused('unknown-endpoint')
    const institution = terminal?.institution ?? words(textOf(fields['institution']), 64)

    // 适用范围 (一(三)): the bureau's own units and the institutions of its network, and nobody else.
    if (!terminal && !situation.office.institutions.has(institution)) return refused('unknown-institution')

    const known = terminal && openOf(situation, terminal.id, drill)
    const found = foundByReport(fields, now)
    const incident =
      known ?? opening(situation, { id: means.newId(), endpoint: terminal?.id, institution, drill, found, now })
    const as = permittedAs(
      situation.office,
      officer,
      'incident.register',
      known ? aboutIncident(situation, known.id) : aboutUnit(situation, institution),
      now,
    )
    if (as === undefined) return refused('not-permitted')
    const repeated = repeatOf(situation, fields, officer, drill)
    if (repeated) return acted([], repeated)

    const filed = file(situation, incident, { form: 'D01', fields, officer, as, now, forms: means.forms })
    if (!filed.ok) return refused(filed.refusal, filed.fields)
    const subject: Subject = { kind: 'incident', id: incident.id }
    const entry = (happening: Happening): NewEntry => ({ subject, at: now, actor: officer, happening })
    const earlier = known && movedTo(known.found, found)
    return acted(
      [
        ...(known ? [] : [entry(received(incident))]),
        entry(filed.happening),
        ...(earlier ? [entry({ kind: 'found-moved', found: earlier })] : []),
      ],
      { incident: incident.id, serial: filed.serial },
    )
  },
}

const textOf = (value: FormFields[string] | undefined): string => (typeof value === 'string' ? value : '')

/**
 * The same notice again: another system sends until it has an answer. Only from the same sender, about the same institution and
 * under the same number: a notice that is taken twice costs a merge, one that is taken for another is lost.
 */
function repeatOf(
  { incidents, office }: Situation,
  { reference, institution }: FormFields,
  { id }: Officer,
  drill: boolean,
): Acted | undefined {
  // People look before they register, and may use a number twice.
  if (typeof reference !== 'string' || !office.tokens.some((token) => token.id === id)) return undefined
  for (const incident of incidents.values()) {
    if (incident.drill !== drill) continue
    const same = incident.course.forms.D01?.find(
      ({ fields, by }) =>
        by.kind === 'officer' &&
        by.id === id &&
        fields['reference'] === reference &&
        fields['institution'] === institution,
    )
    if (same) return { incident: incident.id, serial: same.serial }
  }
  return undefined
}

function openOf({ endpoints, incidents }: Situation, endpoint: string, drill: boolean): IncidentStanding | undefined {
  const standing = endpoints.get(endpoint)
  return incidents.get((drill ? standing?.openDrill : standing?.openIncident) ?? '')
}

interface Opening {
  readonly id: string
  readonly endpoint: string | undefined
  readonly institution: string
  readonly drill: boolean
  readonly found: Found
  readonly now: number
}

/** The incident as it will stand once it is received. */
function opening(situation: Situation, { id, endpoint, institution, drill, found, now }: Opening): IncidentStanding {
  const name = situation.office.institutions.get(institution)?.name ?? ''
  return {
    id,
    number: nextNumber(situation.incidents.values(), now, drill),
    title: zhCn.workflow.incidentTitle(zhCn.workflow.registeredReport, name),
    phase: 'received',
    endpoint,
    institution,
    drill,
    planVersion: situation.office.planVersion,
    receivedAt: now,
    found,
    initialReportDueAt: initialReportDueAt(found),
    alerts: [],
    course: courseOf(endpoint),
    entries: 0,
  }
}

const received = ({
  number,
  title,
  endpoint,
  institution,
  found,
  drill,
  planVersion,
}: IncidentStanding): Happening => ({
  kind: 'incident-received',
  number,
  title,
  ...(endpoint === undefined ? {} : { endpoint }),
  institution,
  found,
  drill,
  planVersion,
})
