// What of an incident each role may read: a table over every kind of happening that is not for everybody.
import { describe, expect, test } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import { roles } from '#shared/domain/role.ts'
import { chainStart } from '#shared/text/hash-chain.ts'
import { clockAt } from '../workflow/clocks/clock.ts'
import { courseOf } from '../workflow/course.ts'
import type { Course, FiledForm } from '../workflow/course.ts'
import { formIds } from '../workflow/forms/form.ts'
import type { FormId } from '../workflow/forms/form.ts'
import type { Entry, Happening } from '../workflow/history.ts'
import { permissions, reachOf } from '../workflow/permissions.ts'
import { linesOfForm, readableClocks, readableCourse, readableEntries } from './may-be-read.ts'
import type { Permits } from './may-be-read.ts'

/** Of its own incident: every reach but the one that needs a written authorisation. */
const permitsOf =
  (role: Role): Permits =>
  (operation) =>
    reachOf(operation, role) === 'all' || reachOf(operation, role) === 'own'

const server = { kind: 'server' } as const
const entry = (happening: Happening): Entry => ({
  position: 1,
  subject: { kind: 'incident', id: 'i' },
  link: { ...chainStart, previousHash: '' },
  at: 0,
  actor: server,
  happening,
})

const filed = (form: FormId): Happening => ({ kind: 'form-filed', form, serial: 1, as: 'office', fields: {} })
const judged: Happening = { kind: 'directive-judged', directive: 'd', impaired: true, reason: '延误' }
const stated: Happening = { kind: 'statement-made', unit: 'u', text: '陈述' }
const delivered: Happening = {
  kind: 'external-delivered',
  form: 'D19a',
  serial: 1,
  channel: '',
  receiver: '',
  receipt: '',
  deliveredAt: 0,
}
const custody: Happening = { kind: 'custody-changed', items: ['e'], act: 'accessed' }

const everyone = ['leader', 'deputy', 'member', 'office', 'field-team', 'department', 'institution'] as const
const table: readonly (readonly [string, Happening, readonly Role[]])[] = [
  ['a note', { kind: 'note-added', text: '' }, everyone],
  ['the initial report', filed('D03'), everyone],
  ['what was found on the scene', filed('D10'), everyone],
  ['who touched the evidence', custody, everyone],
  ['the evaluation', filed('D17'), ['leader', 'deputy', 'office', 'department']],
  // The deputy is not in the table's line: the head of the office may be the one it is about.
  ['the ruling', filed('D18'), ['leader', 'member', 'office', 'department', 'institution', 'audit-administrator']],
  ['a statement', stated, ['leader', 'member', 'office', 'department', 'institution', 'audit-administrator']],
  ['a directive judged', judged, ['leader', 'member', 'office', 'department', 'institution', 'audit-administrator']],
  ['a report to the outside', filed('D19a'), ['leader', 'deputy', 'office']],
  ['its delivery', delivered, ['leader', 'deputy', 'office']],
  [
    'a document of the ruling',
    { kind: 'document-released', form: 'D18', serial: 1, sha256: '', bytes: 1, head: '' },
    ['leader', 'member', 'office', 'department', 'institution', 'audit-administrator'],
  ],
  [
    'a comment on the evaluation',
    { kind: 'comment-made', form: 'D17', as: 'department', text: '' },
    ['leader', 'deputy', 'office', 'department'],
  ],
]

test.each(table)('%s', (_, happening, readers) => {
  const may = roles.filter((role) => readableEntries([entry(happening)], permitsOf(role)).length === 1)
  expect(new Set(may)).toEqual(new Set(readers))
})

test.each(formIds)('%s is read under a line that exists', (form) => {
  for (const line of linesOfForm(form)) expect(Object.keys(permissions)).toContain(line)
})

describe('a course', () => {
  const paper = (form: FormId): FiledForm => ({
    form,
    serial: 1,
    fields: {},
    by: server,
    as: 'office',
    at: 0,
    position: 1,
  })
  const directive = { id: 'd', number: '令-1', text: '', unit: 'u', dueAt: 1 }
  const course: Course = {
    ...courseOf('e'),
    forms: { D03: [paper('D03')], D17: [paper('D17')], D18: [paper('D18')], D19a: [paper('D19a')] },
    directives: [{ directive, judged: { by: server, impaired: true, reason: '' } }],
    comments: [{ form: 'D18', by: server, as: 'office', at: 0, text: '' }],
    statements: [{ unit: 'u', by: server, at: 0, text: '' }],
    externalApprovals: [{ form: 'D19a', serial: 1, at: 0 }],
    custody: [{ at: 0, by: server, act: 'accessed', items: ['e'], position: 2 }],
  }
  test('is whole for the office', () => {
    expect(readableCourse(course, permitsOf('office'))).toEqual(course)
  })
  test('holds for an institution what the timeline does', () => {
    const read = readableCourse(course, permitsOf('institution'))
    expect(Object.keys(read.forms)).toEqual(['D03', 'D18'])
    expect(read).toMatchObject({ externalApprovals: [], statements: course.statements, custody: course.custody })
  })
  test('of the deputy has no judgement in it', () => {
    const read = readableCourse(course, permitsOf('deputy'))
    expect(read.directives).toEqual([{ directive, judged: undefined }])
    expect(read).toMatchObject({ statements: [], comments: [] })
    expect(Object.keys(read.forms)).toEqual(['D03', 'D17', 'D19a'])
  })
  test('of nobody is empty of everything that is held back', () => {
    const read = readableCourse(course, () => false)
    expect(read).toMatchObject({
      forms: {},
      comments: [],
      statements: [],
      externalApprovals: [],
      custody: [],
      evidence: [],
    })
  })
})

test.each(roles)('a clock of the state tells %s of a report to the outside only where that may be read', (role) => {
  const clocks = (['plan', 'state', 'office'] as const).map((basis) =>
    clockAt({ name: 'national-report', basis, clause: '', startedAt: 0, doneAt: 1 }, 2),
  )
  const shown = readableClocks(clocks, permitsOf(role)).map(({ basis }) => basis)
  const may = role === 'leader' || role === 'deputy' || role === 'office'
  expect(shown).toEqual(may ? ['plan', 'state', 'office'] : ['plan', 'office'])
})
