/** 违规外联: a telephone plugged into a terminal of the insurance network is known to the office within two seconds. */

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlertRow } from '#server/console/feed-frame.ts'
import { Bureau } from '../fixtures/bureau.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { makeOfficeNetwork, tetherAdapter } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'
import { Terminal } from '../fixtures/terminal.ts'

const withinMs = 2_000

describe.skipIf(!canRunHere('dual-homing', 'network'))('a second way out', () => {
  let network: OfficeNetwork
  let bureau: Bureau
  let guarded: Terminal
  let permitted: Terminal

  beforeAll(async () => {
    network = await makeOfficeNetwork()
    bureau = await Bureau.open(network)
    guarded = await Terminal.enroll(bureau, network.terminals[0], '收银1号')
    permitted = await Terminal.enroll(bureau, network.terminals[1], '收银2号', { allowedAdapters: [tetherAdapter] })
    for (const terminal of [guarded, permitted]) {
      await terminal.start()
      await bureau.console.until('the terminal online', ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
    }
  })

  afterAll(async () => {
    await bureau?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
  })

  const alertsOf = (terminal: Terminal): AlertRow[] =>
    [...bureau.console.alerts.values()].filter(
      ({ endpoint, rule }) => endpoint === terminal.endpoint && rule === 'dual-homing',
    )

  test('is raised and stored within 2 s, and opens an incident', async () => {
    expect(alertsOf(guarded)).toEqual([])
    const pluggedAt = Date.now()
    await network.tether(guarded.host)
    const alert = await bureau.console.until('违规外联', () => alertsOf(guarded)[0], withinMs + 1_000)
    tell(`违规外联 stored after ${alert.receivedAt - pluggedAt} ms`)
    expect(alert.receivedAt - pluggedAt).toBeLessThanOrEqual(withinMs)
    expect(alert).toMatchObject({ origin: 'detector', severity: 'high' })
    expect(alert.because).toContain(tetherAdapter)
    expect(alert.incident).toBeDefined()
    const incident = bureau.console.incidents.get(alert.incident!)
    expect(incident?.found.basis).toBe('should-have-been-found')
    expect(incident?.initialReportDueAt).toBe(incident!.found.at + 2 * 60 * 60 * 1000)
  })

  test('is reported only once while it stands, and its end is not an alert', async () => {
    await sleep(withinMs)
    await network.untether(guarded.host)
    await sleep(withinMs)
    expect(alertsOf(guarded)).toHaveLength(1)
  })

  test('control: an adapter that the settings allow raises nothing', async () => {
    await network.tether(permitted.host)
    await sleep(withinMs)
    expect(alertsOf(permitted)).toEqual([])
    await network.untether(permitted.host)
  })
})
