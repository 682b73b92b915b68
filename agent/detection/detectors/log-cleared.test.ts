// A cleared log alerts by what it tells of; what a rotation is, the source has decided before.
import { expect, test } from 'vitest'
import type { LogShrunk } from '#shared/domain/event.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import { logCleared } from './log-cleared.ts'

test.each<[string, LogShrunk['change'], LogShrunk['found'], string, string]>([
  ['/var/log/wtmp', 'truncated', 'running', 'high', '系统日志被清空或截短，不是日志轮换：/var/log/wtmp'],
  ['/var/log/audit/audit.log', 'removed', 'running', 'high', '系统日志被删除，不是日志轮换：/var/log/audit/audit.log'],
  ['/var/log/syslog', 'removed', 'start', 'medium', '系统日志被删除（哨兵未运行期间），不是日志轮换：/var/log/syslog'],
  ['/var/log/journal/0a', 'removed', 'running', 'medium', '系统日志被删除，不是日志轮换：/var/log/journal/0a'],
])('%s %s, found %s', (path, change, found, severity, because) => {
  const event = { kind: 'log-shrunk', source: 'logs', moment: momentAt(0), bytesBefore: 9, bytesAfter: 0 } as const
  expect(logCleared().onEvent({ ...event, path, change, found })).toMatchObject({ severity, because, subject: path })
})
