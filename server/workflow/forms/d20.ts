/** D20 监督检查记录: the office looks after prevention, response and recovery (二(一)2, 二(一)4, 五(一)). */

import { happened, longText, planned, text } from './field.ts'
import type { Form } from './form.ts'

export const d20: Form = {
  id: 'D20',
  title: '监督检查记录',
  clause: '二(一)2',
  operation: 'office.record',
  phases: [],
  repeatable: true,
  ofOffice: true,
  fields: [
    text('object', '检查对象'),
    text('incident', '相关事件编号', { optional: true, max: 40 }),
    happened('inspectedAt', '检查时间'),
    text('inspectors', '检查人'),
    longText('problems', '发现问题'),
    planned('dueAt', '整改期限', { optional: true }),
    longText('result', '整改结果', { max: 2_000, mayBePending: true }),
  ],
}
