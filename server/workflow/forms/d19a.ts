/** D19a 对外报告（网信/市局）: the items of 国家网络安全事件报告管理办法 第七条; the first two at once, the others as they become known. */

import { choices, happened, longText, offered, text, choice } from './field.ts'
import { categoryChoices } from './codes/categories.ts'
import { nationalLevelChoices } from './codes/level.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

const known = { mayBePending: true, max: 2_000 } as const

export const d19a: Form = {
  id: 'D19a',
  title: '对外报告（网信／市局）',
  clause: '',
  operation: 'external-report.draft',
  phases: phasesFrom('received'),
  repeatable: true,
  fields: [
    choices('receivers', '报告对象', offered(['cac', '属地网信部门'], ['municipal-bureau', '市医疗保障局'])),
    text('channel', '报送渠道', { optional: true, max: 500, hint: '由专人报送，本系统不对外发送' }),
    choice('stage', '报告阶段', offered(['first', '首次报告'], ['follow-up', '续报'], ['summary', '总结报告'])),
    longText('unitAndSystem', '（一）涉事单位及系统概况', { max: 2_000 }),
    happened('foundAt', '（二）发现时间'),
    choice('category', '（二）事件类型', categoryChoices, { mayBePending: true }),
    choice('nationalLevel', '（二）事件级别', nationalLevelChoices, { mayBePending: true }),
    longText('impact', '（二）影响和危害', { max: 2_000 }),
    longText('measures', '（二）已采取措施', { max: 2_000 }),
    text('ransom', '勒索金额、方式、日期', { optional: true, mayBePending: true }),
    longText('trend', '事态发展趋势', known),
    longText('cause', '原因初步分析', known),
    longText('tracing', '溯源线索（攻击者、路径、漏洞）', known),
    longText('planned', '拟采取措施与请求支援', known),
    longText('scene', '现场保护情况', known),
    longText('other', '其他', { optional: true, max: 2_000 }),
  ],
}
