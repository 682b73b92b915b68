// What CI runs, in order, and what developers run before they hand in: `npm test`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { debianPackages } from './dev/debian-packages.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const reports = join(root, '.out', 'check')

interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Step {
  readonly name: string
  /** Arguments for Node; absent where `act` does the work. */
  readonly run?: readonly string[]
  readonly act?: () => Outcome
  /** Where vitest leaves its count; without it the step counts as one. */
  readonly report?: string
  readonly skipIf?: () => string | undefined
}

type Outcome = { readonly verdict: 'passed' | 'failed' | 'skipped'; readonly output: string }

const tool = (packageName: string, path: string): string => join(root, 'node_modules', packageName, path)

function vitest(project: 'unit' | 'scenario'): Step {
  const report = join(reports, `${project}.json`)
  const config = 'scripts/dev/vitest.config.ts'
  return {
    name: project,
    report,
    run: [
      tool('vitest', 'vitest.mjs'),
      'run',
      `--config=${config}`,
      `--project=${project}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
  }
}

const pages = 'scripts/build/pages.ts'

const steps: readonly Step[] = [
  { name: 'machine', act: debianPackages },
  { name: 'format', run: [tool('oxfmt', 'bin/oxfmt'), '--check'] },
  // --force: TypeScript 7.0.2 keeps an old verdict when a file of global declarations is added or changed.
  { name: 'types', run: [tool('typescript', 'bin/tsc'), '--build', '--force'] },
  { name: 'lint', run: [tool('oxlint', 'bin/oxlint')] },
  { name: 'unused', run: [tool('knip', 'bin/knip.js'), '--no-progress'] },
  { name: 'pages', run: [pages], skipIf: () => (existsSync(join(root, pages)) ? undefined : `${pages} is not there`) },
  vitest('unit'),
  vitest('scenario'),
]

/** Runs to the end and keeps all that was said: a failing step shows it in full, a passing one shows nothing. */
function runNode(words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    })
    let output = ''
    const keep = (chunk: string): void => void (output += chunk)
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => resolve({ verdict: 'failed', output: `${output}\n${error.message}` }))
    // A process that a test left behind may hold the pipes open: the tool's own end is the end.
    child.on('exit', (code) => {
      const end = (): void => resolve({ verdict: code === 0 ? 'passed' : 'failed', output })
      const leftBehind = setTimeout(() => {
        output += '\n(a process left behind by this step still holds its output)'
        child.stdout.destroy()
        child.stderr.destroy()
        end()
      }, 5_000)
      child.on('close', () => {
        clearTimeout(leftBehind)
        end()
      })
    })
  })
}

/** What vitest counted. A run that failed before or beside its tests (a file that does not load) counts one more failure. */
function countOf(report: string, outcome: Outcome): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const found = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly numPassedTests: number
    readonly numFailedTests: number
    readonly numPendingTests: number
    readonly numTodoTests: number
  }
  const failed = found.numFailedTests
  return {
    passed: found.numPassedTests,
    failed: outcome.verdict === 'failed' && failed === 0 ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  }
}

async function perform(step: Step): Promise<{ readonly outcome: Outcome; readonly count: Count }> {
  const skipped = step.skipIf?.()
  if (step.report !== undefined) rmSync(step.report, { force: true })
  const outcome: Outcome =
    skipped === undefined ? (step.act?.() ?? (await runNode(step.run ?? []))) : { verdict: 'skipped', output: skipped }
  const count =
    step.report === undefined
      ? { passed: 0, failed: 0, skipped: 0, [outcome.verdict]: 1 }
      : countOf(step.report, outcome)
  return { outcome, count }
}

function chosenSteps(): readonly Step[] {
  const names = steps.map(({ name }) => name)
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, skip: { type: 'string', multiple: true } },
  })
  const unknown = [...(values.only ?? []), ...(values.skip ?? [])].filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.error(`No step named ${unknown.join(', ')}. The steps: ${names.join(', ')}`)
    process.exit(2)
  }
  return steps.filter(({ name }) => (values.only?.includes(name) ?? true) && !values.skip?.includes(name))
}

const total = { passed: 0, failed: 0, skipped: 0 }
mkdirSync(reports, { recursive: true })
for (const step of chosenSteps()) {
  const began = performance.now()
  const { outcome, count } = await perform(step)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const counted =
    step.report === undefined ? '' : `  ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`
  console.log(`${step.name.padEnd(9)} ${outcome.verdict.padEnd(8)} ${seconds.padStart(6)} s${counted}`)
  if (outcome.verdict !== 'passed') console.log(stripVTControlCharacters(outcome.output).trimEnd())
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 ? 0 : 1
