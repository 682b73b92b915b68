/** D15 事件处理结果报告: to be filed with the leading group within five working days (四(三)). */

import { happened, longText, planned, table, text } from './field.ts'
import type { Form } from './form.ts'

export const d15: Form = {
  id: 'D15',
  title: '事件处理结果报告（备案）',
  clause: '四(三)',
  operation: 'result-report.file',
  phases: ['handled', 'end-proposed', 'ended', 'evaluated'],
  repeatable: true,
  fields: [
    happened('handledAt', '处理完毕时间', { bySystem: true }),
    planned('dueAt', '应报备截止', { bySystem: true }),
    happened('reportedAt', '报备时间', { bySystem: true }),
    longText('result', '处理结果'),
    table(
      'measures',
      '整改措施',
      [text('measure', '措施', { max: 500 }), text('person', '责任人', { max: 60 }), planned('dueAt', '期限')],
      { maxRows: 50 },
    ),
  ],
}
