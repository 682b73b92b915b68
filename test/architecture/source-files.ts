// What the architecture tests look at: every file of the project as text, and every TypeScript file as a syntax tree.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export const areas = ['shared', 'agent', 'server', 'scripts', 'test'] as const

/** Paths from the project's root with forward slashes, so that a rule reads the same on every machine. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|\.out|\.sentinel)\//.test(path))
    .toSorted()
}

export const everyFile = (): string[] => areas.flatMap(filesUnder)
export const sourceFiles = (): string[] => everyFile().filter((path) => /\.(ts|tsx|mjs)$/.test(path))
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

export interface Import {
  readonly specifier: string
  readonly names: readonly string[]
  /** Erased before it runs: `import type`, `export type`, `import('…').Name` in a type. */
  readonly typeOnly: boolean
}

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Every node of a file's syntax tree, parents first. */
export function* nodesOf(path: string, text: string): Generator<Node> {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]!.message}`)
  const waiting: unknown[] = [program]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (Array.isArray(next)) waiting.push(...next.toReversed())
    else if (isNode(next)) {
      yield next
      waiting.push(...Object.values(next).toReversed())
    }
  }
}

const literal = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : undefined

/** All ways in which a file can reach another: static, dynamic, re-exported, in a type. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = []
  for (const node of nodesOf(path, text)) {
    const specifier = literal(node['source'])
    if (specifier === undefined) continue
    const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : []
    const names = specifiers.map((each) => {
      const imported = each['imported']
      if (each.type === 'ImportNamespaceSpecifier') return '*'
      return isNode(imported) && typeof imported['name'] === 'string' ? imported['name'] : 'default'
    })
    const erased = node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType'
    const allErased = specifiers.length > 0 && specifiers.every((each) => each['importKind'] === 'type')
    found.push({ specifier, names, typeOnly: erased || allErased })
  }
  return found
}

export type Target =
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly written: 'relative' | 'hash' }

/** Where a specifier leads. `from` is the importing file, as a path from the root. */
export function targetOf(from: string, specifier: string): Target {
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier }
  if (specifier.startsWith('#')) return { kind: 'file', path: posix.normalize(specifier.slice(1)), written: 'hash' }
  if (specifier.startsWith('.'))
    return { kind: 'file', path: posix.join(posix.dirname(from), specifier), written: 'relative' }
  const parts = specifier.split('/')
  return { kind: 'package', name: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]! }
}
