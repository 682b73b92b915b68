// Fetches Node for every target through npm: by name, exact version and the integrity in scripts/build/runtimes/package-lock.json.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, targets } from './targets.ts'

const folder = join(root, '.out', 'runtimes')
const lists = join(root, 'scripts', 'build', 'runtimes')
const stampFile = join(folder, 'fetched-from')

/** Installs once; afterwards only looks. Returns the folder in which a target's `runtime` lies. */
export function fetchRuntimes(): string {
  const modules = join(folder, 'node_modules')
  const stamp = createHash('sha256')
    .update(readFileSync(join(lists, 'package-lock.json')))
    .digest('hex')
  const isThere = targets.every(({ runtime }) => existsSync(join(modules, runtime)))
  if (isThere && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return modules

  rmSync(stampFile, { force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(lists, name), join(folder, name))
  copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'))
  // npm installs another platform's package only by force; what it gets is still checked against the lock file.
  npm(['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder)
  writeFileSync(stampFile, stamp)
  return modules
}

/** Runs npm, the same one that started this program where that is known, and returns what it printed. */
export function npm(words: readonly string[], cwd: string): string {
  const own = process.env['npm_execpath']
  const options = { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
  const run = own
    ? spawnSync(process.execPath, [own, ...words], options)
    : spawnSync('npm', [...words], { ...options, shell: process.platform === 'win32' })
  if (run.status !== 0)
    throw new Error(`npm ${words.join(' ')} ended with ${run.status}: ${run.stderr}${run.error?.message ?? ''}`)
  return run.stdout
}
