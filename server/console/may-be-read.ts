/** What of an incident somebody may read: an institution sees its incident, but not what the office holds against it or writes to the outside. */

import type { PlanClock } from '../workflow/clocks/clock.ts'
import type { FormId } from '../workflow/forms/form.ts'
import type { Course } from '../workflow/course.ts'
import type { Entry, Happening, ReportedHappening } from '../workflow/history.ts'
import type { Operation } from '../workflow/permissions.ts'
import type { PlanHappening } from '../workflow/plan-history.ts'

/** Any one of these lines is enough. */
type Lines = readonly [Operation, ...Operation[]]

const ofTheIncident: Lines = ['incident.read']
const ofTheHandling: Lines = ['handling.read']
const ofTheEvaluation: Lines = ['evaluation.read']
const ofAccountability: Lines = ['accountability.read']
export const ofExternalReports: Lines = ['external-report.draft', 'external-report.approve']

/** A form that is not in this list is the incident's. */
const linesOfForms: { readonly [Id in FormId]?: Lines } = {
  D10: ofTheHandling,
  D10b: ofTheHandling,
  D10c: ofTheHandling,
  D11: ofTheHandling,
  D12: ofTheHandling,
  D13: ofTheHandling,
  D14: ofTheHandling,
  D17: ofTheEvaluation,
  D18: ofAccountability,
  D19a: ofExternalReports,
  D19b: ofExternalReports,
}

export const linesOfForm = (form: FormId): Lines => linesOfForms[form] ?? ofTheIncident

type OfIncidents = ReportedHappening | PlanHappening

/** A happening without a line does not compile: nothing new is read by everybody only because nobody thought of it. */
const linesOfHappenings: {
  readonly [Kind in OfIncidents['kind']]: Lines | ((happening: Extract<OfIncidents, { kind: Kind }>) => Lines)
} = {
  'incident-received': ofTheIncident,
  'found-moved': ofTheIncident,
  'alert-received': ofTheIncident,
  'alert-updated': ofTheIncident,
  'alert-taken-over': ofTheIncident,
  'report-repeated': ofTheIncident,
  'report-annotated': ofTheIncident,
  'report-withdrawn': ofTheIncident,
  'cut-postponed': ofTheIncident,
  'isolation-changed': ofTheIncident,
  'evidence-listed': ofTheHandling,
  'order-issued': ofTheIncident,
  'terminal-key-seen': ofTheIncident,
  'release-code-asked': ofTheIncident,
  'release-code-made': ofTheIncident,
  'release-code-used': ofTheIncident,
  'order-delivered': ofTheIncident,
  'receipt-received': ofTheIncident,
  'records-dropped': ofTheIncident,
  'note-added': ofTheIncident,
  'phase-moved': ofTheIncident,
  'form-filed': ({ form }) => linesOfForm(form),
  'document-released': ({ form }) => linesOfForm(form),
  'alert-seen': ofTheIncident,
  'report-signed-for': ofTheIncident,
  'initial-report-withdrawn': ofTheIncident,
  'report-returned': ofTheIncident,
  'found-proposed': ofTheIncident,
  'found-decided': ofTheIncident,
  'comment-made': ({ form }) => linesOfForm(form),
  'directive-drafted': ofTheIncident,
  'directive-issued': ofTheIncident,
  'directive-signed-for': ofTheIncident,
  'directive-completed': ofTheIncident,
  'directive-withdrawn': ofTheIncident,
  'directive-judged': ofAccountability,
  'group-isolation-requested': ofTheIncident,
  'group-isolation-decided': ofTheIncident,
  'group-isolation-ordered': ofTheIncident,
  'reconnection-requested': ofTheIncident,
  'reconnection-proposed': ofTheIncident,
  'reconnection-decided': ofTheIncident,
  'result-countersigned': ofTheIncident,
  'result-registered': ofTheIncident,
  'statement-made': ofAccountability,
  'external-approved': ofExternalReports,
  'external-delivered': ofExternalReports,
  'merged-into': ofTheIncident,
  absorbed: ofTheIncident,
  'alert-linked': ofTheIncident,
  'alert-closing-proposed': ofTheIncident,
  'alert-closed': ofTheIncident,
  'alert-closing-rejected': ofTheIncident,
  'brief-sent': ofTheIncident,
  'result-due-recomputed': ofTheIncident,
  reminded: ofTheIncident,
  'custody-changed': ofTheHandling,
}

function linesOf(happening: Happening): readonly Operation[] {
  const lines = (linesOfHappenings as Readonly<Record<string, Lines | ((happening: Happening) => Lines)>>)[
    happening.kind
  ]
  // What happens in the office stands in no incident's chain.
  if (lines === undefined) return []
  return typeof lines === 'function' ? lines(happening) : lines
}

export type Permits = (operation: Operation) => boolean

export const readableEntries = (timeline: readonly Entry[], permits: Permits): readonly Entry[] =>
  timeline.filter(({ happening }) => linesOf(happening).some(permits))

/** The course without what is not to be read; whoever may read everything gets it as it is. */
export function readableCourse(course: Course, permits: Permits): Course {
  const may = (lines: Lines): boolean => lines.some(permits)
  const forms = Object.fromEntries(
    Object.entries(course.forms).filter(([form]) => may(linesOfForm(form as FormId))),
  ) as Course['forms']
  const directives = may(ofAccountability)
    ? course.directives
    : course.directives.map((directive) => ({ ...directive, judged: undefined }))
  return {
    ...course,
    forms,
    directives,
    comments: course.comments.filter(({ form }) => may(linesOfForm(form))),
    ...(may(ofAccountability) ? {} : { statements: [] }),
    ...(may(ofExternalReports) ? {} : { externalApprovals: [], externalDeliveries: [] }),
    ...(may(ofTheHandling) ? {} : { evidence: [], custody: [] }),
  }
}

/** A clock of the state (国家规定) runs until the report to the outside is delivered, and tells that it was. */
export const readableClocks = <Told extends Pick<PlanClock, 'basis'>>(
  clocks: readonly Told[],
  permits: Permits,
): readonly Told[] => clocks.filter(({ basis }) => basis !== 'state' || ofExternalReports.some(permits))
