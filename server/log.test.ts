// The log: one JSON object a line, whatever an attacker calls himself.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { oldestLogLine, openLog } from './log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['a line feed', 'a\n{"code":"server/ready"}'],
  ['a screen sequence', 'a\u001B[2Jb'],
  ['a C1 control', 'a\u009B2Jb'],
  ['a text that runs backwards', 'a\u202Ebc'],
  ['a line separator', 'a\u2028b'],
  ['a zero-width sign', 'a\u200Bb'],
  ['Chinese', '璧山区××大药房'],
])('%s stays inside its line and its string', async (_, name) => {
  const log = openLog({ folder, toStdout: false })
  log.warn('console/sign-in-refused', { name, tries: 3 })
  await log.close()
  const text = readFileSync(join(folder, 'server.log'), 'utf8')
  expect(text.split('\n')).toHaveLength(2)
  // oxlint-disable-next-line no-control-regex
  expect(text.slice(0, -1)).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E]/)
  expect(JSON.parse(text)).toMatchObject({ level: 'warn', code: 'console/sign-in-refused', name, tries: 3 })
})

test('the file is for the server’s account only, and lines name their time', async () => {
  const log = openLog({ folder, toStdout: false })
  log.info('server/ready', { consolePort: 7080 })
  await log.close()
  const file = join(folder, 'server.log')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ timestamp: expect.stringMatching(/^\d{4}-.*Z$/) })
})

test('how far back the files reach, over all of them', () => {
  expect(oldestLogLine(folder)).toBeUndefined()
  const line = (timestamp: string) => `${JSON.stringify({ code: 'x', timestamp })}\n`
  writeFileSync(join(folder, 'server.log'), line('2026-11-22T00:00:00.000Z'))
  writeFileSync(join(folder, 'server1.log'), line('2026-05-01T00:00:00.000Z') + line('2026-06-01T00:00:00.000Z'))
  writeFileSync(join(folder, 'server2.log'), 'half a li')
  writeFileSync(join(folder, 'other.log'), line('2020-01-01T00:00:00.000Z'))
  expect(oldestLogLine(folder)).toBe(Date.parse('2026-05-01T00:00:00.000Z'))
})
