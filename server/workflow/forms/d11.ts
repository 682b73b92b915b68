/** D11 抑制措施执行单: what was done to contain it (四(二)2). The eighth measure of the plan is refused by design. */

import { choice, happened, longText, offered, table, text, yesNo } from './field.ts'
import type { Choice, Form } from './form.ts'

const measures: readonly Choice[] = [
  ...offered(
    ['1', '1 关闭服务或系统'],
    ['2', '2 从网络上断开'],
    ['3', '3 修改防火墙、路由器过滤规则'],
    ['4', '4 封锁或删除账号，阻断可疑用户'],
    ['5', '5 提高系统或网络监控级别'],
    ['6', '6 设置陷阱'],
    ['7', '7 实行特殊“防卫状态”安全警戒'],
  ),
  // Whoever attacks back endangers a network that is not his (网络安全法).
  { value: '8', label: '8 反击攻击者的系统', refused: '须由公安机关依法实施，本系统不提供' },
]

export const d11: Form = {
  id: 'D11',
  title: '抑制措施执行单',
  clause: '四(二)2',
  operation: 'handling.record',
  phases: ['activated', 'routine', 'responding', 'recovering'],
  repeatable: true,
  fields: [
    table(
      'measures',
      '抑制措施',
      [
        choice('type', '措施类型', measures),
        text('object', '对象'),
        text('person', '执行人', { max: 60 }),
        happened('from', '开始时间'),
        happened('to', '结束时间', { optional: true }),
        text('result', '结果'),
        text('impact', '影响'),
      ],
      { maxRows: 100 },
    ),
    yesNo('contained', '抑制是否完成'),
    longText('remaining', '尚未抑制的部分', { max: 1_000, requiredWhen: { key: 'contained', is: false } }),
  ],
}
