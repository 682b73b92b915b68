/** What the plan makes happen to an incident, in words. */

import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Role } from '#shared/domain/role.ts'
import type { PlanHappening } from '../../workflow/plan-history.ts'
import { plain, told } from './timeline-told.ts'
import type { Describe } from './timeline-told.ts'

const words = consolePlan.happened
const { forms, events, roles } = consolePlan

const as = (role: Role | undefined) => role && words.as(roles[role])
const reason = (text: string | undefined) => (text === undefined || text === '' ? undefined : words.reason(text))
const sha256 = consolePage.timeline.sha256

export const describePlan: Describe<PlanHappening> = {
  'phase-moved': ({ event, to, as: role, reason: because }) =>
    told(
      event === 'relapse' ? 'alarm' : event === 'activate' || event === 'approve-end' ? 'good' : 'plain',
      words.moved(events[event], consolePage.incidents.phases[to]),
      [as(role), reason(because)],
    ),
  'form-filed': ({ form, serial, as: role }) => plain(words.filed(forms[form], serial), [as(role)]),
  'document-released': ({ form, serial, sha256: hash, head }) =>
    plain(words.released(forms[form], serial), [sha256(hash), words.chainHead(head)]),
  'alert-seen': ({ alerts, as: role }) => plain(words.seen(alerts.length), [as(role)]),
  'report-signed-for': ({ as: role }) => told('good', words.reportSignedFor, [as(role)]),
  'initial-report-withdrawn': ({ as: role, reason: because }) =>
    told('bad', words.reportWithdrawn, [as(role), reason(because)]),
  'report-returned': ({ reason: because }) => plain(words.reportReturned, [reason(because)]),
  'found-proposed': ({ found, reason: because }) => plain(words.foundProposed(dayAndTime(found)), [reason(because)]),
  'found-decided': ({ found, agreed, reason: because }) =>
    plain(agreed ? words.foundAgreed(dayAndTime(found)) : words.foundRefused(dayAndTime(found)), [reason(because)]),
  'comment-made': ({ form, text, as: role }) => plain(words.comment(forms[form], text), [as(role)]),
  'directive-drafted': ({ directive: { number, text, dueAt } }) =>
    plain(words.directiveDrafted(number, text), [words.directiveDue(dayAndTime(dueAt))]),
  'directive-issued': ({ directive: { number, text, dueAt }, as: role }) =>
    told('alarm', words.directiveIssued(number, text), [words.directiveDue(dayAndTime(dueAt)), as(role)]),
  'directive-signed-for': ({ as: role }) => told('good', words.directiveSignedFor, [as(role)]),
  'directive-completed': ({ text, as: role }) => told('good', words.directiveCompleted(text), [as(role)]),
  'directive-withdrawn': ({ as: role, reason: because }) =>
    plain(words.directiveWithdrawn, [as(role), reason(because)]),
  'directive-judged': ({ impaired, reason: because }) =>
    told(impaired ? 'bad' : 'plain', impaired ? words.directiveImpaired : words.directiveNotImpaired, [
      reason(because),
    ]),
  'group-isolation-requested': ({ asked, terminals, as: role }) =>
    told('alarm', words.groupRequested(words.groups[asked.group.kind], terminals), [as(role), reason(asked.reason)]),
  'group-isolation-decided': ({ approved, orders, as: role, reason: because }) =>
    told(approved ? 'alarm' : 'plain', approved ? words.groupApproved(orders) : words.groupRefused, [
      as(role),
      reason(because),
    ]),
  'group-isolation-ordered': ({ asked, orders, as: role }) =>
    told('alarm', words.groupOrdered(words.groups[asked.group.kind], orders), [as(role), reason(asked.reason)]),
  'reconnection-requested': ({ as: role }) => plain(words.reconnectionRequested, [as(role)]),
  'reconnection-proposed': ({ serial }) => plain(words.reconnectionProposed(serial)),
  'reconnection-decided': ({ approved, as: role, reason: because }) =>
    told(approved ? 'good' : 'plain', approved ? words.reconnectionApproved : words.reconnectionRefused, [
      as(role),
      reason(because),
    ]),
  'result-countersigned': () => told('good', words.countersigned),
  'result-registered': ({ number }) => told('good', words.registered(number)),
  'statement-made': ({ text }) => plain(words.statement(text)),
  'external-approved': ({ form }) => told('good', words.externalApproved(forms[form])),
  'external-delivered': ({ form, receiver, channel, receipt, deliveredAt }) =>
    plain(words.externalDelivered(forms[form], receiver, channel), [
      words.deliveredAt(dayAndTime(deliveredAt)),
      receipt === '' ? undefined : words.receipt(receipt),
    ]),
  'merged-into': () => plain(words.mergedInto),
  absorbed: ({ number }) => plain(words.absorbed(number)),
  'alert-linked': () => plain(words.alertLinked),
  'alert-closing-proposed': ({ closing, reason: because }) =>
    plain(words.closingProposed(consolePlan.closings[closing]), [reason(because)]),
  'alert-closed': ({ closing, reason: because }) =>
    plain(words.alertClosed(consolePlan.closings[closing]), [reason(because)]),
  'alert-closing-rejected': () => plain(words.closingRejected),
  'result-due-recomputed': ({ after, provisional, because }) =>
    plain(after === undefined ? words.resultDueUnknown : words.resultDue(dayAndTime(after)), [
      provisional ? consolePlan.clocks.provisional : undefined,
      reason(because),
    ]),
  'brief-sent': ({ text }) => told('alarm', words.briefSent, [text]),
  reminded: ({ reminder, dueAt }) => told('alarm', words.reminded(reminderName(reminder)), [dayAndTime(dueAt)]),
  'custody-changed': ({ act, items, receiver, purpose, sha256: hash }) =>
    plain(words.custody(consolePlan.custody[act], items.length), [
      receiver && words.receiver(receiver),
      purpose && words.purpose(purpose),
      hash && sha256(hash),
    ]),
}

/** A reminder is named by what it reminds of, and a mark after it: `initial-report/90`. */
function reminderName(reminder: string): string {
  const known = Object.entries(words.reminders).find(([name]) => reminder.startsWith(name))
  return known?.[1] ?? reminder
}
