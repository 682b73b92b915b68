/** D05 研判意见书: kind, level and the moment to activate (四(一)2, 三(二)), with every box of the definition in 六(一). */

import { categoryChoicesByStandard } from './codes/categories.ts'
import { standards } from './codes/code-table.ts'
import {
  causeChoices,
  harmChoices,
  harmfulChoices,
  hostileChoices,
  importanceChoices,
  levelChoices,
  lossChoices,
  nationalLevelChoices,
  phenomenonChoices,
} from './codes/level.ts'
import { choice, choices, longText, offered, text, yesNo } from './field.ts'
import type { Form } from './form.ts'

export const d05: Form = {
  id: 'D05',
  title: '研判意见书',
  clause: '四(一)2',
  operation: 'assessment.file',
  // Also after an urgent activation, when the assessment is caught up on.
  phases: ['assessing', 'activated', 'responding'],
  repeatable: true,
  fields: [
    choice('standard', '分类标准', offered(...standards.map((standard) => [standard, standard] as const))),
    choice('category', '性质（事件类别）', categoryChoicesByStandard),
    text('formerCategory', '对照 GB/Z 20986-2007', { bySystem: true }),
    choice('importance', '对象重要程度', importanceChoices),
    choice('loss', '业务损失程度', lossChoices),
    choice('harm', '社会危害程度', harmChoices),
    text('levelByMatrix', '按分级要素推算的级别', { bySystem: true }),
    choice('level', '研判级别', levelChoices),
    choices('causes', '附则六(一) 起因', causeChoices),
    yesNo('seriouslyAffected', '正常运行是否受到严重影响'),
    choices('phenomena', '附则六(一) 现象', phenomenonChoices, { optional: true }),
    choices('hostile', '附则六(一) 敌对行为', hostileChoices, { optional: true }),
    choices('harms', '附则六(一) 不良影响与损失', harmfulChoices, { optional: true }),
    text('majorByDefinition', '按附则六(一)各项推算', { bySystem: true }),
    choice('major', '是否重大信息安全事件', offered(['yes', '是'], ['no', '否'])),
    choice('nationalLevel', '国家分级（网络安全事件报告管理办法附件）', nationalLevelChoices, {
      hint: '较大以上须按国家规定对外报告；与本预案时限分开计算',
    }),
    yesNo('criticalInfrastructure', '是否涉及关键信息基础设施'),
    yesNo('suspectedCrime', '是否涉嫌违法犯罪'),
    longText('damage', '损害程度分析'),
    longText('impact', '影响预测', { max: 2_000 }),
    choice(
      'timing',
      '启动预案的时机',
      offered(['at-once', '立即启动'], ['on-condition', '条件满足时启动'], ['not', '不启动']),
    ),
    text('condition', '启动条件', { requiredWhen: { key: 'timing', is: 'on-condition' } }),
    longText('measures', '初步行动对策'),
    longText('participants', '参加研判人员', { max: 500 }),
  ],
}
