// 指令: who owes what until when, as the board says it.
import { expect, test } from 'vitest'
import type { DirectiveStanding } from '../../../workflow/course.ts'
import { directiveWords, inOrderOfNeed } from './directive-standing.ts'

const now = Date.UTC(2026, 10, 22, 6)
const minute = 60_000
const by = { kind: 'officer', id: 'o', name: '王建国' } as const
const done = (at: number) => ({ by, at, text: '' })
const one = (dueIn: number, more: Partial<DirectiveStanding> = {}): DirectiveStanding => ({
  directive: { id: String(dueIn), number: '令-2026-0137-01', text: '', unit: 'i', dueAt: now + dueIn * minute },
  issued: { by, at: now - 60 * minute },
  ...more,
})

test.each<[string, DirectiveStanding, string, string, string | undefined]>([
  ['drafted', one(60, { issued: undefined }), '○ 拟稿，待签发', 'plain', undefined],
  ['issued', one(60), '▲ 已下达，未签收', 'hurry', '还有 1 小时'],
  ['signed for', one(60, { signedFor: { by, at: now } }), '● 已签收，办理中', 'plain', '还有 1 小时'],
  ['little time left', one(20, { signedFor: { by, at: now } }), '● 已签收，办理中', 'hurry', '还有 20 分'],
  ['overdue', one(-20, { signedFor: { by, at: now } }), '◆ 超期未完成', 'bad', '超期 20 分'],
  ['completed on the minute', one(0, { completed: done(now) }), '✔ 14:00:00 完成', 'good', undefined],
  ['completed late', one(-5, { completed: done(now) }), '◆ 14:00:00 完成，超期', 'bad', undefined],
])('%s', (_, standing, text, tone, length) => {
  expect(directiveWords(standing, now)).toEqual({ text, tone, length })
})

test('what is owed first stands first, what is completed last', () => {
  const order = inOrderOfNeed([one(-90, { completed: done(now) }), one(60), one(-20)])
  expect(order.map(({ directive }) => directive.id)).toEqual(['-20', '60', '-90'])
})
