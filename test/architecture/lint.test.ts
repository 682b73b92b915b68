// Seeds one violation for each rule of .oxlintrc.json that the project relies on, and expects every one to be reported.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './source-files.ts'

interface Seed {
  readonly rule: string
  readonly path: string
  readonly text: string
}

const seed = (rule: string, text: string, path = `agent/seeds/${rule.replace(/\W+/g, '-')}.ts`): Seed => ({
  rule,
  path,
  text,
})

const forbidden: readonly Seed[] = [
  seed('eslint(no-restricted-properties)', 'export const at = Date.now()', 'server/intake/date-now.ts'),
  seed('eslint(no-restricted-properties)', 'export const at = performance.now()', 'shared/time/performance-now.ts'),
  seed('eslint(no-restricted-properties)', 'export const home = process.env', 'agent/outbox/process-env.ts'),
  seed('eslint(no-restricted-properties)', 'export const { env } = process', 'agent/outbox/process-env-taken-apart.ts'),
  seed('eslint(no-restricted-properties)', 'process.exit(1)', 'server/process-exit.ts'),
  seed('eslint(no-restricted-globals)', 'setTimeout(() => {}, 1)', 'shared/time/set-timeout.ts'),
  seed('eslint(no-restricted-globals)', 'setInterval(() => {}, 1)', 'agent/link/set-interval.ts'),
  seed(
    'eslint(no-restricted-imports)',
    "import { setTimeout } from 'node:timers/promises'\nawait setTimeout(1)",
    'agent/link/timers.ts',
  ),
  seed('eslint(no-console)', "console.log('x')"),
  seed('import(no-default-export)', 'export default 1'),
  seed(
    'import(no-cycle)',
    "import { b } from './cycle-b.ts'\nexport const a = (): number => b()",
    'agent/seeds/cycle-a.ts',
  ),
  seed(
    'import(no-cycle)',
    "import { a } from './cycle-a.ts'\nexport const b = (): number => a()",
    'agent/seeds/cycle-b.ts',
  ),
  seed('eslint(max-lines)', Array.from({ length: 401 }, (_, i) => `export const x${i} = 1`).join('\n')),
  seed('unicorn(filename-case)', 'export const x = 1', 'agent/seeds/camelCase.ts'),
  seed('eslint(eqeqeq)', 'export const same = (a: number, b: number) => a == b'),
  seed('typescript(no-explicit-any)', 'export const f = (x: any): unknown => x'),
  seed('typescript(no-non-null-assertion)', 'export const f = (x: string[]): string => x[0]!'),
  seed(
    'typescript(consistent-type-imports)',
    "import { Kind } from './kind.ts'\nexport const f = (x: Kind): Kind => x",
  ),
  seed('typescript(no-floating-promises)', 'export function f(): void {\n  Promise.resolve(1)\n}'),
  seed(
    'typescript(no-misused-promises)',
    'export const f = (x: number[]): void => {\n  x.forEach(async () => {\n    await Promise.resolve()\n  })\n}',
  ),
  seed('typescript(await-thenable)', 'export const f = async (n: number): Promise<void> => {\n  await n\n}'),
  seed('typescript(only-throw-error)', "export const f = (): never => {\n  throw 'x'\n}"),
  seed(
    'typescript(return-await)',
    'export const f = async (p: Promise<number>): Promise<number> => {\n  try {\n    return p\n  } catch {\n    return 0\n  }\n}',
  ),
  seed(
    'typescript(switch-exhaustiveness-check)',
    "import type { Kind } from './kind.ts'\nexport function f(kind: Kind): number {\n  switch (kind) {\n    case 'one':\n      return 1\n    default:\n      return 0\n  }\n}",
  ),
  seed(
    'vitest(no-focused-tests)',
    "import { expect, test } from 'vitest'\ntest.only('x', () => expect(1).toBe(1))",
    'agent/seeds/focused.test.ts',
  ),
]

// The last matching override replaces a rule: each place must be let off exactly what it is meant to be.
const allowed: readonly Seed[] = [
  seed(
    'the clock of the agent',
    'export const now = (): number => Date.now()\nexport const after = (): unknown => setTimeout(() => {}, 1)',
    'agent/machine/clock.ts',
  ),
  seed('the clock of the server', 'export const now = (): number => Date.now()', 'server/clock.ts'),
  seed('settings', 'export const home = process.env', 'server/config.ts'),
  seed('main', "console.error('x')\nprocess.exit(1)", 'agent/main.ts'),
  seed('a script', 'console.log(process.env, Date.now())', 'scripts/seed.ts'),
  seed('a test beside the code', 'export const x = [Date.now()][0]!', 'agent/link/link.test.ts'),
  seed('a page', 'setInterval(() => {}, 1000)', 'server/console/page/seed.ts'),
]

const kind = seed('the type that others use', "export type Kind = 'one' | 'two'", 'agent/seeds/kind.ts')

describe('oxlint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lint-control-'))
  let reported: { code: string; filename: string }[] = []

  beforeAll(() => {
    // Overrides are relative to the configuration file, so a copy of it judges this folder as if it were the project.
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    const compilerOptions = {
      target: 'es2024',
      lib: ['esnext', 'dom'],
      types: [],
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      allowImportingTsExtensions: true,
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    writeFileSync(
      join(folder, 'node.d.ts'),
      'declare const process: { env: Record<string, string>; exit(code: number): never }\n',
    )
    for (const { path, text } of [...forbidden, ...allowed, kind]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${text}\n`)
    }
    const require = createRequire(import.meta.url)
    const oxlint = join(dirname(require.resolve('oxlint/package.json')), 'bin', 'oxlint')
    const tsgolint = join(dirname(require.resolve('oxlint-tsgolint/package.json')), 'bin', 'tsgolint.js')
    const run = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, OXLINT_TSGOLINT_PATH: tsgolint },
    })
    reported = (JSON.parse(run.stdout) as { diagnostics: typeof reported }).diagnostics
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const rulesFor = (path: string): string[] => [
    ...new Set(reported.filter(({ filename }) => filename === path).map(({ code }) => code)),
  ]

  test.each(forbidden)('reports $rule in $path', ({ rule, path }) => {
    expect(rulesFor(path)).toEqual([rule])
  })

  test.each(allowed)('leaves $rule alone', ({ path }) => {
    expect(rulesFor(path)).toEqual([])
  })
})
