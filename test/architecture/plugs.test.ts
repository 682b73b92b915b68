// A folder of plugs opens with a README that says how to add one, and is named in one explicit list.
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesUnder, importsOf, isTest, root, targetOf, textOf } from './source-files.ts'

interface Plugs {
  readonly folder: string
  /** The file or folder whose imports are the list. */
  readonly list: string
}

const plugs: readonly Plugs[] = [
  { folder: 'agent/detection/detectors', list: 'agent/detection/detectors/index.ts' },
  { folder: 'agent/response/isolation', list: 'agent/platform' },
  { folder: 'agent/platform', list: 'agent/platform/pick.ts' },
  { folder: 'server/workflow/forms', list: 'server/workflow/forms/index.ts' },
  { folder: 'server/workflow/steps', list: 'server/workflow/plan.ts' },
  { folder: 'server/workflow/office-steps', list: 'server/workflow/office-steps/index.ts' },
  { folder: 'server/notify/channels', list: 'server/notify/channels/index.ts' },
  { folder: 'server/console/api', list: 'server/console/api/index.ts' },
  { folder: 'server/store/migrations', list: 'server/store/migrations/index.ts' },
]

const there = (path: string): boolean => existsSync(join(root, path))

/** What a list names in the folder of plugs. */
function listed({ folder, list }: Plugs): string[] {
  const files = list.endsWith('.ts') ? [list] : filesUnder(list).filter((path) => path.endsWith('.ts') && !isTest(path))
  return files
    .flatMap((from) => importsOf(from, textOf(from)).map(({ specifier }) => targetOf(from, specifier)))
    .flatMap((target) => (target.kind === 'file' ? [target.path] : []))
    .filter((path) => path.startsWith(`${folder}/`) && path !== list)
}

/** Looking for plugs at run time: a bundle cannot do it, and a reader cannot search for it. */
const looksForPlugs = (text: string): boolean => /import\.meta\.glob|\breaddir(Sync)?\b|\bimport\((?!['"`])/.test(text)

describe.each(plugs.filter(({ folder }) => there(folder) && filesUnder(folder).length > 0))('$folder', (plug) => {
  test('opens with a README that says how to add one', () => {
    expect(there(posix.join(plug.folder, 'README.md'))).toBe(true)
    const readme = textOf(posix.join(plug.folder, 'README.md'))
    expect(readme).toMatch(/to add (one|a|an)\b|新增|添加/i)
    expect(readme.split('\n').length).toBeLessThanOrEqual(60)
  })
  test('is named in one explicit list', () => {
    expect(there(plug.list), plug.list).toBe(true)
    expect(listed(plug).length).toBeGreaterThan(0)
    if (plug.list.endsWith('.ts')) expect(looksForPlugs(textOf(plug.list))).toBe(false)
  })
})

test.each([
  ['control: a glob', "const all = import.meta.glob('./*.ts')", true],
  ['control: a listing', 'for (const file of readdirSync(here)) await load(file)', true],
  ['control: a computed import', 'await import(name)', true],
  ['a list', "import { massFileRename } from './mass-file-rename.ts'", false],
])('%s', (_, text, looks) => {
  expect(looksForPlugs(text)).toBe(looks)
})
