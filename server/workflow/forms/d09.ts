/** D09 现场应急处理工作组组成: made of people of the office (二(二)); the newest one is the team. */

import { longText, nameOf, planned, table, text } from './field.ts'
import type { Form } from './form.ts'

export const d09: Form = {
  id: 'D09',
  title: '现场应急处理工作组组成',
  clause: '二(二)',
  operation: 'team.form',
  phases: ['responding', 'recovering'],
  repeatable: true,
  fields: [
    nameOf('person', 'lead', '组长'),
    table(
      'members',
      '成员',
      [
        nameOf('person', 'person', '人员'),
        text('name', '姓名', { max: 60 }),
        text('phone', '电话', { max: 40 }),
        planned('arriveBy', '到场时间'),
      ],
      { maxRows: 30 },
    ),
    longText('duties', '分工', { max: 1_000, optional: true }),
  ],
}
