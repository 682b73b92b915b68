/** D03 初报: what stops the two hours; twelve mandatory answers, each of which may still be 待核实 (三(一)2). */

import { categoryChoices } from './codes/categories.ts'
import { levelChoices } from './codes/level.ts'
import { choice, count, happened, longText, nameOf, offered, table, text } from './field.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

export const d03: Form = {
  id: 'D03',
  title: '信息网络安全突发事件报告单（初报）',
  clause: '三(一)2',
  operation: 'initial-report.file',
  // The first goes with its event; another only where that one was taken back.
  phases: phasesFrom('reported'),
  repeatable: false,
  fields: [
    text('name', '事件名称'),
    nameOf('unit', 'unit', '发生单位', { mayBePending: true }),
    happened('occurredAt', '发生时间', { mayBePending: true }),
    happened('foundAt', '发现时间', { mayBePending: true }),
    happened('shouldHaveBeenFoundAt', '应当发现时间', { bySystem: true }),
    happened('reportedAt', '上报时间', { bySystem: true }),
    choice('category', '事件类别（GB/T 20986-2023）', categoryChoices, { mayBePending: true }),
    choice('level', '初判级别', levelChoices, { mayBePending: true }),
    choice('major', '是否重大（附则六(一)）', offered(['yes', '是'], ['no', '否'], ['undetermined', '待定'])),
    count('endpointsAffected', '影响终端数', { mayBePending: true }),
    longText('businessAffected', '影响业务范围', { max: 1_000, mayBePending: true }),
    longText('course', '简要经过', { mayBePending: true }),
    longText('measuresTaken', '已采取措施', { max: 2_000, mayBePending: true }),
    longText('measuresPlanned', '拟采取措施／请求事项', { max: 2_000, mayBePending: true }),
    table('evidence', '证据清单（D10b）', [nameOf('evidence', 'id', '证据编号'), text('name', '名称')], {
      optional: true,
    }),
    text('noEvidenceReason', '无证据清单的原因', { requiredWhen: { key: 'evidence', empty: true } }),
    count('systemKnew', '上报时系统已知涉及终端数', { bySystem: true }),
    count('tookMinutes', '报告用时（分钟）', { bySystem: true }),
    text('timeliness', '时限状态', { bySystem: true }),
  ],
}
