// `npm run bench:detection -- --data FOLDER --rules FOLDER --json`: the Sigma engine on recorded events and real rules.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Baseline } from '#shared/sigma/baseline.ts'
import { bundleText } from '#shared/sigma/bundle-lines.ts'
import { costRefusal, measureCost } from '#shared/sigma/cost.ts'
import { buildEngine } from '#shared/sigma/engine.ts'
import type { SigmaEngine } from '#shared/sigma/engine.ts'
import { linkRules } from '#shared/sigma/link-rules.ts'
import { parseRule } from '#shared/sigma/parse-rule.ts'
import type { SigmaRule } from '#shared/sigma/rule.ts'
import { withWitness } from '#shared/sigma/witness.ts'
import { fuzz } from '#test/fixtures/random-sigma.ts'
import { isOf, readEvents, readRules, readUnusable } from './detection-data.ts'
import type { EventFile, Recorded } from './detection-data.ts'
import { measureCorrelation } from './detection-correlation.ts'
import { compare, findAll } from './detection-oracle.ts'
import { bruteForceRate, sqliteRate } from './detection-peers.ts'
import { cpuSeconds, judgeAll, perCpuSecond, tookUs } from './detection-speed.ts'
import { figure, measuredCommit, percentile, tell, watchLoad } from './figures.ts'
import type { Figure, Missing } from './figures.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    rules: { type: 'string' },
    json: { type: 'boolean', default: false },
    fuzz: { type: 'string', default: '100000' },
  },
})
const { data, rules: rulesFolder } = values
if (data === undefined || rulesFolder === undefined) throw new Error('--data FOLDER and --rules FOLDER are needed')

// As in the thread of the agent, and before the first expression.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')
setFlagsFromString('--regexp-backtracks-before-fallback=20000')
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const figures: Figure[] = []
const missing: Missing[] = []
const load = watchLoad()

// Rules.
const documents = readRules(rulesFolder)
let began = cpuSeconds()
const parsed = documents.map((document) => parseRule(document))
const parseCpuS = cpuSeconds() - began
const refusals = parsed.flatMap((one) => (one.ok ? [] : [one.refusal]))
const rules = parsed.flatMap((one) => (one.ok ? [one.document] : []))
for (const { title, reason, what } of refusals) console.log(`refused: ${title}: ${reason} ${what}`)
console.log(`${rules.length} of ${documents.length} rules are taken`)
const byPlaceholder = refusals.filter(({ reason }) => reason === 'unresolved-placeholder').length
figures.push(
  figure({
    name: 'rules_compiled',
    value: rules.length,
    unit: 'rules',
    better: 'higher',
    target: documents.length - byPlaceholder,
  }),
  figure({ name: 'rules_refused', value: refusals.length, unit: 'rules', target: byPlaceholder }),
  figure({ name: 'parse_cpu_s', value: parseCpuS, unit: 's' }),
)

// Witnesses are trained on every tenth event; what is timed are the others.
const files = await readEvents(data)
const all = files.flatMap(({ events }) => events)
const baseline = new Baseline()
for (const [i, { event }] of all.entries()) if (i % 10 === 0) baseline.learn(event)
const rest = all.filter((_, i) => i % 10 !== 0)
began = cpuSeconds()
const trained = rules.map((rule) => withWitness(rule, baseline))
const untrained = rules.map((rule) => withWitness(rule))
const of = (some: readonly SigmaRule[]) => linkRules({ rules: some, correlations: [], filters: [] })
const engine = buildEngine(of(trained))
figures.push(
  figure({
    name: 'rules_with_witness',
    value: trained.filter(({ witness }) => witness).length / trained.length,
    unit: 'share',
    better: 'higher',
  }),
)

// Time first: what comes afterwards makes thousands of other engines, which a terminal never does.
figures.push(...speed(rest, engine), ...footprint(), ...correlation())
figures.push(...recall(files, engine), ...agreement(files, engine), ...driverless(files, engine))
figures.push(mismatches(all, engine), fuzzed(Number(values.fuzz)), ...costs())
missing.push(
  {
    name: 'benign_auto_isolations',
    why: 'needs the simulated day of a counter, which comes with the rules of our own',
  },
  { name: 'exec_capture_rate', why: 'a figure of the process source, not of the rules' },
)
tell(
  { bench: 'detection', commit: measuredCommit(), node: process.version, figures, missing, load: load() },
  { json: values.json },
)

function recall(files: readonly EventFile[], engine: SigmaEngine): Figure[] {
  const expected = files.flatMap(({ events }) => events).filter(({ rule }) => rule !== undefined)
  if (expected.length === 0) {
    missing.push({ name: 'regression_recall', why: 'no event of this folder names the rule that must fire' })
    return []
  }
  const wanted = new Set(expected.map(({ rule }) => rule))
  const fired = new Set(
    expected.flatMap(({ rule, event }) =>
      engine.judge(event).matches.some((match) => match.rule.id === rule) ? [rule] : [],
    ),
  )
  for (const rule of wanted) if (!fired.has(rule)) console.log(`did not fire: ${rule}`)
  return [
    figure({ name: 'regression_rules', value: wanted.size, unit: 'rules', better: 'higher' }),
    figure({ name: 'regression_recall', value: fired.size / wanted.size, unit: 'share', better: 'higher', target: 1 }),
  ]
}

function agreement(files: readonly EventFile[], engine: SigmaEngine): Figure[] {
  const unusable = readUnusable(rulesFolder ?? '')
  let checks = 0
  let listed = 0
  let different = 0
  let differentSets = 0
  for (const file of files.filter(({ oracle }) => oracle)) {
    const compared = compare(file, findAll(engine, file), engine.rules, unusable)
    checks += compared.checks
    listed += Object.values(file.oracle ?? {}).reduce((sum, set) => sum + Object.keys(set).length, 0)
    different += new Set(compared.differences.map(({ rule }) => rule.id)).size
    differentSets += compared.differences.length
    for (const { set, rule, ours, theirs, because } of compared.differences)
      console.log(
        `differs: ${file.name}/${set} ${rule.title}: only ours ${ours}, only the oracle ${theirs}: ${because}`,
      )
  }
  console.log(
    `${different} of ${checks} checks differ; ${differentSets} of the ${listed} selections that the oracle names`,
  )
  if (checks === 0) {
    missing.push({ name: 'oracle_agreement', why: 'no *_oracle.json.gz in this folder' })
    return []
  }
  return [
    figure({
      name: 'oracle_agreement',
      value: 1 - different / checks,
      unit: 'share',
      better: 'higher',
      target: 0.996,
    }),
    figure({ name: 'oracle_listed_agreement', value: 1 - differentSets / listed, unit: 'share', better: 'higher' }),
  ]
}

/** Recordings with at least one grave match on what a terminal sees without a driver of its own. */
function driverless(files: readonly EventFile[], engine: SigmaEngine): Figure[] {
  const withRecordings = files.filter(({ recordings }) => recordings)
  if (withRecordings.length === 0) {
    missing.push({ name: 'otrf_recall_driverless', why: 'no *_recordings.json in this folder' })
    return []
  }
  const sources = new Set(withRecordings.flatMap(({ recordings }) => Object.keys(recordings ?? {})))
  const events = withRecordings.flatMap((file) => file.events)
  const share = (isSeen: (recorded: Recorded) => boolean): number => {
    const seen = new Set(events.filter(isSeen).flatMap((one) => (isGrave(one, engine) ? [one.source] : [])))
    for (const source of sources) if (!seen.has(source)) console.log(`no grave match: ${source}`)
    return [...sources].filter((source) => seen.has(source)).length / sources.size
  }
  const isSysmon = ({ channel }: Recorded) => channel.includes('sysmon')
  console.log('on the native channels alone, as these machines happened to be configured:')
  const native = share((recorded) => !isSysmon(recorded))
  console.log('with Sysmon in place of what the installer turns on (4688, 4657, 4663, 5156, DNS client):')
  const stoodFor = new Set(['process_creation', 'registry_set', 'file_event', 'network_connection', 'dns_query'])
  const audited = share(
    (recorded) => !isSysmon(recorded) || recorded.event.origin.categories.some((category) => stoodFor.has(category)),
  )
  return [
    figure({ name: 'otrf_recall_driverless', value: audited, unit: 'share', better: 'higher', target: 0.83 }),
    figure({ name: 'otrf_recall_native_channels', value: native, unit: 'share', better: 'higher' }),
    figure({ name: 'otrf_recall_with_sysmon', value: share(() => true), unit: 'share', better: 'higher' }),
  ]
}

function isGrave({ event }: Recorded, engine: SigmaEngine): boolean {
  return engine.judge(event).matches.some(({ rule: { severity } }) => severity === 'high' || severity === 'critical')
}

function mismatches(all: readonly Recorded[], engine: SigmaEngine): Figure {
  let mismatched = 0
  for (const { event } of all) {
    const found = engine.judge(event).matches.map(({ rule }) => rule.id)
    const forced = engine.bruteForce(event).map((number) => engine.rules[number]?.id)
    if (JSON.stringify(found) !== JSON.stringify(forced)) mismatched++
  }
  console.log(`index held against brute force on ${all.length} events`)
  return figure({ name: 'index_mismatches', value: mismatched, unit: 'events', target: 0 })
}

function fuzzed(runs: number): Figure {
  const { checked } = fuzz(runs)
  console.log(`${checked} random pairs of rule and event: nothing thrown, index as brute force`)
  return figure({ name: 'fuzz_pairs', value: checked, unit: 'pairs', better: 'higher', target: 100_000 })
}

function speed(rest: readonly Recorded[], engine: SigmaEngine): Figure[] {
  const processes = rest.filter(isOf('process_creation')).map(({ event }) => event)
  const scripts = rest.filter(isOf('ps_script')).map(({ event }) => event)
  const out: Figure[] = []
  if (processes.length === 0) missing.push({ name: 'process_events_per_cpu_s', why: 'no such event in this folder' })
  else {
    const value = perCpuSecond(judgeAll(engine, processes))
    const brute = bruteForceRate(engine, processes)
    const { rate, rules } = sqliteRate(
      engine.rules.filter(
        ({ logsource }) => logsource.category === 'process_creation' && logsource.product === 'windows',
      ),
      processes,
    )
    console.log(`node:sqlite runs ${rules} of the rules as SQL`)
    const baseline = { name: 'brute force', value: brute }
    const unit = 'events/CPU-s'
    const plain = perCpuSecond(judgeAll(buildEngine(of(untrained)), processes))
    out.push(
      figure({ name: 'process_events_per_cpu_s', value, unit, better: 'higher', target: 60_000, baseline }),
      figure({ name: 'process_events_untrained', value: plain, unit, better: 'higher' }),
      figure({ name: 'process_events_by_sqlite', value: rate, unit, better: 'higher' }),
      figure({ name: 'p99_us', value: percentile(tookUs(engine, processes), 99), unit: 'µs', target: 150 }),
    )
  }
  if (scripts.length === 0) missing.push({ name: 'ps_script_per_cpu_s', why: 'no such event in this folder' })
  else
    out.push(
      figure({
        name: 'ps_script_per_cpu_s',
        value: perCpuSecond(judgeAll(engine, scripts)),
        unit: 'scripts/CPU-s',
        better: 'higher',
        target: 20_000,
      }),
    )
  const events = rest.map(({ event }) => event)
  began = cpuSeconds()
  judgeAll(engine, events)()
  out.push(
    figure({
      name: 'all_events_per_cpu_s',
      value: events.length / (cpuSeconds() - began),
      unit: 'events/CPU-s',
      better: 'higher',
    }),
    figure({
      name: 'slowest_event_ms',
      value: tookUs(engine, events).reduce((a, b) => Math.max(a, b), 0) / 1_000,
      unit: 'ms',
      target: 10,
    }),
  )
  return out
}

/** What a bureau sends to an endpoint by default: grave, proven rules about what a terminal has. */
function endpointSet(): readonly SigmaRule[] {
  const serverOnly = /exchange|dns-server|iis|ldap|certificateservices|servicebus|hyper-v/
  return trained.filter(
    ({ severity, status, logsource }) =>
      (severity === 'high' || severity === 'critical') &&
      (status === 'stable' || status === 'test') &&
      logsource.product === 'windows' &&
      !serverOnly.test(logsource.service ?? ''),
  )
}

function footprint(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-bench-'))
  const path = join(folder, 'bundle.ndjson')
  writeFileSync(path, bundleText({ rules: endpointSet(), correlations: [], filters: [], selfTests: [] }))
  const child = join(import.meta.dirname, 'detection-footprint.ts')
  // As the agent's thread has it: new objects get 1 MB.
  const flags = ['--expose-gc', '--max-semi-space-size=1']
  const runs = Array.from({ length: 5 }, () => {
    const said = execFileSync(process.execPath, [...flags, child, path], { encoding: 'utf8' })
    return JSON.parse(said) as Record<'rules' | 'compileCpuS' | 'longestStepMs' | 'heapMb' | 'rssMb', number>
  })
  rmSync(folder, { recursive: true })
  const median = (name: keyof (typeof runs)[number]) =>
    percentile(
      runs.map((run) => run[name]),
      50,
    )
  return [
    figure({ name: 'endpoint_rules', value: median('rules'), unit: 'rules', better: 'higher' }),
    figure({ name: 'heap_mb', value: median('heapMb'), unit: 'MB', target: 12 }),
    figure({ name: 'compile_cpu_s', value: median('compileCpuS'), unit: 's', target: 0.5 }),
    figure({ name: 'rss_growth_mb', value: median('rssMb'), unit: 'MB', target: 25 }),
    figure({ name: 'swap_longest_step_ms', value: median('longestStepMs'), unit: 'ms', target: 10 }),
  ]
}

function correlation(): Figure[] {
  const { perCpuSecond, bytesPerGroup } = measureCorrelation(collect)
  return [
    figure({
      name: 'correlation_per_cpu_s',
      value: perCpuSecond,
      unit: 'matches/CPU-s',
      better: 'higher',
      target: 1_000_000,
    }),
    figure({ name: 'correlation_group_bytes', value: bytesPerGroup, unit: 'B', target: 512 }),
  ]
}

/** The cost of each rule about processes, as a builder of bundles measures it. */
function costs(): Figure[] {
  const events = rest
    .filter(isOf('process_creation'))
    .slice(0, 200)
    .map(({ event }) => event)
  const measured = trained
    .filter(({ logsource }) => logsource.category === 'process_creation' && logsource.product === 'windows')
    .map((rule) => ({ rule, cost: measureCost(rule, events, () => performance.now()) }))
  const costly = measured.flatMap(({ rule, cost }) => costRefusal(rule, cost) ?? [])
  for (const { title, what } of costly) console.log(`over the budget: ${title}: ${what}`)
  return [figure({ name: 'rules_over_budget', value: costly.length, unit: 'rules' })]
}
