/** D10c 证据移交单: who handed what on to whom, and the hash of the list (四(二)1, 四(二)3). */

import { happened, nameOf, table, text } from './field.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

export const d10c: Form = {
  id: 'D10c',
  title: '证据移交单',
  clause: '四(二)3',
  operation: 'evidence.transfer',
  phases: phasesFrom('verifying'),
  repeatable: true,
  fields: [
    text('giver', '移交人', { max: 60 }),
    text('receiver', '接收人', { max: 60 }),
    text('receiverUnit', '接收单位'),
    happened('transferredAt', '移交时间'),
    text('purpose', '用途', { max: 500 }),
    table('items', '移交内容', [
      nameOf('evidence', 'id', '证据编号'),
      text('name', '名称'),
      text('sha256', 'SHA-256', { max: 64 }),
    ]),
    text('listHash', '清单散列（SHA-256）', { bySystem: true, max: 64 }),
  ],
}
