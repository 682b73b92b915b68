/** Who of which unit saw, reported or cut when, each with the row that says so; read from the histories, since a fact must name its rows. */

import { holds } from '../who.ts'
import type { Entry, Happening } from '../history.ts'
import type { FormFields } from '../forms/form.ts'
import type { Office } from '../office.ts'
import { findersIn, isOwnReport, textIn, numberIn } from '../clocks/answers.ts'
import { office } from './fact.ts'
import type { Case } from './fact.ts'

export interface Act {
  /** Corrected to the server's clock. */
  readonly at: number
  readonly row: number
  /** The institution or department whose act it was, or `office`. */
  readonly unit: string
  /** Seen in the console alone. */
  readonly opened?: boolean | undefined
}

/** From these somebody outside told of it first (五(二)1 漏报). */
const otherParties = ['superior', 'other-institution', 'cac', 'police', 'inspection']

/** Of an incident with terminals of several institutions each answers for its own. */
export const ownerOf = (
  { situation, incident }: Pick<Case, 'situation' | 'incident'>,
  endpoint: string | undefined,
): string => situation.endpoints.get(endpoint ?? '')?.endpoint.institution || incident.institution

const ownerOfAlert = (given: Case, alert: string): string => ownerOf(given, given.situation.alerts.get(alert)?.endpoint)

export const ownerOfForm = (given: Case, fields: FormFields): string =>
  textIn(fields, 'endpoint') === undefined
    ? (textIn(fields, 'institution') ?? given.incident.institution)
    : ownerOf(given, textIn(fields, 'endpoint'))

/** Every institution with a terminal in it, the one that it began with first. */
export const institutionsOf = (given: Pick<Case, 'situation' | 'incident'>): readonly string[] => [
  ...new Set([given.incident.institution, ...given.incident.course.endpoints.map((one) => ownerOf(given, one))]),
]

const holderOf = (officer: string, institution: string, known: Office, now: number): string =>
  holds(known, officer, now).some(({ unit }) => unit === institution) ? institution : office

/**
 * Persons who saw it, beside those who reported it at once. What an institution's person opened in the console after the
 * office knew already is left out: there was nothing left to tell the office (三(一)3).
 */
export function sightingsIn(given: Case): readonly Act[] {
  const seen = actsIn(given, sightings)
  const officeKnew = seen.find(({ unit }) => unit === office)?.at ?? Infinity
  return seen.filter(({ at, unit, opened }) => opened !== true || unit === office || at < officeKnew)
}

/** The unit told the office: by the button, or by telephone. */
export const ownReports = (given: Case): readonly Act[] => actsIn(given, reports)

/** Since when a terminal was off the insurance network, as verified there or as said on the telephone. */
export const cuts = (given: Case): readonly Act[] => actsIn(given, cutting)

/** Earliest first. */
const actsIn = (given: Case, readers: Readers): readonly Act[] =>
  given.entries
    .flatMap((entry): readonly Act[] => {
      // Which reader belongs to which kind is held by the type of the list.
      const read = readers[entry.happening.kind] as Reader<Happening> | undefined
      return (read?.(entry.happening, entry, given) ?? []).map((act) => ({ ...act, row: entry.position }))
    })
    .toSorted((one, other) => one.at - other.at)

type Reader<H extends Happening> = (happening: H, entry: Entry, given: Case) => readonly Omit<Act, 'row'>[]
type Kind = Happening['kind']
type Readers = { readonly [K in Kind]?: Reader<Extract<Happening, { readonly kind: K }>> }

/** What tells that a person knew; every other happening tells nothing of it. */
const sightings: Readers = {
  'alert-received': ({ alert, raised, endpoint }, _, given) =>
    alert.origin === 'operator' ? [{ at: raised.at, unit: ownerOf(given, endpoint) }] : [],
  'alert-taken-over': ({ officer, alert }, { at }, given) => [
    { at, unit: holderOf(officer.id, ownerOfAlert(given, alert), given.situation.office, at) },
  ],
  'alert-seen': ({ unit = office }, { at }) => [{ at, unit, opened: true }],
  // The terminal had asked: who answers has read it.
  'cut-postponed': ({ alert }, { at }, given) => [{ at, unit: ownerOfAlert(given, alert) }],
  'report-annotated': ({ alert }, { at }, given) => [{ at, unit: ownerOfAlert(given, alert) }],
  'isolation-changed': ({ since, endpoint }, { actor }, given) =>
    actor.kind === 'operator' && since.at >= given.clocks.initialReport.startedAt
      ? [{ at: since.at, unit: ownerOf(given, endpoint) }]
      : [],
  'form-filed': ({ form, fields }, { at }, given) => {
    if (form !== 'D01') return []
    const finders = findersIn(fields)
    const found = finders && numberIn(fields, 'foundAt')
    const unit = finders === 'office' ? office : ownerOfForm(given, fields)
    return [
      { at: calledAt(fields, at), unit: office },
      ...(found === undefined ? [] : [{ at: Math.min(found, at), unit }]),
    ]
  },
}

const calledAt = (fields: FormFields, at: number): number => Math.min(numberIn(fields, 'calledAt') ?? at, at)

const reports: Readers = {
  'alert-received': ({ alert, raised, endpoint }, _, given) =>
    alert.origin === 'operator' ? [{ at: raised.at, unit: ownerOf(given, endpoint) }] : [],
  'form-filed': ({ form, fields }, { at }, given) =>
    form === 'D01' && isOwnReport(fields) ? [{ at: calledAt(fields, at), unit: ownerOfForm(given, fields) }] : [],
}

const cutting: Readers = {
  'isolation-changed': ({ isolation: { state }, endpoint, since }, _, given) =>
    state === 'isolated' || state === 'degraded' ? [{ at: since.at, unit: ownerOf(given, endpoint) }] : [],
  'form-filed': ({ form, fields }, { at }, given) =>
    form === 'D01' && fields['disconnected'] === true
      ? [{ at: Math.min(numberIn(fields, 'disconnectedAt') ?? at, at), unit: ownerOfForm(given, fields) }]
      : [],
}

/** Somebody outside, with the word that says who; `unit` is the institution that it was about. */
export function outsideReports(given: Case): readonly (Act & { readonly source: string })[] {
  return given.entries
    .flatMap(({ happening, at, position: row }) => {
      if (happening.kind !== 'form-filed' || happening.form !== 'D01') return []
      const { fields } = happening
      const source = textIn(fields, 'source') ?? ''
      return otherParties.includes(source)
        ? [{ at: calledAt(fields, at), row, source, unit: ownerOfForm(given, fields) }]
        : []
    })
    .toSorted((one, other) => one.at - other.at)
}

/** The rows that say from when the two hours run. */
export function rowsOfStart(given: Case): readonly number[] {
  const { entries, clocks, incident } = given
  const { startedAt } = clocks.initialReport
  const decided = rowsOf(entries, ({ happening }) => happening.kind === 'found-decided' && happening.agreed).slice(-1)
  const says = rowsOf(entries, ({ happening, subject }) => {
    const tells =
      happening.kind === 'incident-received' || happening.kind === 'found-moved' || happening.kind === 'absorbed'
    return tells && subject.kind === 'incident' && subject.id === incident.id && happening.found.at === startedAt
  })
  const seen = sightingsIn(given).filter(({ at }) => at === startedAt)
  return [...decided, ...(says.length > 0 ? says : seen.map(({ row }) => row)).slice(0, 1)]
}

export const rowsOf = (entries: readonly Entry[], holdsFor: (entry: Entry) => boolean): readonly number[] =>
  entries.filter(holdsFor).map(({ position }) => position)
