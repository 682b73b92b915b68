/** D10 现场检查记录表: four blocks and, of each asset, what was harmed (四(二)1). */

import { yesNoUnknown } from './answers.ts'
import { categoryChoices } from './codes/categories.ts'
import { lossChoices } from './codes/level.ts'
import { choice, happened, longText, nameOf, offered, table, text, yesNo } from './field.ts'
import type { Form } from './form.ts'

const harmed = offered(['harmed', '受损'], ['unharmed', '未受损'], ['unknown', '未知'])

export const d10: Form = {
  id: 'D10',
  title: '现场检查记录表',
  clause: '四(二)1',
  operation: 'handling.record',
  phases: ['responding', 'recovering'],
  repeatable: true,
  fields: [
    happened('examinedAt', '检查时间'),
    longText('information', '一、收集的事件相关信息'),
    choice('category', '二、判别的事件类别', categoryChoices, { mayBePending: true }),
    yesNo('sourceFound', '三、事件来源是否确定'),
    longText('source', '事件来源', { max: 2_000, requiredWhen: { key: 'sourceFound', is: true } }),
    longText('sourceReason', '来源未能确定的原因', { max: 1_000, requiredWhen: { key: 'sourceFound', is: false } }),
    longText('evidenceKept', '四、证据保护情况', { max: 2_000 }),
    table('assets', '受检资产', [
      text('asset', '系统／服务／数据'),
      choice('integrity', '完整性', harmed),
      choice('confidentiality', '保密性', harmed),
      choice('availability', '可用性', harmed),
    ]),
    choice('intruded', '是否侵入了系统', yesNoUnknown),
    choice('reentry', '以后是否能再次随意进入', yesNoUnknown),
    choice('superuserTaken', '攻击者是否获得超级用户访问权', yesNoUnknown, {
      hint: '为“是”时，全部口令必须修改完毕方可处置完毕（四(二)3）',
    }),
    choice('loss', '损失的程度', lossChoices),
    longText('dangers', '暴露出的主要危险', { max: 2_000 }),
    table('evidence', '证据', [nameOf('evidence', 'id', '证据编号'), text('name', '名称')], { optional: true }),
  ],
}
