/** D06 协调会纪要: each resolution becomes a directive that is followed up (三(二)). */

import { happened, longText, nameOf, planned, table, text } from './field.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

export const d06: Form = {
  id: 'D06',
  title: '协调会纪要',
  clause: '三(二)',
  operation: 'meeting.file',
  phases: phasesFrom('reported', 'end-proposed'),
  repeatable: true,
  fields: [
    happened('heldAt', '时间'),
    text('place', '地点／方式'),
    text('host', '主持人', { max: 60 }),
    longText('present', '出席', { max: 1_000 }),
    longText('excused', '请假', { max: 500, optional: true }),
    longText('observers', '列席', { max: 500, optional: true }),
    longText('agenda', '议题', { max: 1_000 }),
    longText('discussion', '会议情况', { optional: true }),
    table(
      'resolutions',
      '议定事项',
      [text('text', '事项', { max: 1_000 }), nameOf('unit', 'unit', '责任单位'), planned('dueAt', '期限')],
      { maxRows: 30 },
    ),
  ],
}
