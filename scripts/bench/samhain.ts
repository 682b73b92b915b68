// The other watcher to compare with: Debian's samhain, set to look at the same folder, in mounts of its own so that nothing of the machine changes.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const program = '/usr/sbin/samhain'

/** What it is set to do, in the words of a figure's baseline. */
export const samhainDoes = 'samhain: the same folder by inotify; processes, mounts and logins each minute'

/** Why it cannot be measured here; undefined where it can. */
export function whyNoSamhain(): string | undefined {
  if (!existsSync(program))
    return 'samhain is not installed (Debian: apt-get install samhain); OSSEC is in no Debian release'
  return process.getuid?.() === 0 ? undefined : 'samhain needs root'
}

/** Checks that it makes by default and that have no counterpart here are off: they would only make it dearer. */
const settings = (watched: string) => `[ReadOnly]
dir = 9${watched}
[Inotify]
InotifyActive=yes
[ProcessCheck]
ProcessCheckActive=yes
ProcessCheckInterval=60
[Utmp]
LoginCheckActive=yes
LoginCheckInterval=60
[Mounts]
MountCheckActive=yes
MountCheckInterval=60
[SuidCheck]
SuidCheckActive=no
[PortCheck]
PortCheckActive=no
[Log]
MailSeverity=none
LogSeverity=none
SyslogSeverity=none
PrintSeverity=crit
[Misc]
Daemon=no
ChecksumTest=check
SetLoopTime=60
SetFileCheckTime=600
[EOF]
`

/** Its paths are compiled in, so its folders are laid over the system's. The shell becomes samhain once the first look is done. */
export function startSamhain(folder: string, watched: string): ChildProcess {
  const own = join(folder, 'samhain')
  const over = { etc: '/etc/samhain', lib: '/var/lib/samhain', log: '/var/log/samhain' }
  for (const name of Object.keys(over)) mkdirSync(join(own, name), { recursive: true })
  writeFileSync(join(own, 'etc', 'samhainrc'), settings(watched))
  const script = [
    ...Object.entries(over).map(([name, path]) => `mount --bind ${join(own, name)} ${path}`),
    `${program} -t init -p none --foreground`,
    `exec ${program} -t check -p crit --foreground --forever`,
  ].join(' && ')
  return spawn('/usr/bin/unshare', ['--mount', '/bin/sh', '-c', script], { stdio: 'ignore' })
}
