/** D14b 月/季/年统计分析报告: counts by the system, the suggestions by a person (二(一)3). */

import { periodChoices } from './answers.ts'
import { choice, count, longText, table, text } from './field.ts'
import type { Form } from './form.ts'

const counted = (label: string) => [text('name', label), count('incidents', '事件数')]

export const d14b: Form = {
  id: 'D14b',
  title: '统计分析报告',
  clause: '二(一)3',
  operation: 'statistics.file',
  phases: [],
  repeatable: true,
  ofOffice: true,
  fields: [
    choice('period', '周期', periodChoices),
    count('year', '年度', { max: 9_999 }),
    count('ordinal', '第几月／季', { max: 12, optional: true, hint: '年度报告不填' }),
    count('incidents', '事件总数', { bySystem: true }),
    table('byCategory', '按类别', counted('类别'), { bySystem: true }),
    table('byLevel', '按级别', counted('级别'), { bySystem: true }),
    table('byInstitution', '按单位', counted('单位'), { bySystem: true, maxRows: 1_000 }),
    table(
      'durations',
      '四项时长',
      [
        text('name', '时长'),
        count('median', '中位数（分钟）'),
        count('longest', '最长（分钟）'),
        count('counted', '计入事件数'),
      ],
      { bySystem: true },
    ),
    table(
      'late',
      '逾期清单',
      [text('number', '事件编号'), text('what', '事项'), count('lateMinutes', '逾期（分钟）')],
      { bySystem: true, maxRows: 1_000 },
    ),
    longText('analysis', '综合分析', { optional: true }),
    longText('suggestions', '建议'),
  ],
}
