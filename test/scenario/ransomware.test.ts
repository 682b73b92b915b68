/** 勒索软件: seen, evidence kept, the office told, and then the terminal is really off the insurance network (三(一)2, 三(一)3). */

import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Evidence } from '#shared/domain/evidence.ts'
import { Bureau } from '../fixtures/bureau.ts'
import { Capture } from '../fixtures/capture.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { makeOfficeFiles } from '../fixtures/office-files.ts'
import { makeOfficeNetwork } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'
import { bareStartMs, slowdown, startSettlement } from '../fixtures/program.ts'
import { Ransomware } from '../fixtures/ransomware.ts'
import type { Order } from '../fixtures/ransomware.ts'
import { Terminal } from '../fixtures/terminal.ts'
import { Traffic } from '../fixtures/traffic.ts'

const files = 5_000
const tillEveryMs = 2

describe.skipIf(!canRunHere('ransomware', 'network', 'tcpdump'))('ransomware on a terminal', () => {
  let network: OfficeNetwork
  let bureau: Bureau
  let template: string
  let strikes = 0

  beforeAll(async () => {
    network = await makeOfficeNetwork()
    await startSettlement(network.settlement)
    bureau = await Bureau.open(network)
    template = join(bureau.folder, 'template')
    mkdirSync(template)
    makeOfficeFiles(template, { files, rows: [5, 20] })
  })

  afterAll(async () => {
    await bureau?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
  })

  /** A terminal of its own for each strike, with the files of a pharmacy in a watched folder. */
  async function terminalWithFiles(...args: string[]): Promise<{ terminal: Terminal; folder: string }> {
    const folder = join(bureau.folder, `files-${++strikes}`)
    cpSync(template, folder, { recursive: true })
    const terminal = await Terminal.enroll(bureau, network.terminals[0], `收银${strikes}号`, {
      watchedFolders: [folder],
    })
    await terminal.start(...args)
    await bureau.console.until(`${terminal.name} online`, ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
    return { terminal, folder }
  }

  /** Lets the ransomware loose while a till, two pings and a capture at the peer watch, and tells when the network was cut. */
  async function strike({ terminal, folder }: { terminal: Terminal; folder: string }, order: Order) {
    const { settlement, internet } = network
    const { host } = terminal
    await using capture = await Capture.start(
      settlement,
      'eth0',
      `src host ${host.address} and (icmp or tcp dst port 9000)`,
    )
    await using till = await Traffic.till(host, settlement.address, tillEveryMs)
    await using ping = await Traffic.ping(host, settlement.address)
    await using shop = await Traffic.ping(host, internet.address)
    await using ransomware = new Ransomware(folder, order)
    const struckAt = await ransomware.struck()
    const [tillStopped, pingStopped] = await Promise.all([till.stopped(), ping.stopped()])
    const lastPacketAt = capture.last!.at
    return {
      struckAt,
      tillStopped,
      pingStopped,
      lastPacketAt,
      /** The first line of the till that the peer never saw. */
      firstDroppedAt: till.sent.find((at) => at > lastPacketAt) ?? lastPacketAt + tillEveryMs,
      lostUntil: (at: number) => ransomware.lostUntil(at),
      shopGoesOn: await shop.answersWithin(200),
    }
  }

  /** The record of the evidence, and when the office had it. */
  async function evidenceOf(alert: string, incident: string): Promise<{ evidence: Evidence; storedAt: number }> {
    const timeline = await bureau.console.timeline('incidents', incident)
    const listed = timeline.flatMap(({ at, happening }) =>
      happening.kind === 'evidence-listed' ? [{ evidence: happening.evidence, storedAt: at }] : [],
    )
    const found = listed.find(({ evidence }) => evidence.alert === alert)
    return found ?? expect.fail(`no evidence of ${alert} in ${JSON.stringify(listed)}`)
  }

  const orders: readonly Order[] = ['alphabetical', 'reverse', 'random']

  test.each(orders)('in %s order: evidence, then the office has the alert, then the cut', async (order) => {
    const prepared = await terminalWithFiles()
    const { terminal } = prepared
    const cut = await strike(prepared, order)
    expect(cut.tillStopped, 'the till still gets answers').toBeDefined()
    expect(cut.pingStopped, 'the settlement still answers').toBeDefined()
    expect(cut.shopGoesOn, 'the shop’s own network stays').toBe(true)

    // The alert had left before the door was shut; the rest of the story comes when it is opened again.
    const alert = await bureau.console.until('the critical alert', ({ alerts }) =>
      [...alerts.values()].find(({ endpoint, severity }) => endpoint === terminal.endpoint && severity === 'critical'),
    )
    expect(alert.receivedAt).toBeLessThanOrEqual(cut.firstDroppedAt)
    expect(alert.incident).toBeDefined()
    await terminal.command('release', '--reason', '核查完毕')
    await bureau.console.until(
      'the release',
      ({ endpoints }) => endpoints.get(terminal.endpoint)?.isolation?.state === 'connected',
      70_000,
    )
    const { evidence, storedAt } = await evidenceOf(alert.id, alert.incident!)
    expect(evidence.moment.at).toBeLessThanOrEqual(storedAt)
    expect(storedAt, 'the office has the evidence’s record before the cut').toBeLessThanOrEqual(cut.firstDroppedAt)
    expect(evidence.parts).toEqual(expect.arrayContaining(['sockets', 'neighbours', 'routes']))

    tell(
      `${order}: seen with ${cut.lostUntil(alert.raisedAt)} of ${files} files lost, cut with ${cut.lostUntil(cut.lastPacketAt)}, ` +
        `${(cut.lastPacketAt - cut.struckAt).toFixed(0)} ms after the first; alert ${alert.raisedAt - cut.struckAt} ms, ` +
        `evidence ${evidence.moment.at - cut.struckAt} ms, alert at the office ${alert.receivedAt - cut.struckAt} ms, evidence there ${storedAt - cut.struckAt} ms`,
    )
    await terminal.stop()
  })

  test('with the office out of reach the cut comes all the same, within 3 s', async () => {
    const prepared = await terminalWithFiles()
    await network.officeLink('down')
    const bareStartsMs = [await bareStartMs(), await bareStartMs(), await bareStartMs()]
    const cut = await strike(prepared, 'alphabetical')
    expect(cut.tillStopped, 'the till still gets answers').toBeDefined()
    expect(cut.shopGoesOn, 'the shop’s own network stays').toBe(true)
    const cutAfterMs = cut.lastPacketAt - cut.struckAt
    tell(
      `no office: cut ${cutAfterMs.toFixed(0)} ms after the first file, with ${cut.lostUntil(cut.lastPacketAt)} files lost`,
    )
    expect(cutAfterMs).toBeLessThanOrEqual(3_000 * slowdown(bareStartsMs))

    const { terminal } = prepared
    await network.officeLink('up')
    await terminal.command('release', '--reason', '核查完毕')
    const alert = await bureau.console.until(
      'the alert that waited',
      ({ alerts }) => [...alerts.values()].find(({ endpoint }) => endpoint === terminal.endpoint),
      70_000,
    )
    expect(Math.abs(alert.raisedAt - cut.struckAt), 'its true time').toBeLessThanOrEqual(1_000)
    await terminal.stop()
  })

  test('control: a terminal that rehearses says it is cut, and the oracle sees that it is not', async () => {
    const prepared = await terminalWithFiles('--rehearse')
    const cut = await strike(prepared, 'alphabetical')
    expect(cut.tillStopped).toBeUndefined()
    expect(cut.pingStopped).toBeUndefined()
    const row = await bureau.console.until('the rehearsed cut', ({ endpoints }) => {
      const isolation = endpoints.get(prepared.terminal.endpoint)?.isolation
      return isolation?.state === 'isolated' && isolation
    })
    expect(row.rehearsal).toBe(true)
    await prepared.terminal.stop()
  })
})
