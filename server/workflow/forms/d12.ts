/** D12 根除恢复记录: a the root and its removal, b the recovery, c the passwords (四(二)3). */

import { happened, longText, table, text, yesNo, nameOf } from './field.ts'
import type { Form } from './form.ts'

export const d12: Form = {
  id: 'D12',
  title: '根除恢复记录',
  clause: '四(二)3',
  operation: 'handling.record',
  phases: ['responding', 'recovering'],
  repeatable: true,
  fields: [
    longText('cause', 'a 事件根源'),
    longText('remedy', 'a 补救措施', { max: 2_000 }),
    yesNo('eradicated', 'a 是否彻底清除'),
    longText('review', 'a 复查方式与结果', { max: 1_000 }),
    table(
      'backups',
      'b 恢复前备份',
      [
        nameOf('endpoint', 'endpoint', '终端'),
        yesNo('done', '已备份'),
        text('by', '备份人', { max: 60, optional: true }),
        happened('at', '备份时间', { optional: true }),
      ],
      { optional: true },
    ),
    longText('restoration', 'b 恢复情况（系统、数据、程序、服务）', { requiredWhen: { key: 'restored', is: true } }),
    yesNo('restored', 'b 是否彻底还原到正常任务状态'),
    table(
      'passwords',
      'c 口令修改清单',
      [
        text('system', '系统'),
        text('account', '账号'),
        text('changedBy', '修改人', { max: 60, optional: true }),
        happened('changedAt', '修改时间', { optional: true }),
      ],
      { optional: true, hint: '只登记账号，不得填写口令' },
    ),
    yesNo('classified', '是否涉及机密数据', { hint: '涉密内容另行按保密规定处理，本系统不得录入' }),
    table('attachments', '附件', [text('name', '名称'), text('sha256', 'SHA-256', { max: 64 })], {
      optional: true,
      maxRows: 50,
      blockedWhen: { key: 'classified', is: true, why: '涉及机密数据的，另行按保密规定处理，本系统不接受附件' },
    }),
  ],
}
