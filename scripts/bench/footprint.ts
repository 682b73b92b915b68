// `npm run bench:footprint -- --json`: what the packaged agent costs an idle terminal, with all its sources on and the office connected.
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '#agent/machine/clock.ts'
import { linuxProcessConnector } from '#agent/sources/processes/linux-process-connector.ts'
import { packageAgent } from '../build/package.ts'
import { hostExecutable } from '../build/targets.ts'
import { Program, node, root } from '#test/fixtures/program.ts'
import { figure, measuredCommit, median, tell, watchLoad } from './figures.ts'
import type { Figure, Missing } from './figures.ts'
import { costOf, forksOfMachine, treeOf } from './process-tree.ts'
import { samhainDoes, startSamhain, whyNoSamhain } from './samhain.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    starts: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
  },
})
const starts = Number(values.starts)
const idleMs = Number(values.seconds) * 1000

/** After the start's garbage has been given back. */
const settledAfterMs = 20_000
/** The inventory is taken a minute after the start and starts programs; the idle minute begins behind it. */
const inventoryOverAfterMs = 80_000
const otherProcesses = 200
const watchedFiles = 500

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const missing: Missing[] = []

/** What is started here ends here, whatever happens. */
const running: ChildProcess[] = []

function start(program: string, args: readonly string[], cwd = root): ChildProcess {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } })
  running.push(child)
  return child
}

const run = (program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'] } })

/** The executable as an installer leaves it: the build's own file still lies in memory in larger pieces than one read from a disk. */
function install(folder: string): string {
  const built = hostExecutable()
  const executable = join(folder, basename(built))
  for (const name of [basename(built), 'libatomic.so.1']) copyFileSync(join(dirname(built), name), join(folder, name))
  return executable
}

/** The office's real server, and the agent enrolled at it with a folder to watch. */
async function enroll(folder: string, executable: string): Promise<string> {
  const serverHome = join(folder, 'server')
  const ports = ['--gateway-port', '0', '--enrollment-port', '0', '--console-port', '0']
  const server = new Program(start(node, ['server/main.ts', 'run', '--home', serverHome, ...ports, '--log-to-stdout']))
  const { enrollmentPort } = await server.line('server/ready')
  const asked = ['server/main.ts', 'enrollment-code', '--home', serverHome, '--institution', '康宁大药房', '--json']
  const { code } = JSON.parse(run(node, ...asked)) as { code: string }

  const home = join(folder, 'agent')
  run(
    executable,
    'enroll',
    '--home',
    home,
    '--server',
    `https://127.0.0.1:${String(enrollmentPort)}`,
    '--code',
    code,
    '--name',
    '收银1号',
  )
  const watched = join(folder, 'watched')
  mkdirSync(watched)
  for (let i = 0; i < watchedFiles; i++) writeFileSync(join(watched, `处方-${i}.txt`), `${i}`)
  const file = join(home, 'settings.json')
  writeFileSync(
    file,
    JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), watchedFolders: [watched] }),
  )
  return home
}

interface Started {
  readonly agent: Program
  readonly pid: number
  readonly connectedMs: number
}

/** Rehearsing, so that a measurement can never cut the computer it runs on; what is idle is the same. */
async function startAgent(executable: string, home: string): Promise<Started> {
  const began = performance.now()
  const agent = new Program(
    start(executable, ['run', '--rehearse', '--home', home, '--log-to-stdout'], dirname(executable)),
  )
  await agent.line('link/connected')
  const connectedMs = performance.now() - began
  await agent.line('agent/ready')
  return { agent, pid: agent.child.pid ?? 0, connectedMs }
}

async function bareNode(): Promise<number> {
  const child = start(node, ['-e', 'setInterval(() => {}, 1e9)'])
  await sleep(2_000)
  const { privateMb } = costOf(child.pid ?? 0)
  child.kill('SIGKILL')
  return privateMb
}

/** Counts the programs that the agent's tree starts, by the kernel's own notices; undefined where the kernel gives none. */
async function countSpawns(pid: number, signal: AbortSignal): Promise<(() => number) | undefined> {
  const ours = new Set(treeOf(pid))
  let spawned = 0
  const sees = await linuxProcessConnector(systemClock()).start(
    {
      started(begun) {
        const parent = parentOf(begun)
        if (parent === undefined || !ours.has(parent)) return
        ours.add(begun)
        spawned++
      },
      ended: () => {},
      lost: () => {},
      failed: () => {},
    },
    signal,
  )
  return sees ? () => spawned : undefined
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

async function measure(folder: string): Promise<Figure[]> {
  const executable = install(folder)
  const home = await enroll(folder, executable)
  for (let i = 0; i < otherProcesses; i++) start('/usr/bin/sleep', ['3600'])

  const bareMb: number[] = []
  const privateMb: number[] = []
  const residentMb: number[] = []
  const connectedMs: number[] = []
  let last: Started | undefined
  for (let i = 0; i < starts; i++) {
    await last?.agent.stop()
    bareMb.push(await bareNode())
    last = await startAgent(executable, home)
    connectedMs.push(last.connectedMs)
    await sleep(settledAfterMs)
    const cost = costOf(last.pid)
    privateMb.push(cost.privateMb)
    residentMb.push(cost.residentMb)
  }
  if (last === undefined) throw new Error('--starts must be at least 1')

  const why = whyNoSamhain()
  const samhain = why === undefined ? startSamhain(folder, join(folder, 'watched')) : undefined
  if (samhain) running.push(samhain)
  else missing.push({ name: 'cpu_ratio_to_ossec_or_samhain', why: why ?? '' })

  await sleep(inventoryOverAfterMs - settledAfterMs)
  await using ends = new AsyncDisposableStack()
  const watching = new AbortController()
  ends.defer(() => watching.abort())
  const spawned = await countSpawns(last.pid, watching.signal)
  const samhainCost = () => (samhain ? costOf(samhain.pid ?? 0).cpuMs : 0)
  const [before, samhainBefore, forksBefore] = [costOf(last.pid), samhainCost(), forksOfMachine()]
  await sleep(idleMs)
  const after = costOf(last.pid)
  const perMinute = 60_000 / idleMs
  const usedMs = after.cpuMs - before.cpuMs
  const other = { name: samhainDoes, value: ((samhainCost() - samhainBefore) / idleMs) * 100 }
  if (spawned === undefined)
    missing.push({ name: 'spawns_per_minute_idle', why: 'needs root and a kernel with CONFIG_PROC_EVENTS' })
  await last.agent.stop()

  const bare = { name: 'bare Node, idle', value: median(bareMb) }
  return [
    figure({ name: 'agent_private_mb', value: median(privateMb), unit: 'MB', target: 30, baseline: bare }),
    figure({ name: 'ratio_to_bare_node', value: median(privateMb) / bare.value, unit: '×', target: 3.5 }),
    figure({ name: 'agent_private_after_inventory_mb', value: after.privateMb, unit: 'MB' }),
    figure({ name: 'agent_rss_mb', value: median(residentMb), unit: 'MB', target: 90 }),
    figure({
      name: 'agent_cpu_percent_idle',
      value: (usedMs / idleMs) * 100,
      unit: '%',
      target: 0.5,
      ...(samhain && { baseline: other }),
    }),
    ...(samhain
      ? [
          figure({
            name: 'cpu_ratio_to_ossec_or_samhain',
            value: usedMs / idleMs / (other.value / 100),
            unit: '×',
            target: 1,
          }),
        ]
      : []),
    ...(spawned ? [figure({ name: 'spawns_per_minute_idle', value: spawned() * perMinute, unit: '', target: 0 })] : []),
    figure({ name: 'start_to_first_heartbeat_ms', value: median(connectedMs), unit: 'ms', target: 2000 }),
    figure({ name: 'executable_mb', value: statSync(executable).size / 1e6, unit: 'MB' }),
    // Each costs the agent a look: on a machine that is not idle itself, the agent is not either.
    figure({
      name: 'processes_started_by_others_per_minute',
      value: (forksOfMachine() - forksBefore) * perMinute,
      unit: '',
    }),
  ]
}

const names = [
  'agent_private_mb',
  'agent_rss_mb',
  'agent_cpu_percent_idle',
  'spawns_per_minute_idle',
  'start_to_first_heartbeat_ms',
]
const isPossible = process.platform === 'linux' && process.arch === 'x64'
const load = watchLoad()
const figures: Figure[] = []
if (isPossible) {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-footprint-'))
  try {
    await packageAgent({ only: 'linux-x64' })
    figures.push(...(await measure(folder)))
  } finally {
    for (const child of running) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
} else missing.push(...names.map((name) => ({ name, why: 'measured on Linux x64 only' })))
tell(
  { bench: 'footprint', commit: measuredCommit(), node: process.version, figures, missing, load: load() },
  { json: values.json },
)
