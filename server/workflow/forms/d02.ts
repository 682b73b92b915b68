/** D02 初步核实记录: whether it is real (三(二)). */

import { choice, happened, longText, offered, nameOf } from './field.ts'
import type { Form } from './form.ts'

export const d02: Form = {
  id: 'D02',
  title: '初步核实记录',
  clause: '三(二)',
  operation: 'verification.file',
  phases: ['verifying', 'reported', 'assessing'],
  repeatable: true,
  fields: [
    choice('method', '核实方式', offered(['remote', '远程'], ['telephone', '电话'], ['on-site', '现场'])),
    happened('verifiedAt', '核实时间'),
    choice('conclusion', '核实结论', offered(['confirmed', '属实'], ['suspected', '疑似'], ['false-positive', '误报'])),
    longText('basis', '依据（证据编号）', { max: 2_000 }),
    nameOf('person', 'reviewer', '误报复核人', {
      optional: true,
      hint: '严重程度为“高”及以上的告警，误报须由第二人复核',
    }),
  ],
}
