// `npm run bench:path -- --json`: from the press and from the first touch of a decoy to their effect, with real programs on real interfaces.
import { appendFile, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildPages } from '../build/pages.ts'
import { openBrowser } from '#test/fixtures/browser.ts'
import { Bureau } from '#test/fixtures/bureau.ts'
import { Capture } from '#test/fixtures/capture.ts'
import { whyNot } from '#test/fixtures/here.ts'
import { insuranceAdapter, makeOfficeNetwork } from '#test/fixtures/office-network.ts'
import type { OfficeNetwork } from '#test/fixtures/office-network.ts'
import { OfficerPage } from '#test/fixtures/officer-page.ts'
import { PanelClient } from '#test/fixtures/panel-client.ts'
import { Program, bareStartMs, node, root, startSettlement } from '#test/fixtures/program.ts'
import { Terminal } from '#test/fixtures/terminal.ts'
import { Traffic } from '#test/fixtures/traffic.ts'
import { measuredCommit, percentile, spread, tell, watchLoad } from './figures.ts'
import type { Figure, Missing } from './figures.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    presses: { type: 'string', default: '24' },
    rounds: { type: 'string', default: '9' },
  },
})
const presses = Number(values.presses)
const rounds = Number(values.rounds)
/** A counter folds more than six presses a minute into one report. */
const pressesPerCounter = 6
/** So often does a till talk while the network is cut: the last packet is known to a millisecond. */
const tillEveryMs = 1

const program = (name: string) => [node, `${root}test/fixtures/programs/${name}.ts`]

/** Milliseconds of each append + fdatasync of one record's size, in the folder that the agents write to. */
async function bareSync(folder: string, times: number): Promise<number[]> {
  const path = join(folder, 'bare-sync')
  const file = await open(path, 'a')
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await file.write(Buffer.alloc(600, i))
    await file.datasync()
    took.push(performance.now() - began)
  }
  await file.close()
  await rm(path)
  return took
}

/** Milliseconds of each WebSocket round trip between a terminal and the office, with nothing of ours in between. */
async function bareEcho({ office, terminals }: OfficeNetwork, times: number): Promise<number[]> {
  const port = '9100'
  const server = new Program(office.start([...program('bare-echo'), 'serve', office.address, port], { cwd: root }))
  await server.line('echo/ready')
  const asking = [...program('bare-echo'), 'ask', office.address, port, String(times)]
  const client = new Program(terminals[0].start(asking, { cwd: root }))
  const measured = await client.line('echo/measured', { withinMs: 30_000 })
  await server.stop('SIGKILL')
  return measured['tookMs'] as number[]
}

/** Milliseconds from the decision to the last packet at the peer, when nft and ip are run by a program that does nothing else. */
async function bareCuts({ terminals, settlement }: OfficeNetwork, times: number): Promise<number[]> {
  const [host] = terminals
  const child = host.start([...program('bare-cut'), insuranceAdapter], { stdio: ['pipe', 'pipe', 'pipe'] })
  const cutter = new Program(child)
  await cutter.line('bare/ready')
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const from = cutter.lines.length
    const lastPacket = await lastPacketOf(host, settlement, async () => {
      child.stdin?.write('cut\n')
      await cutter.line('bare/cut', { from })
    })
    const decided = await cutter.line('bare/decided', { from })
    took.push(lastPacket - Number(decided['at']))
    child.stdin?.write('release\n')
    await cutter.line('bare/released', { from })
  }
  await cutter.stop('SIGKILL')
  return took
}

/** When the last packet of a till reached the settlement front end, once `cut` has been done. */
async function lastPacketOf(
  host: OfficeNetwork['settlement'],
  settlement: OfficeNetwork['settlement'],
  cut: () => Promise<void>,
): Promise<number> {
  const filter = `src host ${host.address} and tcp dst port 9000`
  await using capture = await Capture.start(settlement, 'eth0', filter)
  await using till = await Traffic.till(host, settlement.address, tillEveryMs)
  await cut()
  if ((await till.stopped(500, 10_000)) === undefined) throw new Error('the settlement still answers')
  const last = capture.last
  if (last === undefined) throw new Error('nothing was captured')
  return last.at
}

interface PressRounds {
  /** A Node program that does nothing, started just before each press. */
  readonly bareStartsMs: readonly number[]
  readonly durableMs: readonly number[]
  readonly shownMs: readonly number[]
}

async function pressRounds(bureau: Bureau): Promise<PressRounds> {
  const { network } = bureau
  const counters: { readonly terminal: Terminal; readonly panel: PanelClient }[] = []
  for (let i = 0; i < Math.ceil(presses / pressesPerCounter); i++) {
    const terminal = await Terminal.enroll(bureau, network.terminals[i % 2 === 0 ? 0 : 1], `收银${i + 1}号`)
    await terminal.start()
    counters.push({ terminal, panel: await PanelClient.open(terminal.host, await terminal.panelUrl()) })
  }
  await using browser = await openBrowser(network.office)
  const page = await OfficerPage.open(browser.browser, bureau.consoleUrl, await bureau.appoint('office', '李晓明'))
  const bareStartsMs: number[] = []
  const durableMs: number[] = []
  const shownMs: number[] = []
  for (let i = 0; i < presses; i++) {
    const { terminal, panel } = counters[i % counters.length] ?? impossible()
    // A press comes out of quiet: what the one before it set going is not counted to this one.
    await sleep(300)
    bareStartsMs.push(await bareStartMs())
    const press = await terminal.press()
    const seenAt = await page.seenAt(press.code)
    if (press.via !== 'agent' || seenAt === undefined)
      throw new Error(`press ${i} was not seen: ${JSON.stringify(press)}`)
    durableMs.push(press.waitedMs)
    shownMs.push(seenAt - press.pressedAt)
    await panel.withdraw(press.alert)
    await bureau.console.until('the withdrawal', ({ alerts }) => alerts.get(press.alert)?.withdrawnAt)
    await bureau.console.post(`/api/alerts/${press.alert}/take-over`)
  }
  for (const { terminal, panel } of counters) {
    await panel.close()
    await terminal.stop()
  }
  return { bareStartsMs, durableMs, shownMs }
}

/** Each round is a terminal of its own, so that no alert is folded into an earlier one. */
async function canaryRounds(bureau: Bureau): Promise<number[]> {
  const { network } = bureau
  const took: number[] = []
  for (let i = 0; i < rounds; i++) {
    const watched = join(bureau.folder, `watched-${i}`)
    await mkdir(watched)
    const [host] = network.terminals
    const terminal = await Terminal.enroll(bureau, host, `药房${i + 1}号`, { watchedFolders: [watched] })
    await terminal.start()
    await bureau.console.until('the terminal online', ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
    const [decoy] = await readdir(watched)
    if (decoy === undefined) throw new Error('no decoy in the watched folder')
    let touchedAt = 0
    const lastPacket = await lastPacketOf(host, network.settlement, async () => {
      touchedAt = Date.now()
      await appendFile(join(watched, decoy), 'encrypted')
    })
    took.push(lastPacket - touchedAt)
    await terminal.command('release', '--reason', 'bench')
    await terminal.stop()
  }
  return took
}

function impossible(): never {
  throw new Error('no counter')
}

async function measure(): Promise<Figure[]> {
  await buildPages()
  await using network = await makeOfficeNetwork()
  await startSettlement(network.settlement)
  await using bureau = await Bureau.open(network)
  const syncMs = await bareSync(bureau.folder, 200)
  const echoMs = await bareEcho(network, 200)
  const bareCutMs = await bareCuts(network, rounds)
  const { bareStartsMs, durableMs, shownMs } = await pressRounds(bureau)
  const canaryMs = await canaryRounds(bureau)
  const p95 = (name: string, from: readonly number[]) => ({ name, value: percentile(from, 95) })
  return [
    // Most of a press is the start of its process.
    ...spread('bare_start_p95_ms', bareStartsMs, { unit: 'ms' }),
    ...spread('press_to_durable_p95_ms', durableMs, {
      unit: 'ms',
      target: 300,
      baseline: p95('bare write + fdatasync', syncMs),
    }),
    ...spread('press_to_console_p95_ms', shownMs, {
      unit: 'ms',
      target: 1000,
      baseline: p95('bare WebSocket echo, terminal to office and back', echoMs),
    }),
    ...spread('canary_to_last_packet_p95_ms', canaryMs, {
      unit: 'ms',
      target: 500,
      baseline: p95('bare nft -f and ip link set down', bareCutMs),
    }),
  ]
}

const names = ['press_to_durable_p95_ms', 'press_to_console_p95_ms', 'canary_to_last_packet_p95_ms']
const [why] = (['network', 'chromium', 'tcpdump'] as const).flatMap((need) => whyNot[need]() ?? [])
const load = watchLoad()
const figures = why === undefined ? await measure() : []
const missing: Missing[] = why === undefined ? [] : names.map((name) => ({ name, why }))
tell(
  { bench: 'path', commit: measuredCommit(), node: process.version, figures, missing, load: load() },
  { json: values.json },
)
