/** Guards: what must hold beside the right role before the plan moves on. Pure; each refuses in words of its own. */

import type { Actor, Officer } from '#shared/domain/actor.ts'
import type { Phase } from '#shared/domain/incident.ts'
import { atLeast } from '#shared/domain/severity.ts'
import { handledAt, lastMove, newest, newestOfRound, standingReport, startOfRound } from './course.ts'
import type { Course, FiledForm } from './course.ts'
import { rowsOf } from './forms/completed.ts'
import { pending } from './forms/form.ts'
import type { FieldValue, FormFields, FormId } from './forms/form.ts'
import type { CommandRefusal } from './ports.ts'
import type { IncidentStanding, Situation } from './situation.ts'
import { holds } from './who.ts'

export const guardNames = [
  'verified-as-real',
  'verified-as-false',
  'second-person-where-grave',
  'target-open',
  'reason-given',
  'no-other-open-incident',
  'assessed',
  'decides-to-activate',
  'decides-to-decline',
  'not-the-proposer',
  'team-of-the-office',
  'examined',
  'contained',
  'eradicated',
  'restored',
  'all-reconnections-approved',
  'passwords-changed-where-taken',
  'team-has-given-its-opinion',
  'agrees-to-the-end',
  'not-the-proposer-of-the-end',
  'reported-to-the-group',
  'result-filed-where-major',
  'no-open-directive',
] as const
export type GuardName = (typeof guardNames)[number]

/** What is about to happen, as a guard sees it. */
export interface Facing {
  readonly situation: Situation
  readonly incident: IncidentStanding
  readonly officer: Officer
  readonly now: number
  readonly reason: string
  /** The form that goes with the event: of this act, or filed in this phase before. */
  readonly fields?: FormFields | undefined
  /** Of a merge. */
  readonly into?: string | undefined
}

export type Guard = (facing: Facing) => CommandRefusal | undefined

const unless = (holds: boolean, refusal: CommandRefusal): CommandRefusal | undefined => (holds ? undefined : refusal)

/** A box that is ticked, whether the form has it as yes-no or as a choice. */
export const isYes = (value: FieldValue | undefined): boolean => value === 'yes' || value === true

const answered = (value: FieldValue | undefined): boolean => value !== undefined && value !== '' && value !== pending

/** The newest of this round. What an institution writes about its own terminal is a statement; that something is done is said by the bureau (四(二)). */
const recorded = (course: Course, form: FormId): FiledForm | undefined =>
  course.forms[form]?.findLast(({ position, as }) => as !== 'institution' && position > startOfRound(course))

const same = (actor: Actor | undefined, { id }: Officer): boolean => actor?.kind === 'officer' && actor.id === id

/** Nobody graded what came by telephone (D01): it is held for grave, whatever mild alert was put beside it. */
export function isGrave(
  { alerts: known }: Situation,
  { alerts, course }: Pick<IncidentStanding, 'alerts' | 'course'>,
): boolean {
  if (newest(course, 'D01')) return true
  const severities = alerts.flatMap((id) => known.get(id)?.alert.severity ?? [])
  return severities.length === 0 || severities.some((severity) => atLeast(severity, 'high'))
}

/** Later ones are past what a newcomer would have to go through as well. */
const takesOthers: readonly Phase[] = [
  'received',
  'verifying',
  'reported',
  'assessing',
  'proposed',
  'activated',
  'routine',
  'responding',
]

/** Everyone named in a D09 must be of the office at that moment, and there must be somebody (二(二)). */
export function teamRefusal({ office }: Situation, fields: FormFields, now: number): CommandRefusal | undefined {
  const named = rowsOf(fields['members']).map(({ person }) => person)
  const ofTheOffice = (person: unknown): boolean =>
    typeof person === 'string' && holds(office, person, now).some(({ role }) => role === 'office')
  return unless(named.length > 0 && named.every(ofTheOffice), 'team-not-of-the-office')
}

/** Whether the plan's duties for 重大 hold: undetermined counts as yes, so that waiting wins nobody anything. */
export function isMajor(course: Course): boolean {
  const judged = newest(course, 'D05') ?? standingReport(course)
  return judged?.fields['major'] !== 'no'
}

/** Terminals that were cut and may not be let back yet: cut in this incident, or still cut when it began. */
export function awaitingReconnection(
  situation: Situation,
  { course }: Pick<IncidentStanding, 'course'>,
): readonly string[] {
  const approved = new Set(
    course.reconnections.filter(({ decided }) => decided?.approved === true).map(({ endpoint }) => endpoint),
  )
  return course.endpoints.filter((id) => {
    if (approved.has(id)) return false
    const state = situation.endpoints.get(id)?.isolation?.state
    return course.cut.some(({ endpoint }) => endpoint === id) || (state !== undefined && state !== 'connected')
  })
}

/** Where another incident of one of its terminals is open, it would have two at once. */
const openElsewhere = ({ endpoints }: Situation, { id, drill, course }: IncidentStanding): boolean =>
  course.endpoints.some((endpoint) => {
    const standing = endpoints.get(endpoint)
    const open = drill ? standing?.openDrill : standing?.openIncident
    return open !== undefined && open !== id
  })

export const guards: Readonly<Record<GuardName, Guard>> = {
  'verified-as-real': ({ incident: { course } }) => {
    const conclusion = newestOfRound(course, 'D02')?.fields['conclusion']
    return unless(conclusion === 'confirmed' || conclusion === 'suspected', 'not-verified-as-real')
  },

  'verified-as-false': ({ incident: { course } }) =>
    unless(newestOfRound(course, 'D02')?.fields['conclusion'] === 'false-positive', 'not-verified-as-false'),

  'second-person-where-grave': ({ situation, incident, officer }) =>
    unless(
      !isGrave(situation, incident) || !same(newestOfRound(incident.course, 'D02')?.by, officer),
      'second-person-needed',
    ),

  'target-open': ({ situation, incident, into }) => {
    const target = situation.incidents.get(into ?? '')
    if (!target || target.id === incident.id || !takesOthers.includes(target.phase)) return 'target-not-open'
    return unless(target.drill === incident.drill, 'drills-apart')
  },

  'reason-given': ({ reason }) => unless(reason !== '', 'reason-missing'),

  'no-other-open-incident': ({ situation, incident }) =>
    unless(!openElsewhere(situation, incident), 'terminal-in-another-incident'),

  assessed: ({ incident: { course } }) => {
    const { fields } = newestOfRound(course, 'D05') ?? {}
    const asked = [fields?.['category'], fields?.['level'], fields?.['timing'], fields?.['major']]
    return unless(asked.every(answered), 'not-assessed')
  },

  'decides-to-activate': ({ fields }) => unless(fields?.['decision'] === 'activate', 'form-says-otherwise'),

  'decides-to-decline': ({ fields }) => unless(fields?.['decision'] === 'decline', 'form-says-otherwise'),

  'not-the-proposer': ({ incident: { course }, officer }) =>
    unless(!same(lastMove(course, 'propose')?.by, officer), 'proposer-cannot-approve'),

  'team-of-the-office': ({ situation, fields, now }) => teamRefusal(situation, fields ?? {}, now),

  examined: ({ incident: { course } }) => unless(recorded(course, 'D10') !== undefined, 'not-examined'),

  contained: ({ incident: { course } }) => unless(isYes(recorded(course, 'D11')?.fields['contained']), 'not-contained'),

  eradicated: ({ incident: { course } }) =>
    unless(isYes(recorded(course, 'D12')?.fields['eradicated']), 'not-eradicated'),

  restored: ({ incident: { course } }) => unless(isYes(recorded(course, 'D12')?.fields['restored']), 'not-restored'),

  'all-reconnections-approved': ({ situation, incident }) =>
    unless(awaitingReconnection(situation, incident).length === 0, 'reconnection-not-approved'),

  // One record of it is enough, whoever made it and whatever was written later: a change of passwords too many harms nobody.
  'passwords-changed-where-taken': ({ incident: { course } }) => {
    const taken = (course.forms.D10 ?? []).some(({ fields }) => isYes(fields['superuserTaken']))
    const accounts = rowsOf(recorded(course, 'D12')?.fields['passwords'])
    const changed = accounts.length > 0 && accounts.every(({ changedAt }) => typeof changedAt === 'number')
    return unless(!taken || changed, 'passwords-not-changed')
  },

  'team-has-given-its-opinion': ({ incident: { course } }) => {
    const since = handledAt(course)
    const given = course.comments.some(
      ({ form, as, at }) => form === 'D16a' && as === 'field-team' && since !== undefined && at >= since,
    )
    return unless(given, 'team-opinion-missing')
  },

  'agrees-to-the-end': ({ fields }) => unless(isYes(fields?.['agreed']), 'form-says-otherwise'),

  'not-the-proposer-of-the-end': ({ incident: { course }, officer }) =>
    unless(!same(lastMove(course, 'propose-end')?.by, officer), 'proposer-cannot-approve'),

  'reported-to-the-group': ({ incident: { course } }) =>
    unless(standingReport(course) !== undefined, 'not-reported-to-the-group'),

  'result-filed-where-major': ({ incident: { course } }) => {
    const report = newestOfRound(course, 'D15')
    return unless(
      !isMajor(course) || (report !== undefined && (course.registered?.at ?? 0) >= report.at),
      'result-not-filed',
    )
  },

  'no-open-directive': ({ incident: { course } }) =>
    unless(
      course.directives.every(({ issued, completed, withdrawn }) => !issued || completed || withdrawn),
      'directive-open',
    ),
}
