/** D10b 证据保全清单: what terminals kept, by the system; paper and photographs by hand (三(一)2, 四(二)1). */

import { count, happened, nameOf, table, text } from './field.ts'
import type { Form } from './form.ts'
import { phasesFrom } from './open-phases.ts'

export const d10b: Form = {
  id: 'D10b',
  title: '证据保全清单',
  clause: '四(二)1',
  operation: 'handling.record',
  phases: phasesFrom('received'),
  repeatable: true,
  fields: [
    table(
      'kept',
      '系统采集的证据',
      [
        text('id', '证据编号'),
        text('name', '名称'),
        text('content', '类型'),
        nameOf('endpoint', 'endpoint', '来源终端'),
        happened('collectedAt', '采集时间'),
        text('method', '采集方式'),
        text('collector', '采集人'),
        count('bytes', '大小（字节）', { max: 1e15 }),
        text('sha256', 'SHA-256', { max: 64 }),
        text('place', '保管位置'),
      ],
      { bySystem: true, maxRows: 1_000 },
    ),
    table(
      'byHand',
      '人工收集的证据',
      [
        text('name', '名称'),
        text('content', '类型'),
        text('source', '来源'),
        happened('collectedAt', '采集时间'),
        text('method', '采集方式'),
        text('collector', '采集人', { max: 60 }),
        text('place', '保管位置'),
      ],
      { optional: true },
    ),
    text('keeper', '保管人', { max: 60 }),
  ],
}
