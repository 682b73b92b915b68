// The thread: findings come back, a bad bundle is not taken, and a rule that hangs is left out while the others go on.
import { afterEach, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { bundleText } from '#shared/sigma/bundle-lines.ts'
import type { SelfTest } from '#shared/sigma/bundle-lines.ts'
import { parseRule } from '#shared/sigma/parse-rule.ts'
import { withWitness } from '#shared/sigma/witness.ts'
import { realClock } from '#test/fakes/real-clock.ts'
import type { NativeEvent, SigmaFinding } from './messages.ts'
import { SigmaThread } from './sigma-thread.ts'

const stop: AbortController[] = []
afterEach(() => {
  for (const one of stop.splice(0)) one.abort()
})

function thread(hangsAfterMs = 60_000) {
  const findings: SigmaFinding[] = []
  const made = new SigmaThread({
    clock: realClock,
    log: silentLog,
    onFindings: (some) => findings.push(...some),
    hangsAfterMs,
  })
  const ending = new AbortController()
  stop.push(ending)
  made.start(ending.signal)
  return { made, findings }
}

function rule(id: string, item: Record<string, unknown>) {
  const parsed = parseRule({
    id,
    title: id,
    author: 'somebody',
    level: 'high',
    logsource: { product: 'windows', category: 'process_creation' },
    detection: { selection: item, condition: 'selection' },
  })
  if (!parsed.ok) throw new Error(parsed.refusal.what)
  return withWitness(parsed.document)
}

const bundle = (rules: ReturnType<typeof rule>[], selfTests: SelfTest[] = []) =>
  bundleText({ rules, correlations: [], filters: [], selfTests })

const started = (commandLine: string): NativeEvent => ({
  from: 'windows',
  at: 7,
  record: { Channel: 'Security', EventID: 4688, NewProcessName: 'C:\\a\\b.exe', CommandLine: commandLine },
})

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(holds()).toBe(true)
}

test('a match comes back with the author of the rule and the fields that made it match', async () => {
  const { made, findings } = thread()
  expect(await made.load(bundle([rule('shadows', { 'CommandLine|contains': 'delete shadows' })]))).toMatchObject({
    ok: true,
    rules: 1,
  })
  made.judge(started('vssadmin Delete Shadows /all'))
  made.judge(started('vssadmin list shadows'))
  await until(() => findings.length > 0)
  expect(findings).toMatchObject([
    {
      kind: 'rule',
      at: 7,
      rule: { id: 'shadows', author: 'somebody', severity: 'high' },
      facts: { CommandLine: 'vssadmin Delete Shadows /all' },
    },
  ])
})

const selfTest = (id: string, matches: boolean): SelfTest => ({
  kind: 'self-test',
  rule: id,
  origin: { product: 'windows', categories: ['process_creation'] },
  fields: { CommandLine: 'one' },
  matches,
})

test.each([
  ['a self-test that fails', bundle([rule('two', { CommandLine: 'two' })], [selfTest('two', true)]), 'two: self-test'],
  ['a line that is no JSON', `${bundle([rule('two', { CommandLine: 'two' })])}{`, 'SyntaxError'],
])('a bundle with %s is not taken, and the one before goes on', async (_, bad, why) => {
  const { made, findings } = thread()
  await made.load(bundle([rule('one', { CommandLine: 'one' })], [selfTest('one', true)]))
  const loaded = await made.load(bad)
  expect(loaded).toMatchObject({ ok: false, rules: 1, failures: [expect.stringContaining(why)] })
  made.judge(started('one'))
  await until(() => findings.length > 0)
  expect(findings[0]?.rule.id).toBe('one')
})

test('an expression that backtracks without end costs milliseconds', async () => {
  const { made, findings } = thread()
  await made.load(
    bundle([rule('slow', { 'CommandLine|re': '^(a+)+$' }), rule('good', { 'CommandLine|contains': 'b' })]),
  )
  made.judge(started(`${'a'.repeat(40)}b`))
  await until(() => findings.length > 0)
  expect(findings.map(({ rule: { id } }) => id)).toEqual(['good'])
})

test('a thread that hangs is ended, its rule left out, and the others judge on', async () => {
  const { made, findings } = thread(1_500)
  // What looks back cannot be run by the engine that does not backtrack.
  const hanging = rule('hanging', { 'CommandLine|re': '^(?=a)(a+)+$' })
  await made.load(bundle([hanging, rule('good', { 'CommandLine|endswith': 'b' })]))
  made.judge(started(`${'a'.repeat(60)}b`))
  await until(() => made.coverage().benched.length > 0)
  expect(made.coverage()).toMatchObject({ benched: ['hanging'], unjudged: 1 })
  await until(() => {
    made.judge(started('ab'))
    return findings.length > 0
  })
  expect(findings[0]?.rule.id).toBe('good')
})

test('what comes faster than it can be judged is dropped and counted', () => {
  const made = new SigmaThread({ clock: realClock, log: silentLog, onFindings: () => {}, waitingAtMost: 3 })
  for (let i = 0; i < 5; i++) made.judge(started('x'))
  expect(made.coverage().unjudged).toBe(2)
})
