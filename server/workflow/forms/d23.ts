/** D23 授权书: the deputy decides in the leader's place, for a time and within a scope (二(一)). */

import { longText, nameOf, planned } from './field.ts'
import type { Form } from './form.ts'

export const d23: Form = {
  id: 'D23',
  title: '授权书',
  clause: '二(一)',
  operation: 'delegation.grant',
  phases: [],
  repeatable: true,
  ofOffice: true,
  fields: [
    nameOf('person', 'to', '被授权人'),
    longText('scope', '授权事项', { max: 1_000 }),
    planned('from', '自'),
    planned('until', '至'),
    longText('reason', '授权原因', { max: 1_000, optional: true }),
  ],
}
