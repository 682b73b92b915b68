/** 五(二)1: who stops the sentinel, kills it or removes what it kept, is known to the office. */

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlertRow } from '#server/console/feed-frame.ts'
import { Bureau } from '../fixtures/bureau.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { makeOfficeNetwork } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'
import { Terminal } from '../fixtures/terminal.ts'

const withinMs = 5_000

describe.skipIf(!canRunHere('self-watch', 'network'))('a sentinel that is meddled with', () => {
  let network: OfficeNetwork
  let bureau: Bureau
  let terminal: Terminal

  const online = () =>
    bureau.console.until('the terminal online', ({ endpoints }) => endpoints.get(terminal.endpoint)?.online)
  const alerts = (): AlertRow[] =>
    [...bureau.console.alerts.values()].filter(({ endpoint }) => endpoint === terminal.endpoint)
  const newAlert = (rule: string, known: readonly AlertRow[]) =>
    bureau.console.until(
      rule,
      () => alerts().find((alert) => alert.rule === rule && !known.some(({ id }) => id === alert.id)),
      withinMs,
    )

  beforeAll(async () => {
    network = await makeOfficeNetwork()
    bureau = await Bureau.open(network)
    terminal = await Terminal.enroll(bureau, network.terminals[0], '收银1号')
    await terminal.start()
    await online()
  })

  afterAll(async () => {
    await bureau?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
  })

  test('control: a first start raises nothing', async () => {
    await sleep(500)
    expect(alerts()).toEqual([])
  })

  test('killed: told as soon as it runs again, and it opens no incident', async () => {
    const known = alerts()
    await terminal.stop('SIGKILL')
    await terminal.start()
    const alert = await newAlert('agent-stopped', known)
    expect(alert).toMatchObject({ origin: 'detector', severity: 'medium' })
    expect(alert.incident).toBeUndefined()
    expect(alert.because).toMatch(/^哨兵被强行结束或异常退出，电脑没有重启；自 .* 起约 00:00:\d\d 无人看护/)
    await online()
  })

  test('told to stop: the office knows before it is gone, and its return is no second alert', async () => {
    const known = alerts()
    const askedAt = Date.now()
    const gone = terminal.stop('SIGTERM')
    const alert = await newAlert('agent-stopped', known)
    await gone
    tell(
      `the stop was at the office after ${alert.receivedAt - askedAt} ms, the agent gone after ${Date.now() - askedAt} ms`,
    )
    expect(alert.because).toMatch(/^哨兵被要求停止运行/)
    await terminal.start()
    await online()
    await sleep(500)
    expect(alerts()).toHaveLength(known.length + 1)
  })

  test('evidence removed: told at once, grave enough for an incident, and no cut by itself', async () => {
    const known = alerts()
    const evidence = join(terminal.home, 'evidence', '20261122-060507-0123456789ab.json')
    writeFileSync(evidence, '{"version":1}')
    await sleep(1_000)
    rmSync(evidence)
    const alert = await newAlert('evidence-deleted', known)
    expect(alert).toMatchObject({ severity: 'high', because: `证据文件被删除：${evidence}` })
    expect(alert.incident).toBeDefined()
    expect(bureau.console.endpoints.get(terminal.endpoint)?.isolation?.state ?? 'connected').toBe('connected')
  })
})
