/** What happens in the office itself, in words: people, posts, settings, the calendar, exports. */

import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { OfficeHappening } from '../../workflow/office-history.ts'
import { plain, told } from './timeline-told.ts'
import type { Describe } from './timeline-told.ts'

const words = consolePlan.inOffice
const { forms, roles, happened } = consolePlan
const reason = (text: string) => (text === '' ? undefined : happened.reason(text))

export const describeOffice: Describe<OfficeHappening> = {
  'person-added': ({ person }) => plain(words.personAdded(person.name, person.login)),
  'person-changed': ({ person }) => plain(words.personChanged(person.name)),
  'account-disabled': ({ reason: because }) => plain(words.accountDisabled, [reason(because)]),
  'account-enabled': () => plain(words.accountEnabled),
  'credentials-set': ({ what }) => plain(words.credentialsSet[what]),
  'post-given': ({ post: { role, document, from, to } }) =>
    plain(words.postGiven(roles[role]), [
      words.document(document),
      words.from(dayAndTime(from)),
      to === undefined ? undefined : words.until(dayAndTime(to)),
    ]),
  'post-ended': ({ to, document }) =>
    plain(words.postEnded, [words.until(dayAndTime(to)), document === '' ? undefined : words.document(document)]),
  'signed-in': ({ address }) => plain(words.signedIn, [words.address(address)]),
  'signed-out': ({ because }) => plain(words.signedOut[because]),
  'sign-in-refused': ({ why, address }) => told('bad', words.signInRefused(why), [words.address(address)]),
  'account-locked': ({ until }) => told('bad', words.locked(dayAndTime(until))),
  'delegation-granted': ({ delegation: { scope, from, until } }) =>
    plain(words.delegationGranted(scope), [words.from(dayAndTime(from)), words.until(dayAndTime(until))]),
  'delegation-ended': () => plain(words.delegationEnded),
  'setting-changed': ({ key, value, reason: because }) => plain(words.settingChanged(key, value), [reason(because)]),
  'explanation-drafted': ({ question }) => plain(words.explanationDrafted(question)),
  'explanation-signed': () => told('good', words.explanationSigned),
  'calendar-proposed': ({ year, document }) => plain(words.calendarProposed(year), [words.document(document)]),
  'calendar-decided': ({ agreed, reason: because }) =>
    told(agreed ? 'good' : 'plain', agreed ? words.calendarAgreed : words.calendarRefused, [reason(because)]),
  'duty-roster-set': ({ shifts, from, to }) =>
    plain(words.rosterSet(shifts.length), [words.from(dayAndTime(from)), words.until(dayAndTime(to))]),
  'machine-token-made': ({ name, notAfter }) => plain(words.tokenMade(name), [words.until(dayAndTime(notAfter))]),
  'machine-token-revoked': () => plain(words.tokenRevoked),
  'institution-registered': ({ institution }) => plain(words.institutionRegistered(institution.name)),
  'enrollment-code-made': ({ notAfter, commandLine }) =>
    plain(words.enrollmentCodeMade, [
      words.until(dayAndTime(notAfter)),
      commandLine === undefined ? undefined : words.commandLine,
    ]),
  'endpoint-renamed': ({ name }) => plain(words.endpointRenamed(name)),
  'endpoint-revoked': ({ reason: because, commandLine }) =>
    told('bad', words.endpointRevoked, [reason(because), commandLine === undefined ? undefined : words.commandLine]),
  'office-form-filed': ({ form, serial, as }) => plain(happened.filed(forms[form], serial), [happened.as(roles[as])]),
  'office-document-released': ({ form, serial, sha256, head }) =>
    plain(happened.released(forms[form], serial), [consolePage.timeline.sha256(sha256), happened.chainHead(head)]),
  'plan-version-approved': ({ version }) => told('good', words.planVersion(version)),
  exported: ({ what, sha256, bytes }) =>
    plain(words.exported[what], [words.bytes(bytes), consolePage.timeline.sha256(sha256)]),
  'protected-statement-made': () => told('alarm', words.protectedMade),
  'protected-statements-read': ({ statements }) => plain(words.protectedRead(statements.length)),
  'audit-read': ({ what }) => plain(words.auditRead(what)),
  'audit-verified': ({ findings }) => told(findings === 0 ? 'good' : 'bad', words.auditVerified(findings)),
}
