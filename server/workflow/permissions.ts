/** Who may do what: the one table that every call of the console and every step of the plan names a line of (二; GB/T 22239-2019 8.1.4.2, 8.1.5). */

import type { Role } from '#shared/domain/role.ts'

/**
 * `all`: everywhere. `own`: only for the unit, or for the incident's team, that the person belongs to.
 * `delegated`: only while a written authorisation of the leader is in force (form D23); it then reaches everywhere.
 */
export type Reach = 'all' | 'own' | 'delegated'

type Line = { readonly [R in Role]?: Reach }

const administrators = {
  'system-administrator': 'all',
  'security-administrator': 'all',
  'audit-administrator': 'all',
} as const satisfies Line

const officeOfThePlan = { leader: 'all', deputy: 'all', member: 'all', office: 'all' } as const satisfies Line

export const permissions = {
  // ── everybody who is signed in ──
  'self.use': {
    ...officeOfThePlan,
    'field-team': 'own',
    department: 'all',
    institution: 'all',
    ...administrators,
  },

  // ── alerts (三(一)) ──
  'live.view': { ...officeOfThePlan, 'field-team': 'all', department: 'own', institution: 'own' },
  'alert.acknowledge': { deputy: 'all', office: 'all', 'field-team': 'all', department: 'own', institution: 'own' },
  'alert.close': { office: 'all', 'field-team': 'all' },
  'alert.confirm-closing': { deputy: 'all', office: 'all' },
  'alert.link': { deputy: 'all', office: 'all' },

  // ── an incident, up to the leading group (三(一)2, 三(二), 四(一)2) ──
  'incident.read': { ...officeOfThePlan, 'field-team': 'own', department: 'own', institution: 'own' },
  'incident.register': { deputy: 'all', office: 'all', 'field-team': 'all', department: 'own', institution: 'own' },
  'incident.note': { deputy: 'all', office: 'all', 'field-team': 'own', department: 'own' },
  'verification.file': { deputy: 'all', office: 'all' },
  'incident.close-false': { deputy: 'all', office: 'all' },
  'incident.merge': { office: 'all' },
  'false-alarm.reopen': { ...officeOfThePlan },
  'initial-report.file': { deputy: 'all', office: 'all', department: 'own' },
  'initial-report.sign-for': { leader: 'all', deputy: 'all', member: 'all' },
  'initial-report.return': { leader: 'all' },
  'found.propose': { office: 'all' },
  'found.confirm': { leader: 'all' },
  'follow-up.file': { deputy: 'all', office: 'all', department: 'own' },

  // ── assessment and activation (四(一)) ──
  'assessment.file': { deputy: 'all', office: 'all' },
  'assessment.comment': { member: 'all', department: 'own' },
  'meeting.file': { leader: 'all', deputy: 'all', office: 'all' },
  'activation.decide': { leader: 'all', deputy: 'delegated' },
  'activation.urgent': { leader: 'all' },
  'activation.return': { leader: 'all', deputy: 'all' },
  'directive.draft': { office: 'all' },
  'directive.issue': { leader: 'all', deputy: 'delegated' },
  'directive.sign-for': { deputy: 'all', office: 'all', 'field-team': 'own', department: 'own', institution: 'own' },
  'routine.respond': { office: 'all' },
  'routine.escalate': { leader: 'all', office: 'all' },

  // ── on the scene (四(二)) ──
  'team.form': { leader: 'all', deputy: 'all', office: 'all' },
  'endpoint.isolate': { deputy: 'all', office: 'all', 'field-team': 'all', institution: 'own' },
  'endpoints.isolate-group': { deputy: 'all' },
  'endpoints.request-group': { office: 'all', 'field-team': 'all' },
  'endpoints.approve-group': { leader: 'all' },
  'handling.record': { office: 'all', 'field-team': 'own', department: 'own', institution: 'own' },
  'recovery.begin': { office: 'all', 'field-team': 'own' },
  'incident.relapse': { office: 'all', 'field-team': 'own' },
  'reconnection.request': { institution: 'own', department: 'own', 'field-team': 'own', office: 'all' },
  'reconnection.propose': { 'field-team': 'own' },
  'reconnection.approve': { deputy: 'all', office: 'all' },
  'release-code.make': { deputy: 'all', office: 'all' },
  'handling.complete': { 'field-team': 'own' },
  'handling.read': { ...officeOfThePlan, 'field-team': 'own', department: 'own', institution: 'own' },

  // ── report, end, evaluation (四(三), 四(四), 五) ──
  'result-report.file': { department: 'own' },
  'result-report.countersign': { office: 'all' },
  'result-report.register': { leader: 'all', deputy: 'all' },
  'ending.propose': { deputy: 'all', office: 'all' },
  'ending.opinion': { 'field-team': 'own' },
  'ending.decide': { leader: 'all', deputy: 'delegated' },
  'evaluation.file': { deputy: 'all', office: 'all' },
  'evaluation.read': { leader: 'all', deputy: 'all', office: 'all', department: 'own' },
  'evaluation.state': { department: 'own' },
  'incident.reopen': { leader: 'all', deputy: 'all', office: 'all' },
  'incident.archive': { office: 'all' },
  'accountability.read': {
    leader: 'all',
    member: 'all',
    office: 'all',
    department: 'own',
    institution: 'own',
    'audit-administrator': 'all',
  },
  'accountability.prepare': { office: 'all' },
  'accountability.comment': { member: 'all' },
  'accountability.state': { department: 'own', institution: 'own' },
  'accountability.rule': { leader: 'all' },
  'external-report.draft': { deputy: 'all', office: 'all' },
  'external-report.approve': { leader: 'all', deputy: 'all' },
  'evidence.download': { leader: 'all', deputy: 'all', office: 'all', 'field-team': 'own', department: 'own' },
  'evidence.transfer': { deputy: 'all', office: 'all' },
  'evidence.dispose': { leader: 'all', 'audit-administrator': 'all' },
  'document.read': { ...officeOfThePlan, 'field-team': 'own', department: 'own', institution: 'own' },

  // ── the office's own work (二(一), 三(三), 六) ──
  'office.record': { deputy: 'all', office: 'all' },
  'plan-version.draft': { office: 'all' },
  'plan-version.approve': { leader: 'all' },
  'delegation.grant': { leader: 'all' },
  'statistics.read': { ...officeOfThePlan },
  'statistics.file': { office: 'all' },
  'explanation.draft': { office: 'all' },
  'explanation.sign': { deputy: 'all' },
  'duty-roster.set': { deputy: 'all', office: 'all' },
  // A post of a department or an institution names it.
  'registry.read': { ...officeOfThePlan, 'system-administrator': 'all', 'security-administrator': 'all' },

  // ── the three administrators ──
  'people.manage': { 'system-administrator': 'all' },
  'registry.manage': { 'system-administrator': 'all' },
  'machine-token.manage': { 'system-administrator': 'all' },
  'posts.manage': { 'security-administrator': 'all' },
  'settings.read': { ...officeOfThePlan, ...administrators },
  'settings.change': { 'security-administrator': 'all' },
  'calendar.propose': { 'security-administrator': 'all' },
  'calendar.confirm': { deputy: 'all', 'security-administrator': 'all' },
  'audit.read': { 'audit-administrator': 'all' },
  'protected-statement.read': { leader: 'all', 'audit-administrator': 'all' },
  'audit.verify': { 'audit-administrator': 'all', office: 'all', deputy: 'all', leader: 'all' },
} as const satisfies Readonly<Record<string, Line>>

export type Operation = keyof typeof permissions

export const operations = Object.keys(permissions) as readonly Operation[]

/** What a role may do of an operation; nothing where the table has no entry. */
export const reachOf = (operation: Operation, role: Role): Reach | undefined => (permissions[operation] as Line)[role]
