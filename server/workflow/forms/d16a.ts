/** D16a 应急行动结束建议: with the field team's opinion (四(四)). */

import { longText } from './field.ts'
import type { Form } from './form.ts'

export const d16a: Form = {
  id: 'D16a',
  title: '应急行动结束建议',
  clause: '四(四)',
  operation: 'ending.propose',
  phases: [],
  repeatable: true,
  fields: [
    longText('opinion', '现场应急处理工作组意见', { max: 2_000 }),
    longText('assessment', '综合评估', { max: 2_000 }),
    longText('suggestion', '结束建议', { max: 1_000 }),
  ],
}
