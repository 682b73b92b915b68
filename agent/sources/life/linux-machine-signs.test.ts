// What the machine shows of why it is stopping, from files as Linux writes them.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir, uptime } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linuxStopReason, linuxUptime } from './linux-machine-signs.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentinel-signs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const held = (inode: number, kind = 'POSIX') =>
  `1: FLOCK  ADVISORY  WRITE 700 08:01:4711 0 EOF\n2: ${kind}  ADVISORY  WRITE 812 fe:01:${inode} 0 EOF\n`

test.each<[string, (given: { inode: number }) => Record<string, string>, string]>([
  ['nothing', () => ({}), 'asked'],
  [
    'the machine goes off',
    () => ({ nologin: 'System is going down. Unprivileged users are not permitted to log in anymore.\n' }),
    'machine-off',
  ],
  ['the machine boots', () => ({ nologin: 'System is booting up. Unprivileged users are not permitted…\n' }), 'asked'],
  ['dpkg works', ({ inode }) => ({ locks: held(inode) }), 'upgrade'],
  ['rpm works, with a lock of its own kind', ({ inode }) => ({ locks: held(inode, 'OFDLCK') }), 'upgrade'],
  ['something else is locked', ({ inode }) => ({ locks: held(inode * 10 + 1) }), 'asked'],
])('%s: %s', (_, files, expected) => {
  const lock = join(folder, 'lock')
  writeFileSync(lock, '')
  for (const [name, text] of Object.entries(files({ inode: statSync(lock).ino })))
    writeFileSync(join(folder, name), text)
  expect(
    linuxStopReason({
      uptime: '',
      noLogin: join(folder, 'nologin'),
      packageLocks: [join(folder, 'not-there'), lock],
      locks: join(folder, 'locks'),
    }),
  ).toBe(expected)
})

test.skipIf(process.platform !== 'linux')('time since boot is what the machine says', () => {
  expect(Math.abs((linuxUptime() ?? 0) / 1_000 - uptime())).toBeLessThan(5)
  expect(linuxUptime({ uptime: join(folder, 'none') })).toBeUndefined()
})
