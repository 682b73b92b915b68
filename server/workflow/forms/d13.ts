/** D13 终端恢复入网审批单: the team proposes, the office approves, then the terminal is let back (四(二)3). */

import { happened, longText, nameOf, text, yesNo } from './field.ts'
import type { Form } from './form.ts'

export const d13: Form = {
  id: 'D13',
  title: '终端恢复入网审批单',
  clause: '四(二)3',
  operation: 'reconnection.propose',
  phases: [],
  repeatable: true,
  fields: [
    nameOf('endpoint', 'endpoint', '终端'),
    happened('examinedAt', '检查时间'),
    yesNo('scanClean', '查杀结果是否干净'),
    text('scanTool', '查杀工具'),
    happened('virusDatabaseAt', '病毒库日期'),
    longText('patches', '补丁情况', { max: 1_000 }),
    longText('checks', '其他检查结果', { max: 1_000, optional: true }),
    text('inspector', '检查人', { max: 60 }),
  ],
}
