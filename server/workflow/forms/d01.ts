/** D01 接报登记单: who told the office what, when, of which terminal (三(一)3). */

import { choice, happened, longText, nameOf, offered, text, yesNo } from './field.ts'
import type { Form } from './form.ts'

export const d01: Form = {
  id: 'D01',
  title: '接报登记单',
  clause: '三(一)3',
  operation: 'incident.register',
  phases: ['received', 'verifying', 'reported', 'assessing'],
  repeatable: true,
  fields: [
    choice(
      'source',
      '报告来源',
      offered(
        ['terminal-button', '终端按钮（一键上报）'],
        ['system-alert', '系统告警'],
        ['telephone', '电话'],
        ['superior', '上级通报'],
        ['other-institution', '其他机构告知'],
        ['cac', '网信部门通报'],
        ['police', '公安机关通报'],
        ['inspection', '办公室巡检'],
        ['other', '其他'],
      ),
    ),
    nameOf('institution', 'institution', '报告单位'),
    text('reporter', '报告人', { mayBePending: true }),
    text('phone', '联系电话', { max: 40, mayBePending: true }),
    text('reference', '来文编号／对方编号', { max: 64, optional: true }),
    happened('foundAt', '发现时间'),
    happened('calledAt', '来电时间', { requiredWhen: { key: 'source', is: 'telephone' } }),
    nameOf('endpoint', 'endpoint', '终端', { optional: true }),
    text('address', 'IP/MAC', { optional: true }),
    text('location', '位置', { optional: true }),
    longText('phenomenon', '现象描述', { max: 2_000 }),
    yesNo('disconnected', '是否已断开医保专网'),
    happened('disconnectedAt', '断开时间', { mayBePending: true, requiredWhen: { key: 'disconnected', is: true } }),
    text('disconnectedBy', '断开方式', { mayBePending: true, requiredWhen: { key: 'disconnected', is: true } }),
    longText('measures', '已采取措施', { max: 2_000, mayBePending: true }),
    text('alerts', '原始告警编号', { bySystem: true, max: 2_000 }),
  ],
}
