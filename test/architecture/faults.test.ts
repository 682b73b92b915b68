// Every fault code has wording in both languages and a line in a handbook: whoever sees a code can look it up.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultCodes } from '#shared/fault.ts'
import { en } from '#shared/wording/en.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { filesUnder, root, sourceFiles, textOf } from './source-files.ts'

const handbook = ['agent/handbook', 'server/handbook']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap(filesUnder)
  .filter((path) => path.endsWith('.md'))
  .map(textOf)
  .join('\n')

/** The codes that a text does not name; `a/b` inside `a/b-c` does not count as named. */
const unnamedIn = (text: string, codes: readonly string[]): string[] =>
  codes.filter((code) => !new RegExp(`(?<![\\w/-])${code}(?![\\w/-])`).test(text))

test('codes are area/what, sorted, each once', () => {
  expect(faultCodes.filter((code) => !/^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([])
  expect([...new Set(faultCodes)].toSorted()).toEqual([...faultCodes])
})

test.each([
  ['zh-CN', zhCn.faults],
  ['en', en.faults],
])('every code has wording in %s, and no wording lacks its code', (_, faults: Readonly<Record<string, unknown>>) => {
  expect(Object.keys(faults).toSorted()).toEqual([...faultCodes].toSorted())
})

test('every code has a line in a handbook', () => {
  expect(unnamedIn(handbook, faultCodes)).toEqual([])
})

test('every code is raised somewhere', () => {
  const product = sourceFiles()
    .filter(
      (path) => /^(agent|server|shared)\//.test(path) && !/\.test\.tsx?$|^shared\/(fault\.ts|wording\/)/.test(path),
    )
    .map(textOf)
    .join('\n')
  expect(unnamedIn(product, faultCodes)).toEqual([])
})

describe('control', () => {
  test('a missing code is reported, and a longer one does not stand for it', () => {
    expect(unnamedIn('`outbox/full` and `outbox/damaged-twice`', ['outbox/full', 'outbox/damaged'])).toEqual([
      'outbox/damaged',
    ])
  })
})
