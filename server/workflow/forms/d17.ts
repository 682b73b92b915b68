/** D17 应急行动及时性、有效性评估表: measured by the system, judged by the office; what was measured cannot be overwritten (五(一)2). */

import { choice, count, longText, nameOf, offered, table, text } from './field.ts'
import type { Column, Form } from './form.ts'

/** 环节, in the order in which they come; each with the key of its minutes. */
export const stretches = [
  ['foundToReported', '发现→报告'],
  ['reportedToCut', '报告→断网'],
  ['receivedToVerified', '接报→核实'],
  ['verifiedToReported', '核实→上报'],
  ['activation', '启动'],
  ['containment', '抑制'],
  ['eradication', '根除'],
  ['recovery', '恢复'],
] as const
export type Stretch = (typeof stretches)[number][0]

const minutes: readonly Column[] = stretches.map(([key, label]) => count(key, `${label}（分钟）`, { bySystem: true }))

const judgement = offered(['good', '好'], ['sufficient', '一般'], ['poor', '差'])

export const d17: Form = {
  id: 'D17',
  title: '应急行动及时性、有效性评估表',
  clause: '五(一)2',
  operation: 'evaluation.file',
  phases: [],
  repeatable: true,
  fields: [
    table(
      'units',
      '逐单位评估',
      [
        nameOf('unit', 'unit', '单位'),
        ...minutes,
        choice('timely', '及时性', judgement),
        choice('effective', '有效性', judgement),
        text('remarks', '评语', { max: 500, optional: true }),
      ],
      { maxRows: 100 },
    ),
    table('required', '要求', [text('stretch', '环节'), count('minutes', '要求（分钟）'), text('basis', '依据')], {
      bySystem: true,
    }),
    count('directivesOnTime', '指令按期率（%）', { bySystem: true, max: 100 }),
    count('relapses', '复发次数', { bySystem: true }),
    count('evidenceComplete', '证据完整率（%）', { bySystem: true, max: 100 }),
    count('corrections', '报告更正次数', { bySystem: true }),
    longText('comment', '总体评语'),
  ],
}
