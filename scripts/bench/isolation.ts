// `npm run bench:isolation -- --json`: from the decision to the last packet at the peer for each driver, against bare `nft -f` and `ip link`; and how long the network stands open when somebody undoes a cut.
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Capture } from '#test/fixtures/capture.ts'
import { Cutter, openAfter } from '#test/fixtures/cutter.ts'
import type { CutLayers } from '#test/fixtures/cutter.ts'
import { whyNot } from '#test/fixtures/here.ts'
import { NetworkManager, connectionUuid, whyNoNetworkManager } from '#test/fixtures/network-manager.ts'
import { insuranceAdapter, makeOfficeNetwork } from '#test/fixtures/office-network.ts'
import type { Host, OfficeNetwork } from '#test/fixtures/office-network.ts'
import { Program, node, root } from '#test/fixtures/program.ts'
import { figure, measuredCommit, percentile, spread, tell, watchLoad } from './figures.ts'
import type { Figure, Missing } from './figures.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '15' } },
})
const rounds = Number(values.rounds)

/** A packet each 2 ms is as near as the last one can be known. */
const everySeconds = '0.002'

type CutProgram = 'bare-cut' | 'real-cut'
/** The words of each program: what it prints when it has decided, cut and released. */
const words = { 'bare-cut': 'bare', 'real-cut': 'real' } as const

interface Started {
  readonly name: CutProgram
  readonly program: Program
}

async function start(host: Host, name: CutProgram, ...args: string[]): Promise<Started> {
  const command = [node, `${root}test/fixtures/programs/${name}.ts`, insuranceAdapter, ...args]
  const program = new Program(host.start(command, { stdio: ['pipe', 'pipe', 'pipe'], cwd: root }))
  await program.line(`${words[name]}/ready`)
  return { name, program }
}

async function say({ name, program }: Started, line: string, until: 'cut' | 'released') {
  const from = program.lines.length
  program.child.stdin?.write(`${line}\n`)
  await program.line(`${words[name]}/${until}`, { from })
  return program.lines.slice(from).find(({ code }) => code === `${words[name]}/decided`)?.['at']
}

/** Echo requests of the terminal as they arrive at the settlement front end. */
async function pinging<T>({ terminals: [host], settlement }: OfficeNetwork, work: (seen: Capture) => Promise<T>) {
  await using capture = await Capture.start(settlement, 'eth0', `src host ${host.address} and icmp`)
  const ping = host.start(['/usr/bin/ping', '-q', '-n', '-i', everySeconds, settlement.address], { stdio: 'ignore' })
  try {
    while (capture.last === undefined) await sleep(10)
    await sleep(50)
    return await work(capture)
  } finally {
    ping.kill('SIGKILL')
  }
}

/** Milliseconds from each decision to the last packet that still arrived. */
async function cuts(network: OfficeNetwork, name: CutProgram, ...args: string[]): Promise<number[]> {
  const cutter = await start(network.terminals[0], name, ...args)
  const took: number[] = []
  for (let i = 0; i < rounds; i++) {
    took.push(
      await pinging(network, async (seen) => {
        const decidedAt = Number(await say(cutter, 'cut', 'cut'))
        await sleep(200)
        const last = seen.last?.at ?? 0
        if (seen.since(Date.now() - 100).length > 0) throw new Error(`${name} ${args.join(' ')} did not cut`)
        return Math.max(0, last - decidedAt)
      }),
    )
    await say(cutter, 'release', 'released')
    await reachable(network)
  }
  await cutter.program.stop()
  return took
}

/** After a release the link takes a moment to carry packets again. */
async function reachable({ terminals: [host], settlement }: OfficeNetwork): Promise<void> {
  for (let i = 0; i < 100; i++)
    if (await host.runs('/usr/bin/ping', '-q', '-n', '-c', '1', '-W', '1', settlement.address)) return
  throw new Error('the network did not come back')
}

interface Undoing {
  readonly layers: CutLayers
  readonly scope: 'full' | 'selective'
  readonly undo: () => Promise<unknown>
  /** The mount namespace it is to run in. */
  readonly before?: readonly string[] | undefined
}

/** Milliseconds from when somebody undid the cut to the last packet that came through; 0 where none did. */
async function gaps(network: OfficeNetwork, { layers, scope, undo, before = [] }: Undoing): Promise<number[]> {
  await using cutter = await Cutter.start(network.terminals[0], network.office, layers, { before })
  const took: number[] = []
  for (let i = 0; i < rounds; i++) {
    const { lastAfterMs = 0, stillOpen } = await openAfter(network, { cut: () => cutter.cut(scope), undo })
    if (stillOpen) throw new Error(`${layers}, ${scope}: what was undone was not repaired`)
    took.push(lastAfterMs)
    await cutter.release()
    await reachable(network)
  }
  return took
}

/** The same where NetworkManager manages the adapter and a person activates its connection, with no firewall beside the link. */
async function networkManagerGaps(): Promise<number[]> {
  await using network = await makeOfficeNetwork()
  await using manager = await NetworkManager.start(network.terminals[0], network.settlement)
  const undo = () => manager.nmcli('--wait', '0', 'connection', 'up', 'uuid', connectionUuid)
  return await gaps(network, { layers: 'managed-link', scope: 'full', undo, before: manager.inside })
}

const p95 = (name: string, from: readonly number[]) => ({ name, value: percentile(from, 95) })

async function measure(): Promise<Figure[]> {
  await using network = await makeOfficeNetwork()
  const bareNft = await cuts(network, 'bare-cut', 'nftables')
  const bareLink = await cuts(network, 'bare-cut', 'link')
  const address = network.office.address
  const nftables = await cuts(network, 'real-cut', address, 'nftables')
  const link = await cuts(network, 'real-cut', address, 'link')
  const all = await cuts(network, 'real-cut', address, 'all')
  const [host] = network.terminals
  const flush = () => host.run('/usr/sbin/nft', 'flush', 'ruleset')
  const linkUp = () => host.run('/usr/sbin/ip', 'link', 'set', insuranceAdapter, 'up')
  const flushed = await gaps(network, { layers: 'all', scope: 'selective', undo: flush })
  const upAgain = await gaps(network, { layers: 'link', scope: 'full', undo: linkUp })
  const activated = whyNoNetworkManager() === undefined ? await networkManagerGaps() : []
  const cut = (driver: string, took: readonly number[], bare: ReturnType<typeof p95>) =>
    spread(`decision_to_last_packet_${driver}_p95_ms`, took, { unit: 'ms', target: 100, baseline: bare })
  return [
    ...cut('nftables', nftables, p95('bare nft -f', bareNft)),
    ...cut('link', link, p95('bare ip link set down', bareLink)),
    ...cut('all', all, p95('bare nft -f', bareNft)),
    figure({
      name: 'gap_after_drift_ms',
      value: percentile([...flushed, ...upAgain, ...activated], 95),
      unit: 'ms',
      target: 10_000,
    }),
    ...spread('gap_after_flush_p95_ms', flushed, { unit: 'ms', target: 1_000 }),
    ...spread('gap_after_link_up_p95_ms', upAgain, { unit: 'ms', target: 1_000 }),
    ...(activated.length === 0 ? [] : spread(activation, activated, { unit: 'ms', target: 1_000 })),
  ]
}

const activation = 'gap_after_networkmanager_p95_ms'
const names = ['decision_to_last_packet_p95_ms', 'gap_after_drift_ms']
const [why] = (['network', 'tcpdump'] as const).flatMap((need) => whyNot[need]() ?? [])
const load = watchLoad()
const figures = why === undefined ? await measure() : []
const whyNoManager = why ?? whyNoNetworkManager()
const missing: Missing[] = [
  ...(why === undefined ? [] : names.map((name) => ({ name, why }))),
  ...(whyNoManager === undefined ? [] : [{ name: activation, why: whyNoManager }]),
]
tell(
  { bench: 'isolation', commit: measuredCommit(), node: process.version, figures, missing, load: load() },
  { json: values.json },
)
