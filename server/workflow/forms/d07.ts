/** D07 启动预案建议: the office proposes, the leading group decides (四(一)2). */

import { levelChoices } from './codes/level.ts'
import { choice, longText, text } from './field.ts'
import type { Form } from './form.ts'

export const d07: Form = {
  id: 'D07',
  title: '启动预案建议',
  clause: '四(一)2',
  operation: 'assessment.file',
  // By itself only after an urgent activation; otherwise it goes with the proposal.
  phases: ['activated', 'responding'],
  repeatable: true,
  fields: [
    longText('reason', '建议理由'),
    choice('level', '建议级别', levelChoices),
    text('scope', '建议范围', { max: 500 }),
    longText('measures', '建议采取的行动'),
    text('lead', '建议现场组长', { optional: true, max: 60 }),
  ],
}
