/** D04 续报/补报单: what has changed since the initial report; it never restarts the two hours (三(一)2). */

import { longText, table, text } from './field.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

export const d04: Form = {
  id: 'D04',
  title: '续报／补报单',
  clause: '三(一)2',
  operation: 'follow-up.file',
  phases: phasesFrom('reported', 'ended'),
  repeatable: true,
  fields: [
    longText('change', '变化情况'),
    table('corrections', '更正项', [text('item', '项目'), text('before', '原值'), text('after', '新值')], {
      optional: true,
      maxRows: 50,
    }),
    longText('reason', '续报／更正原因', { max: 1_000 }),
  ],
}
