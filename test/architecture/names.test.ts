// Names, and the few rules of style that no linter rule covers.
import { readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { everyFile, importsOf, isTest, nodesOf, root, sourceFiles, textOf } from './source-files.ts'

const topLevel = [
  'agent',
  'server',
  'shared',
  'scripts',
  'test',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'LICENSE',
  'node_modules',
]

// `service` and `base` are refused alone but not as a last word: a Windows service and a knowledge base are things.
const bannedNames = /^(utils?|helpers?|common|misc|managers?|services?|handlers?|base|types)$/
const bannedEndings = /-(utils?|helpers?|common|misc|manager|handler|types)$/
const fileName = /^(README(\.zh-CN)?|GLOSSARY|ARCHITECTURE|[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z0-9-]+)*$/

function badName(path: string): boolean {
  const file = posix.basename(path)
  const stem = file.replace(/\.[^/]*$/, '')
  return !fileName.test(file) || bannedNames.test(stem) || bannedEndings.test(stem)
}

test('files are kebab-case and named after what they do', () => {
  expect(everyFile().filter((path) => !path.startsWith('test/fixtures/') && badName(path))).toEqual([])
})

test.each([
  ['shared/text/hash-chain.ts', false],
  ['agent/machine/windows-service.ts', false],
  ['agent/rules/mass-file-rename.cases.yml', false],
  ['shared/decisions/0001-node-through-npm.md', false],
  ['control: server/utils.ts', true],
  ['control: server/store/store-types.ts', true],
  ['control: agent/agentManager.ts', true],
  ['control: agent/Agent.ts', true],
])('%s', (path, bad) => {
  expect(badName(path)).toBe(bad)
})

test('the top level holds what the map says and nothing else', () => {
  const extra = readdirSync(root).filter((name) => !name.startsWith('.') && !topLevel.includes(name))
  expect(extra).toEqual([])
})

/** `new Date()` reads the clock behind the Clock's back; the linter has no rule for it. */
function readsTheClock(path: string, text: string): boolean {
  if (!/\bDate\s*\(|\bnew\s+Date\b/.test(text)) return false
  for (const node of nodesOf(path, text)) {
    const callee = node['callee'] as { type?: unknown; name?: unknown } | undefined
    if (callee?.type !== 'Identifier' || callee.name !== 'Date') continue
    if (node.type === 'CallExpression') return true
    if (node.type === 'NewExpression' && (node['arguments'] as unknown[]).length === 0) return true
  }
  return false
}

const mayReadTheClock = (path: string): boolean =>
  isTest(path) ||
  /^(scripts|test)\//.test(path) ||
  /^(agent|server)\/(main|config)\.ts$/.test(path) ||
  /^(agent\/machine|server)\/clock\.ts$/.test(path) ||
  /^(agent\/panel|server\/console)\/page\//.test(path)

describe('the clock', () => {
  test('is read through the Clock only', () => {
    expect(sourceFiles().filter((path) => !mayReadTheClock(path) && readsTheClock(path, textOf(path)))).toEqual([])
  })
  test.each([
    ['control: new Date()', 'const a = new Date()', true],
    ['control: new Date without brackets', 'const a = new Date', true],
    ['control: Date()', 'const a = Date()', true],
    ['a date of something', 'const a = new Date(0)', false],
    ['in a text', 'const a = "new Date()"', false],
  ])('%s', (_, text, reads) => {
    expect(readsTheClock('a.ts', text)).toBe(reads)
  })
})

/** `import { z }` loads every locale of zod: 8.7 MB of private memory instead of 4.4 (measured). */
const loadsAllOfZod = (path: string, text: string): boolean =>
  importsOf(path, text).some(
    ({ specifier, names, typeOnly }) => specifier === 'zod' && !typeOnly && names.some((name) => name !== '*'),
  )

describe('zod', () => {
  test('is imported as a namespace', () => {
    expect(sourceFiles().filter((path) => loadsAllOfZod(path, textOf(path)))).toEqual([])
  })
  test.each([
    ['control: by name', `import { z } from 'zod'`, true],
    ['control: by default', `import z from 'zod'`, true],
    ['as a namespace', `import * as z from 'zod'`, false],
    ['as a type', `import type { ZodType } from 'zod'`, false],
  ])('%s', (_, text, all) => {
    expect(loadsAllOfZod('a.ts', text)).toBe(all)
  })
})

/** A path of the machine that a file was written on: true there and nowhere else. */
function machinePaths(path: string, text: string): string[] {
  const absolute = text.match(/(?<![\w/.-])\/(?:(?:home|Users)\/[\w-]+|root|work|workspace|builds)\/[\w./-]+/g) ?? []
  const outside = (text.match(/(?:\.\.\/)+shared\b/g) ?? []).filter((found) =>
    posix.join(posix.dirname(path), found).startsWith('..'),
  )
  return [...absolute, ...outside]
}

describe('paths of one machine', () => {
  test('are in no file', () => {
    const text = [...everyFile(), ...readdirSync(root).filter((name) => /\.(md|json)$/.test(name))].filter(
      (path) =>
        /\.(ts|tsx|mjs|md|json|yml|yaml|sh|service|html|css|nsi)$/.test(path) &&
        path !== 'test/architecture/names.test.ts',
    )
    expect(text.flatMap((path) => machinePaths(path, textOf(path)).map((found) => `${path}: ${found}`))).toEqual([])
  })
  test.each([
    ['control: an absolute path', 'README.md', 'see /home/somebody/sentinel/agent', ['/home/somebody/sentinel/agent']],
    ['control: a folder beside the project', 'README.md', 'see ../shared/plan', ['../shared']],
    ['control: the same from further down', 'agent/handbook/a.md', '../../../shared/x', ['../../../shared']],
    ['the shared folder of the project', 'agent/handbook/a.md', '../../shared/GLOSSARY.md', []],
    ['somebody’s working folder in prose', 'a.md', 'network/work/life', []],
  ])('%s', (_, path, text, found) => {
    expect(machinePaths(path, text)).toEqual(found)
  })
})
