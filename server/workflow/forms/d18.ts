/** D18 责任认定与追究记录: the system lists facts; only the leader finds, and never before the person was heard (五(二)). */

import { choice, longText, nameOf, offered, table, text } from './field.ts'
import type { Form } from './form.ts'

export const d18: Form = {
  id: 'D18',
  title: '责任认定与追究记录',
  clause: '五(二)',
  operation: 'accountability.rule',
  phases: ['ended', 'evaluated'],
  repeatable: true,
  fields: [
    nameOf('unit', 'unit', '相关单位'),
    text('person', '当事人', { max: 60, optional: true }),
    table(
      'facts',
      '事实（系统列出）',
      [text('code', '代码', { max: 10 }), text('fact', '事实', { max: 500 }), text('rows', '所据记录')],
      { bySystem: true },
    ),
    choice(
      'clause',
      '依据条款',
      offered(['5.2.1', '五(二)1 瞒报、缓报、漏报和其它失职、渎职'], ['5.2.2', '五(二)2 未及时落实应急领导小组指令']),
    ),
    longText('statement', '当事人陈述申辩（出处）', { max: 2_000 }),
    longText('ruling', '认定', { max: 2_000 }),
    choice(
      'treatment',
      '处理',
      offered(
        ['circulated-criticism', '通报批评'],
        ['administrative', '追究行政责任'],
        ['transferred', '移送有关部门'],
        ['none', '不予追究'],
      ),
    ),
  ],
}
