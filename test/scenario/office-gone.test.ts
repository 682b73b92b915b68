/** The office is gone: reporting, detecting and cutting go on, and afterwards everything is at the office exactly once, with its true time (三(一)2, 五(一)1). */

import { appendFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlertRow } from '#server/console/feed-frame.ts'
import type { Entry } from '#server/workflow/history.ts'
import { initialReportWithinMs } from '#shared/domain/incident.ts'
import { Bureau } from '../fixtures/bureau.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { makeOfficeNetwork } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'
import { startSettlement } from '../fixtures/program.ts'
import { Terminal } from '../fixtures/terminal.ts'
import type { Press } from '../fixtures/terminal.ts'
import { Traffic } from '../fixtures/traffic.ts'

/** One clock serves both machines of the test, so a corrected time may differ only by what the correction itself adds. */
const correctionMs = 250

describe.skipIf(!canRunHere('office-gone', 'network'))('with the office gone', () => {
  let network: OfficeNetwork
  let bureau: Bureau
  let terminal: Terminal
  let watched: string
  let bystander: Press
  const presses: Press[] = []
  let diedAt = 0

  beforeAll(async () => {
    network = await makeOfficeNetwork()
    await startSettlement(network.settlement)
    bureau = await Bureau.open(network)
    watched = join(bureau.folder, '处方档案')
    mkdirSync(watched)
    terminal = await Terminal.enroll(bureau, network.terminals[0], '收银1号', {
      watchedFolders: [watched],
      afterPress: 'ask',
    })
    await terminal.start()
    await bureau.console.until('the terminal online', ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
  })

  afterAll(async () => {
    await bureau?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
  })

  test('a press is durable all the same', async () => {
    // What the office had before it died must not come a second time.
    bystander = await terminal.press('--drill')
    await bureau.console.until('the drill', ({ alerts }) => alerts.get(bystander.alert))
    await bureau.stop('SIGKILL')
    diedAt = Date.now()
    await sleep(1_500)
    presses.push(await terminal.press())
    expect(presses[0]).toMatchObject({ durable: true, via: 'agent' })
    tell(`a press with no office: durable after ${presses[0]!.waitedMs.toFixed(0)} ms`)
    // The figure itself is judged in press.test.ts; here, that the press does not wait for the office.
    expect(presses[0]!.waitedMs).toBeLessThanOrEqual(1_500)
  })

  test('the agent is killed and started again; in between a press goes to the spool', async () => {
    await terminal.stop('SIGKILL')
    const spooled = await terminal.press()
    expect(spooled).toMatchObject({ durable: true, via: 'spool' })
    presses.push(spooled)
    await terminal.start()
  })

  test('a decoy is touched: the terminal is cut off from the insurance network and from nothing else', async () => {
    await using ping = await Traffic.ping(terminal.host, network.settlement.address)
    await using shop = await Traffic.ping(terminal.host, network.internet.address)
    const [decoy] = readdirSync(watched)
    expect(decoy, 'a decoy in the watched folder').toBeDefined()
    const touchedAt = Date.now()
    appendFileSync(join(watched, decoy!), 'encrypted')
    const last = await ping.stopped()
    expect(last, 'the settlement still answers').toBeDefined()
    tell(`touched → last answer, with no office: ${(last! - touchedAt).toFixed(0)} ms`)
    expect(last! - touchedAt).toBeLessThanOrEqual(3_000)
    expect(await shop.answersWithin(200), 'the shop’s own network stays').toBe(true)

    // A cut terminal that loses its agent stays cut, and the agent comes up knowing it.
    await terminal.stop('SIGKILL')
    await terminal.start()
    expect(await ping.answersWithin(500), 'the cut outlives the agent').toBe(false)
    await terminal.command('release', '--reason', '核查完毕')
    expect(await ping.answersWithin(5_000), 'the settlement answers again').toBe(true)
  })

  test('back again, the office has everything exactly once, with the true times', async () => {
    await bureau.start()
    const backAt = Date.now()
    const { console: office } = bureau
    for (const press of presses) await office.until(press.code, ({ alerts }) => alerts.get(press.alert), 70_000)
    const detected = await office.until(
      'the alert of the decoy',
      ({ alerts }) => decoyAlert([...alerts.values()]),
      70_000,
    )
    tell(`all alerts at the office ${Date.now() - backAt} ms after it was back; it was gone for ${backAt - diedAt} ms`)
    await office.until('the release, with nothing left to send', ({ endpoints }) => {
      const row = endpoints.get(terminal.endpoint)
      return row?.isolation?.state === 'connected' && row.pending === 0
    })

    const entries = await everyEntry()
    for (const alert of [...presses.map(({ alert }) => alert), bystander.alert, detected.id]) {
      const received = entries.filter(
        ({ happening }) => happening.kind === 'alert-received' && happening.alert.id === alert,
      )
      expect(received, `alert ${alert} in the histories`).toHaveLength(1)
    }
    // The agent was killed twice, and each time told it when it ran again.
    const kills = [...office.alerts.values()].filter(({ rule }) => rule === 'agent-stopped')
    expect(kills).toHaveLength(2)
    expect(office.alerts.size).toBe(presses.length + 2 + kills.length)

    for (const press of presses) {
      const row = office.alerts.get(press.alert)!
      expect(row.code).toBe(press.code)
      expect(Math.abs(row.raisedAt - press.pressedAt), `${press.via}: the press’s own time`).toBeLessThanOrEqual(
        correctionMs + press.waitedMs,
      )
      expect(row.receivedAt, 'stored after the office was back').toBeGreaterThan(backAt - 5_000)
      expect(row.receivedAt - row.raisedAt).toBeGreaterThan(2_000)
    }

    // The two hours run from the press, not from its arrival (三(一)2).
    const [first] = presses
    const incident = [...office.incidents.values()].find(({ alerts }) => alerts.includes(first!.alert))
    expect(incident, 'the incident of the press').toBeDefined()
    expect(incident!.found.basis).toBe('found')
    expect(Math.abs(incident!.found.at - first!.pressedAt)).toBeLessThanOrEqual(correctionMs + first!.waitedMs)
    expect(incident!.initialReportDueAt).toBe(incident!.found.at + initialReportWithinMs)
    expect(incident!.receivedAt - incident!.found.at).toBeGreaterThan(2_000)
    expect(incident!.alerts, 'the detection joins the open incident').toContain(detected.id)

    const states = entries.flatMap(({ happening }) =>
      happening.kind === 'isolation-changed' ? [happening.isolation.state] : [],
    )
    expect(states).toEqual(expect.arrayContaining(['isolated', 'connected']))
    expect(states.at(-1)).toBe('connected')
    expect(entries.filter(({ happening }) => happening.kind === 'evidence-listed').length).toBeGreaterThan(0)
  })

  const decoyAlert = (alerts: readonly AlertRow[]) => alerts.find(({ rule }) => rule === 'canary-touched')

  async function everyEntry(): Promise<readonly Entry[]> {
    const { console: office } = bureau
    const chains = await Promise.all([
      office.timeline('endpoints', terminal.endpoint),
      ...[...office.incidents.keys()].map((id) => office.timeline('incidents', id)),
    ])
    return chains.flat().toSorted((a, b) => a.position - b.position)
  }
})
