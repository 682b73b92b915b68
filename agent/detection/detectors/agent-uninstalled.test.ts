// What the office reads when the program, its service or its start with the machine is taken away.
import { expect, test } from 'vitest'
import type { OwnPart } from '#shared/domain/event.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import { agentUninstalled } from './agent-uninstalled.ts'

test.each<[OwnPart, string | undefined]>([
  ['program', '哨兵程序文件被删除：/x；哨兵此刻仍在运行'],
  ['unit', '哨兵服务文件被删除：/x；哨兵此刻仍在运行'],
  ['autostart', '哨兵开机自启动被关闭：/x；哨兵此刻仍在运行'],
  ['evidence', undefined],
])('%s', (part, because) => {
  const event = { kind: 'own-file-lost', source: 'own-files', moment: momentAt(0), found: 'running' } as const
  expect(agentUninstalled().onEvent({ ...event, part, path: '/x', change: 'removed' })?.because).toBe(because)
})
