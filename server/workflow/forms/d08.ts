/** D08 启动令/不启动决定: only the leading group activates the plan (四(一)1); its directives are printed with it. */

import { levelChoices } from './codes/level.ts'
import { choice, longText, nameOf, offered, text } from './field.ts'
import type { Form } from './form.ts'

export const d08: Form = {
  id: 'D08',
  title: '启动令／不启动决定／指令单',
  clause: '四(一)1',
  operation: 'activation.decide',
  phases: [],
  repeatable: true,
  fields: [
    choice('decision', '决定', offered(['activate', '启动预案'], ['decline', '不启动，按常规处置'])),
    choice('level', '级别', levelChoices, { requiredWhen: { key: 'decision', is: 'activate' } }),
    text('scope', '范围', { max: 500, requiredWhen: { key: 'decision', is: 'activate' } }),
    nameOf('person', 'lead', '现场组长', { optional: true }),
    longText('instruction', '命令内容', { max: 2_000, requiredWhen: { key: 'decision', is: 'activate' } }),
    longText('reason', '理由', { max: 2_000, requiredWhen: { key: 'decision', is: 'decline' } }),
  ],
}
