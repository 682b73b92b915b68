// Makes two CommonJS texts of the agent and everything it imports: the program, and what only the inventory's child reads.
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { BuildOptions, Plugin } from 'esbuild'
import { root } from './targets.ts'

interface Bundle {
  readonly code: Uint8Array
  /** Reads a stack trace of the packaged agent; not part of the executable. */
  readonly map: Uint8Array
  /** npm packages that are in the code: `ws@8.23.0`. */
  readonly packages: readonly string[]
}

/** systeminformation is a third of all the text, and V8 keeps text in memory: it is an asset, read where the inventory is taken. */
const inventoryPackage = 'systeminformation'
export const inventoryAsset = `${inventoryPackage}.cjs`

/** Asked for and not needed: faster parts of ws, and macOS. In an executable `require` gives Node's own modules only, so each is refused. */
const optional = ['bufferutil', 'utf-8-validate', 'osx-temperature-sensor', 'macos-temperature-sensor']

/**
 * CommonJS, since only that can carry V8's compiled code in an executable; commands are still loaded when they are used.
 * Fails where something is imported that is neither ours, in the bundle, nor of Node.
 */
export async function bundleAgent(): Promise<{ readonly agent: Bundle; readonly inventory: Bundle }> {
  return {
    agent: await bundle({ entryPoints: ['agent/main.ts'], plugins: [readAsAsset] }),
    inventory: await bundle({ entryPoints: [inventoryPackage] }),
  }
}

async function bundle(options: BuildOptions): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: root,
    outfile: 'bundle.cjs',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node26',
    minify: true,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'error',
    define: {
      // Asked for only where the program is not an executable, and there the sources run themselves.
      'import.meta.url': '"file:///sentinel-agent"',
      // Leaves out what libraries do for developers.
      'process.env.NODE_ENV': '"production"',
    },
  })
  const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint !== undefined)
  const isForeign = (path: string) => !isBuiltin(path) && !optional.includes(path)
  const foreign = output?.imports.filter(({ path, external }) => external === true && isForeign(path)) ?? []
  if (foreign.length > 0) throw new Error(`not in the bundle: ${foreign.map(({ path }) => path).join(', ')}`)
  const packages = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [])
  const written = (end: string) => {
    const file = outputFiles.find(({ path }) => path.endsWith(end))
    if (file === undefined) throw new Error(`esbuild wrote no ${end}`)
    return file.contents
  }
  return { code: written('.cjs'), map: written('.map'), packages: [...new Set(packages)].map(nameAndVersion) }
}

/** In the program stands, instead of the package, a module of five lines that reads it out of the executable. */
const readAsAsset: Plugin = {
  name: 'read-as-asset',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${inventoryPackage}$`) }, ({ path }) => ({ path, namespace: 'asset' }))
    build.onLoad({ filter: /.*/, namespace: 'asset' }, () => ({
      loader: 'js',
      contents: `
        const { getAsset } = require('node:sea')
        const { compileFunction } = require('node:vm')
        const load = compileFunction(getAsset('${inventoryAsset}', 'utf8'), ['module', 'exports', 'require'])
        load(module, exports, require)`,
    }))
  },
}

function nameAndVersion(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  return `${name}@${version}`
}
