/** D14 事件统计分析报告: the field team's own report, before anything counts as handled (二(二)). */

import { count, happened, longText, nameOf, table, text } from './field.ts'
import type { Form } from './form.ts'

export const d14: Form = {
  id: 'D14',
  title: '事件统计分析报告',
  clause: '二(二)',
  operation: 'handling.complete',
  phases: ['recovering'],
  repeatable: true,
  fields: [
    count('discoveryMinutes', '发现时长（分钟）', { bySystem: true }),
    count('reportMinutes', '报告时长（分钟）', { bySystem: true }),
    count('rescueMinutes', '救治时长（分钟）', { bySystem: true }),
    count('controlMinutes', '控制时长（分钟）', { bySystem: true }),
    table(
      'endpoints',
      '受影响终端',
      [
        nameOf('endpoint', 'endpoint', '终端'),
        nameOf('institution', 'institution', '单位'),
        count('alerts', '告警数'),
        happened('cutAt', '断网时间'),
        happened('releasedAt', '恢复时间'),
      ],
      { bySystem: true, maxRows: 1_000 },
    ),
    longText('cause', '原因分析'),
    longText('loss', '损失情况', { max: 2_000 }),
    longText('lessons', '教训', { max: 2_000 }),
    longText('suggestions', '建议', { max: 2_000 }),
    text('attachments', '附件说明', { optional: true, max: 500 }),
  ],
}
