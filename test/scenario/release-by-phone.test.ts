/** 断网恢复码: a terminal that nothing reaches any more is let back by what two people tell each other over the telephone. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Release } from '#agent/panel/panel-state.ts'
import type { Happening } from '#server/workflow/history.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { Bureau } from '../fixtures/bureau.ts'
import type { ConsoleClient } from '../fixtures/console-client.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { makeOfficeNetwork } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'
import { PanelClient } from '../fixtures/panel-client.ts'
import { startSettlement } from '../fixtures/program.ts'
import { Terminal } from '../fixtures/terminal.ts'
import { Traffic } from '../fixtures/traffic.ts'

const words = zhCn.response.release

describe.skipIf(!canRunHere('release by telephone', 'network'))('a terminal that is cut off completely', () => {
  let network: OfficeNetwork
  let bureau: Bureau
  let terminal: Terminal
  let panel: PanelClient
  let ping: Traffic
  let second: ConsoleClient

  beforeAll(async () => {
    network = await makeOfficeNetwork()
    await startSettlement(network.settlement)
    bureau = await Bureau.open(network)
    second = await bureau.signIn(await bureau.appoint('office', '李晓明'))
    terminal = await Terminal.enroll(bureau, network.terminals[0], '收银1号', { afterPress: 'cut' })
    await start()
    ping = await Traffic.ping(terminal.host, network.settlement.address)
    expect(await ping.answersWithin(3_000), 'the settlement answers before').toBe(true)
  })

  afterAll(async () => {
    await ping?.[Symbol.asyncDispose]()
    await panel?.close()
    second?.close()
    await bureau?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
  })

  async function start(): Promise<void> {
    await terminal.start()
    panel = await PanelClient.open(terminal.host, await terminal.panelUrl())
    await bureau.console.until('the terminal online', ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
  }

  /** What the operator reads out: S3 once the cut is verified. */
  async function readOut(): Promise<Release> {
    for (;;) {
      const { isolation } = await panel.state()
      const firm = isolation?.isolation.state === 'isolated' || isolation?.isolation.state === 'degraded'
      if (firm && isolation.release !== undefined) return isolation.release
    }
  }

  const ask = (officer: ConsoleClient, { sequence, challenge }: Release, action: ReleaseAction) =>
    officer.post(`/api/endpoints/${terminal.endpoint}/release-code`, {
      sequence,
      challenge,
      action,
      reason: '电话核实完毕',
    })

  /** What the office reads back, as two officers decide it. */
  async function codeFor(release: Release, action: ReleaseAction): Promise<string> {
    expect((await ask(bureau.console, release, action)).body).toEqual({ awaiting: 'second-person' })
    expect((await ask(bureau.console, release, action)).body, 'one person twice').toEqual({ awaiting: 'second-person' })
    return ((await ask(second, release, action)).body as { code: string }).code
  }

  const enter = (code: string) => panel.call('/api/release-code', { code })

  test('is let back by the code that two officers make of its challenge, and the incident tells all of it', async () => {
    const press = await terminal.press()
    await bureau.console.until('the press', ({ alerts }) => alerts.get(press.alert)?.incident)
    expect(await ping.stopped(), 'the settlement still answers').toBeDefined()
    const release = await readOut()
    expect(await ask(bureau.console, { ...release, challenge: '000000001' }, 'release')).toMatchObject({
      status: 422,
      body: { refusal: 'challenge-misread' },
    })
    const stay = (await ask(bureau.console, release, 'stay')).body as { code: string }
    const code = await codeFor(release, 'release')
    expect(stay.code).not.toBe(code)

    const wrong = await enter(`${code.slice(0, 8)}${(Number(code[8]) + 1) % 10}`)
    expect(wrong).toMatchObject({ status: 409, body: { message: words.misread } })
    expect(await ping.answersWithin(200), 'still cut').toBe(false)
    const enteredAt = Date.now()
    expect(await enter(code)).toMatchObject({ status: 200, body: { action: 'release' } })
    expect(await ping.answersWithin(3_000), 'the settlement answers again').toBe(true)
    tell(`code entered → settlement answers: ${(Date.now() - enteredAt).toFixed(0)} ms`)
    expect(await enter(code), 'the same code again').toMatchObject({ status: 409 })

    const incident = bureau.console.alerts.get(press.alert)!.incident!
    const timeline = async () =>
      (await bureau.console.timeline('incidents', incident)).map(({ happening }) => happening)
    const isBack = (one: Happening) => one.kind === 'isolation-changed' && one.isolation.state === 'connected'
    await expect.poll(async () => (await timeline()).some(isBack), { timeout: 10_000 }).toBe(true)
    const told = await timeline()
    const kinds = told.map(({ kind }) => kind)
    expect(kinds.indexOf('release-code-made')).toBeLessThan(kinds.indexOf('release-code-used'))
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'release-code-used', sequence: release.sequence, action: 'release' }),
    )
    const last = told.findLast((one) => one.kind === 'isolation-changed')
    expect(last?.isolation).toMatchObject({ state: 'connected', releaseCode: release.sequence })
    expect(JSON.stringify(told), 'no code in the history').not.toContain(code)
  })

  test('keeps its challenge over a kill of the agent, and takes a decision to stay as one', async () => {
    await panel.call('/api/cut', {})
    const release = await readOut()
    await terminal.stop('SIGKILL')
    await terminal.start()
    await panel.close()
    panel = await PanelClient.open(terminal.host, await terminal.panelUrl())
    expect(await readOut()).toMatchObject({ sequence: release.sequence, challenge: release.challenge })
    const { code } = (await ask(bureau.console, release, 'stay')).body as { code: string }
    expect(await enter(code)).toMatchObject({ status: 200, body: { action: 'stay' } })
    expect(await ping.answersWithin(300), 'still cut').toBe(false)
    const next = await readOut()
    expect(next.sequence).toBe(release.sequence + 1)
    expect(await enter(await codeFor(next, 'release-4h'))).toMatchObject({
      status: 200,
      body: { action: 'release-4h' },
    })
    expect(await ping.answersWithin(3_000), 'the settlement answers again').toBe(true)
    expect((await panel.state()).lease).toMatchObject({ of: 'release' })
    // Four hours that end by a cut, unless an officer's order confirms them.
    await bureau.console.until('the terminal online', ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
    await bureau.console.until(
      'what is to be confirmed',
      ({ endpoints }) => endpoints.get(terminal.endpoint)?.confirmBy,
    )
    await bureau.console.order(terminal.endpoint, { kind: 'release' }, '确认恢复')
    await expect.poll(async () => (await panel.state()).lease, { timeout: 5_000 }).toBeUndefined()
  })
})
