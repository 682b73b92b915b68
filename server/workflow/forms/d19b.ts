/** D19b 公安报案/移交材料: the office prepares, a person hands it over (三(一)1, 四(二)3). */

import { happened, longText, nameOf, table, text } from './field.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

export const d19b: Form = {
  id: 'D19b',
  title: '公安报案／移交材料',
  clause: '四(二)3',
  operation: 'external-report.draft',
  phases: phasesFrom('verifying'),
  repeatable: true,
  fields: [
    text('receiver', '受理机关'),
    happened('foundAt', '发现时间'),
    longText('summary', '案情简述'),
    longText('suspicion', '涉嫌违法犯罪的事实', { max: 2_000 }),
    longText('clues', '攻击源线索', { max: 2_000, mayBePending: true }),
    table(
      'evidence',
      '移交证据清单',
      [nameOf('evidence', 'id', '证据编号'), text('name', '名称'), text('sha256', 'SHA-256', { max: 64 })],
      { optional: true },
    ),
    text('contact', '联系人及电话'),
  ],
}
