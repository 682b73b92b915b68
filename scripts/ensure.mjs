// Makes `npm start` and `npm test` work from nothing: installs what the lock file says and puts the project's own Node first.
// Plain JavaScript that Node 20 can run, since it is what brings Node 26 here. Runs before both commands and after `npm ci`.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.installed-from')
const windows = process.platform === 'win32'

/** The lock file and the machine it was installed for: a folder copied between machines is installed anew. */
function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
}

/** npm's own note of what lies in node_modules, kept by every install: after `npm install ws` nothing needs doing again. */
function agreesWithNpm() {
  const note = join(modules, '.package-lock.json')
  if (!existsSync(note) || !existsSync(binary)) return false
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const there = packagesOf(note)
  const { '': _, ...wanted } = packagesOf(join(root, 'package-lock.json'))
  return (
    Object.keys(there).every((path) => wanted[path] !== undefined) &&
    // What is optional may be another platform's and rightly missing.
    Object.entries(wanted).every(([path, { integrity, optional, devOptional }]) =>
      there[path] === undefined ? optional || devOptional : there[path].integrity === integrity,
    )
  )
}

function installed() {
  return (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) || agreesWithNpm()
}

function install() {
  // npm tells its scripts where it is; without it (node scripts/ensure.mjs) the one on the PATH has to do.
  const npm = process.env['npm_execpath']
  const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const run = npm
    ? spawnSync(process.execPath, [npm, ...words], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', words, { cwd: root, stdio: 'inherit', shell: windows })
  if (run.status !== 0) {
    console.error('npm ci did not finish; see its message above. The registry must be reachable for the first run.')
    process.exit(run.status ?? 1)
  }
}

const platform = windows ? 'win' : process.platform
const binary = join(modules, `node-${platform}-${process.arch}`, 'bin', windows ? 'node.exe' : 'node')

/** Node 26 on Linux needs libatomic.so.1, which small Debian images and UOS/Kylin desktops may lack. */
function makeRunnable() {
  if (!existsSync(binary)) {
    console.error(
      `No Node 26 for ${process.platform}-${process.arch} among the packages (linux-x64, linux-arm64, win-x64).`,
    )
    process.exit(1)
  }
  const runs = () => spawnSync(binary, ['--version'], { encoding: 'utf8' })
  let first = runs()
  if (first.status === 0) return
  if (/libatomic/.test(first.stderr ?? '') && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'libatomic1'], { stdio: 'inherit' })
    first = runs()
    if (first.status === 0) return
  }
  console.error(`${binary} does not run on this machine:\n${first.stderr ?? ''}${first.error?.message ?? ''}`)
  console.error(
    'On Debian and Ubuntu: apt-get install libatomic1. On openEuler and Kylin servers: dnf install libatomic.',
  )
  process.exit(1)
}

/** npm 10 links no `.bin/node` for the per-platform packages, npm 11 does: the same outcome either way. */
function linkNode() {
  const bin = join(modules, '.bin')
  mkdirSync(bin, { recursive: true })
  if (windows) {
    writeFileSync(join(bin, 'node.cmd'), `@"%~dp0\\${relative(bin, binary)}" %*\r\n`)
    return
  }
  const link = join(bin, 'node')
  const target = relative(bin, binary)
  const there = lstatSync(link, { throwIfNoEntry: false })
  if (there?.isSymbolicLink() && readlinkSync(link) === target) return
  rmSync(link, { force: true })
  symlinkSync(target, link)
}

if (process.argv[2] !== '--installed' && !installed()) install()
if (process.argv[2] === '--installed' || !existsSync(join(modules, '.bin', 'node'))) makeRunnable()
linkNode()
writeFileSync(stamp, fingerprint())
