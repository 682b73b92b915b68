// `npm run package`: one executable of the agent for each target into .out/package; skips what would come out the same.
//
//   npm run package [-- --only linux-x64|win-x64] [--with node|pkg]
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleAgent, inventoryAsset } from './agent-bundle.ts'
import { billOfMaterials, sums } from './bill-of-materials.ts'
import { withRunPath } from './elf-run-path.ts'
import { ways } from './one-executable.ts'
import type { Way } from './one-executable.ts'
import { buildPages, pageFolder } from './pages.ts'
import { withoutSignature } from './pe-signature.ts'
import { fetchRuntimes } from './runtimes.ts'
import { packageFolder, root, targets } from './targets.ts'
import type { Target } from './targets.ts'

export interface Packaged {
  readonly target: Target
  readonly path: string
  readonly bytes: number
  /** False where the last build still stands. */
  readonly built: boolean
  /** What could not be done on this machine; the executable serves all the same. */
  readonly remarks: readonly string[]
}

export interface PackageOptions {
  readonly only?: Target['name'] | undefined
  readonly way?: Way | undefined
  /** For a second set beside the usual one. */
  readonly folder?: string | undefined
}

/** Of this process alone, so that two builds at the same time do not meet. */
const work = join(root, '.out', `package-${process.pid}`)
const libatomic = 'libatomic.so.1'

/** Builds what has changed. Needs the npm registry once, for the runtimes. */
export async function packageAgent(options: PackageOptions = {}): Promise<readonly Packaged[]> {
  mkdirSync(work, { recursive: true })
  try {
    return await build(options)
  } finally {
    rmSync(work, { recursive: true })
  }
}

async function build({ only, way = 'node', folder = packageFolder }: PackageOptions): Promise<readonly Packaged[]> {
  mkdirSync(folder, { recursive: true })
  await buildPages(['panel'])
  const runtimes = fetchRuntimes()
  const { agent, inventory } = await bundleAgent()
  const main = join(folder, 'agent.cjs')
  writeFileSync(main, agent.code)
  writeFileSync(`${main}.map`, agent.map)
  const inventoryFile = join(work, inventoryAsset)
  writeFileSync(inventoryFile, inventory.code)
  const assets = { ...panelAssets(), [inventoryAsset]: inventoryFile }
  const stamp = stampOf([main, ...Object.values(assets), ...ownFiles()], way)

  const packaged: Packaged[] = []
  for (const target of targets.filter(({ name }) => only === undefined || only === name)) {
    const path = join(folder, target.file)
    const stampFile = join(folder, `.${target.name}.stamp`)
    const remarks: string[] = []
    const built = !existsSync(path) || !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp
    if (built) {
      // The stamp goes first and comes back last: an interrupted build is never taken for a whole one.
      rmSync(stampFile, { force: true })
      const runtime = prepared(target, join(runtimes, target.runtime), remarks)
      const unfinished = join(work, target.file)
      await ways[way]({ target, runtime, main, assets, output: unfinished })
      finish(target, unfinished, path, remarks)
    }
    packaged.push({ target, path, bytes: statSync(path).size, built, remarks })
  }
  if (packaged.some(({ built }) => built)) describe(folder, [...agent.packages, ...inventory.packages])
  for (const { target } of packaged) writeFileSync(join(folder, `.${target.name}.stamp`), stamp)
  return packaged
}

/** As the panel asks for them: `panel/index.html`, `panel/assets/…`. */
function panelAssets(): Record<string, string> {
  const folder = pageFolder('panel')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted()
  return Object.fromEntries(paths.map((path) => [`panel/${relative(folder, path).replaceAll('\\', '/')}`, path]))
}

function ownFiles(): string[] {
  const here = join(root, 'scripts', 'build')
  return readdirSync(here, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function stampOf(files: readonly string[], way: Way): string {
  const hash = createHash('sha256').update(`${way} ${process.version}\n`)
  for (const file of files) hash.update(`${basename(file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

/** A copy of the runtime without what the injection would spoil or nobody needs. */
function prepared(target: Target, runtime: string, remarks: string[]): string {
  const copy = join(work, `node-${basename(target.file)}`)
  if (target.name === 'win-x64') {
    writeFileSync(copy, withoutSignature(readFileSync(runtime)))
    return copy
  }
  copyFileSync(runtime, copy)
  // Before the injection: afterwards strip would take the program out with the rest.
  const strip = spawnSync('strip', [copy], { encoding: 'utf8' })
  if (strip.status !== 0) remarks.push('not stripped, 33 MB larger: strip (Debian: binutils) is not installed')
  chmodSync(copy, 0o755)
  return copy
}

/** What has to come after the injection, which lays the file out anew; then the file takes its place in one step. */
function finish(target: Target, unfinished: string, path: string, remarks: string[]): void {
  if (target.name === 'linux-x64') {
    writeFileSync(unfinished, withRunPath(readFileSync(unfinished)))
    chmodSync(unfinished, 0o755)
    const library = libraryOfThisMachine()
    if (library === undefined) remarks.push(`${libatomic} is not on this machine and so not beside the executable`)
    else copyFileSync(library, join(path, '..', libatomic))
  }
  renameSync(unfinished, path)
}

/** The one that this program itself was loaded with. */
function libraryOfThisMachine(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  return /\S+\/libatomic\.so\.1\S*/.exec(readFileSync('/proc/self/maps', 'latin1'))?.[0]
}

function describe(folder: string, packages: readonly string[]): void {
  writeFileSync(join(folder, 'bom.cdx.json'), billOfMaterials(packages))
  const names = [...targets.map(({ file }) => file), libatomic, 'bom.cdx.json'].filter((name) =>
    existsSync(join(folder, name)),
  )
  writeFileSync(join(folder, 'SHA256SUMS'), sums('sha256', folder, names))
  writeFileSync(join(folder, 'SM3SUMS'), sums('sm3', folder, names))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { only: { type: 'string' }, with: { type: 'string' } } })
  const only = targets.find(({ name }) => name === values.only)?.name
  const way = values.with === undefined ? undefined : (Object.keys(ways) as Way[]).find((name) => name === values.with)
  if ((values.only !== undefined && only === undefined) || (values.with !== undefined && way === undefined)) {
    console.error(`--only ${targets.map(({ name }) => name).join('|')}  --with ${Object.keys(ways).join('|')}`)
    process.exit(2)
  }
  const began = performance.now()
  for (const { path, bytes, built, remarks } of await packageAgent({ only, way })) {
    console.log(`${relative(root, path)}  ${(bytes / 1e6).toFixed(1)} MB${built ? '' : ' (unchanged)'}`)
    for (const remark of remarks) console.log(`  ${remark}`)
  }
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
}
