// Makes one CommonJS file of the agent and everything it imports, in which each command is still loaded only when it is used.
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './targets.ts'

export interface AgentBundle {
  readonly code: Uint8Array
  /** Reads a stack trace of the packaged agent; not part of the executable. */
  readonly map: Uint8Array
  /** npm packages that are in the code, by name. */
  readonly packages: readonly string[]
}

/** Asked for and not needed: faster parts of ws, and macOS. In an executable `require` gives Node's own modules only, so each is refused. */
const optional = ['bufferutil', 'utf-8-validate', 'osx-temperature-sensor', 'macos-temperature-sensor']

/**
 * CommonJS, since only that can carry V8's compiled code in an executable. Minified: V8 keeps a program's text in memory, and
 * half the text is 1 MB less of it. Fails where something is imported that is neither ours, in the bundle, nor of Node.
 */
export async function bundleAgent(): Promise<AgentBundle> {
  const outfile = join(root, '.out', 'package', 'agent.cjs')
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['agent/main.ts'],
    outfile,
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
    // Asked for only where the program is not an executable, and there the sources run themselves.
    define: { 'import.meta.url': '"file:///sentinel-agent"' },
  })
  const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint !== undefined)
  const foreign =
    output?.imports.filter(({ path, external }) => external === true && !isBuiltin(path) && !optional.includes(path)) ??
    []
  if (foreign.length > 0) throw new Error(`not in the bundle: ${foreign.map(({ path }) => path).join(', ')}`)
  const named = (end: string) => {
    const file = outputFiles.find(({ path }) => path.endsWith(end))
    if (file === undefined) throw new Error(`esbuild wrote no ${end}`)
    return file.contents
  }
  const packages = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1] ?? [])
  return { code: named('.cjs'), map: named('.map'), packages: [...new Set(packages)].toSorted() }
}
