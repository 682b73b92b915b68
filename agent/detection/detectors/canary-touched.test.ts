// A decoy that is touched is the alarm; every other file is not.
import { expect, test } from 'vitest'
import type { FileChanged } from '#shared/domain/event.ts'
import { content, fileEvent } from '#test/fakes/file-events.ts'
import { canaryTouched } from './canary-touched.ts'

test.each<[string, FileChanged, string | undefined]>([
  [
    'a decoy is written',
    fileEvent(0, 'written', '/d/00对账.xlsx', content.garbled, true),
    '诱饵文件被改写：/d/00对账.xlsx',
  ],
  ['a decoy is renamed', fileEvent(0, 'renamed', '/d/00对账.xlsx', {}, true), '诱饵文件被改名：/d/00对账.xlsx'],
  ['a decoy is removed', fileEvent(0, 'removed', '/d/00对账.xlsx', {}, true), '诱饵文件被删除：/d/00对账.xlsx'],
  ['another file is written', fileEvent(0, 'written', '/d/对账.xlsx', content.garbled), undefined],
])('%s', (_, event, because) => {
  expect(canaryTouched().onEvent(event)?.because).toBe(because)
})
