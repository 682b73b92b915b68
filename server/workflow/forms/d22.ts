/** D22 预案版本审批: the office drafts, the leader approves; a running incident keeps the version it began with (二(一)1). */

import { count, longText, planned, text } from './field.ts'
import type { Form } from './form.ts'

export const d22: Form = {
  id: 'D22',
  title: '预案版本审批',
  clause: '二(一)1',
  operation: 'plan-version.draft',
  phases: [],
  repeatable: true,
  ofOffice: true,
  fields: [
    count('version', '预案版本', { max: 10_000 }),
    text('document', '文号'),
    longText('changes', '修订内容'),
    longText('reason', '修订理由', { max: 2_000 }),
    planned('effectiveAt', '拟施行日期'),
    text('sha256', '预案全文 SHA-256', { optional: true, max: 64 }),
  ],
}
