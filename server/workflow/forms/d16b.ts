/** D16b 应急行动结束批准: by the leading group, never by whom it was proposed (四(四)). */

import { longText, yesNo } from './field.ts'
import type { Form } from './form.ts'

export const d16b: Form = {
  id: 'D16b',
  title: '应急行动结束批准',
  clause: '四(四)',
  operation: 'ending.decide',
  phases: [],
  repeatable: true,
  fields: [
    yesNo('agreed', '是否批准结束应急行动'),
    longText('reason', '理由', { max: 1_000, requiredWhen: { key: 'agreed', is: false } }),
  ],
}
