/** D21 宣传培训演练记录: what was done before anything happened (一(二)2). */

import { choice, count, happened, longText, offered, text } from './field.ts'
import type { Form } from './form.ts'

export const d21: Form = {
  id: 'D21',
  title: '宣传培训演练记录',
  clause: '一(二)2',
  operation: 'office.record',
  phases: [],
  repeatable: true,
  ofOffice: true,
  fields: [
    choice(
      'kind',
      '类型',
      offered(['publicity', '宣传'], ['training', '培训'], ['drill', '演练'], ['inspection', '巡检']),
    ),
    text('drill', '演练编号', { max: 40, requiredWhen: { key: 'kind', is: 'drill' } }),
    happened('heldAt', '日期'),
    text('place', '地点'),
    longText('participants', '参加人', { max: 1_000 }),
    count('attendance', '人数', { max: 100_000 }),
    longText('content', '内容'),
    longText('effect', '效果与不足', { max: 2_000 }),
    text('attachments', '附件', { optional: true, max: 500 }),
  ],
}
