/** Orders (指令): the office cuts a terminal off and keeps its handle on it; nobody without the office's key moves anything. */

import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import type { KeyObject } from 'node:crypto'
import type { Order, OrderRefusal, SignedOrder } from '#shared/domain/order.ts'
import { orderText } from '#shared/protocol/order-text.ts'
import type { EndpointRow } from '#server/console/feed-frame.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { buildPages } from '#scripts/build/pages.ts'
import { openBrowser } from '../fixtures/browser.ts'
import type { OpenBrowser } from '../fixtures/browser.ts'
import { Bureau } from '../fixtures/bureau.ts'
import { FalseGateway } from '../fixtures/false-gateway.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { makeOfficeNetwork } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'
import { OfficerPage } from '../fixtures/officer-page.ts'
import { startSettlement } from '../fixtures/program.ts'
import { Terminal } from '../fixtures/terminal.ts'
import { Traffic } from '../fixtures/traffic.ts'

const shopGateway = '192.168.77.1'

describe.skipIf(!canRunHere('orders', 'network', 'chromium'))('an order', () => {
  let network: OfficeNetwork
  let bureau: Bureau
  let terminal: Terminal
  let neighbour: Terminal
  let ping: Traffic
  let shop: Traffic
  let officeBrowser: OpenBrowser
  let officer: OfficerPage

  beforeAll(async () => {
    await buildPages()
    network = await makeOfficeNetwork()
    await startSettlement(network.settlement)
    bureau = await Bureau.open(network)
    terminal = await Terminal.enroll(bureau, network.terminals[0], '收银1号', { afterPress: 'ask' })
    neighbour = await Terminal.enroll(bureau, network.terminals[1], '收银2号')
    for (const each of [terminal, neighbour]) await each.start()
    for (const each of [terminal, neighbour]) await isOnline(each)
    officeBrowser = await openBrowser(network.office)
    const person = await bureau.appoint('office', '李晓明')
    officer = await OfficerPage.open(officeBrowser.browser, bureau.consoleUrl, person)
  })

  afterAll(async () => {
    await officeBrowser?.[Symbol.asyncDispose]()
    await bureau?.[Symbol.asyncDispose]()
    await network?.[Symbol.asyncDispose]()
  })

  beforeEach(async () => {
    ping = await Traffic.ping(terminal.host, network.settlement.address)
    shop = await Traffic.ping(terminal.host, shopGateway)
  })

  afterEach(async () => {
    await ping?.[Symbol.asyncDispose]()
    await shop?.[Symbol.asyncDispose]()
  })

  const isOnline = (which: Terminal) =>
    bureau.console.until(`${which.name} online`, ({ endpoints }) => endpoints.get(which.endpoint)?.online)

  const receiptOf = (order: string, withinMs = 10_000) =>
    bureau.console.until(
      `the receipt of ${order}`,
      ({ endpoints }) => endpoints.get(terminal.endpoint)?.orders.find(({ id }) => id === order)?.receipt,
      withinMs,
    )

  const isolationIs = (...states: readonly string[]) =>
    bureau.console.until(states.join(' or '), ({ endpoints }) => {
      const isolation = endpoints.get(terminal.endpoint)?.isolation
      return isolation !== undefined && states.includes(isolation.state) && isolation
    })

  /** As the officer gives it, on the page; the row is the one that was not there before. */
  async function orderByPage(kind: 'isolate' | 'release', reason: string): Promise<EndpointRow['orders'][number]> {
    const orders = () => bureau.console.endpoints.get(terminal.endpoint)?.orders ?? []
    const before = new Set(orders().map(({ id }) => id))
    await officer.order(terminal.endpoint, kind, reason)
    return bureau.console.until('the order', () => orders().find(({ id }) => !before.has(id)))
  }

  test('isolate cuts the settlement off while the link to the office lives, and release restores the traffic', async () => {
    await using till = await Traffic.till(terminal.host, network.settlement.address)
    const { id: isolate, issuedAt } = await orderByPage('isolate', '疑似感染，先断开')
    const receipt = await receiptOf(isolate)
    expect(receipt).toMatchObject({ outcome: 'carried-out' })
    const lastAnswers = await Promise.all([ping.stopped(), till.stopped()])
    for (const last of lastAnswers) expect(last, 'the settlement still answers').toBeDefined()
    tell(
      `order → last answer of ping and till: ${lastAnswers.map((at) => `${(at! - issuedAt).toFixed(0)} ms`).join(', ')}`,
    )
    await officer.page.getByText(consolePage.card.receipts['carried-out']).first().waitFor()
    await officer.shot('orders-isolated')
    expect(await isolationIs('isolated')).toMatchObject({ scope: 'selective', rehearsal: false, order: isolate })
    expect(await shop.answersWithin(200), 'the shop’s own network stays').toBe(true)

    // The link lives: a press still gets there, and the next order too.
    const press = await terminal.press()
    await bureau.console.until('a press while cut off', ({ alerts }) => alerts.get(press.alert), 2_000)
    expect(bureau.console.endpoints.get(terminal.endpoint)?.online).toBe(true)

    const { id: release } = await orderByPage('release', '核查完毕')
    expect(await receiptOf(release)).toMatchObject({ outcome: 'carried-out' })
    expect(await ping.answersWithin(3_000), 'the settlement answers again').toBe(true)
    await isolationIs('connected')
    const timeline = await bureau.console.timeline('endpoints', terminal.endpoint)
    const incident = bureau.console.alerts.get(press.alert)!.incident!
    const told = [...timeline, ...(await bureau.console.timeline('incidents', incident))].map(
      ({ happening }) => happening,
    )
    for (const order of [isolate, release]) {
      expect(told.filter((each) => each.kind === 'order-issued' && each.signed.order.id === order)).toHaveLength(1)
      expect(told.filter((each) => each.kind === 'order-delivered' && each.order === order)).toHaveLength(1)
      expect(told.filter((each) => each.kind === 'receipt-received' && each.receipt.order === order)).toHaveLength(1)
    }
  })

  test('that is forged, of an unknown key, expired, replayed or of another terminal does nothing, and the office learns of it', async () => {
    const captured = await signedOrders(terminal)
    const replayed = captured.find(({ order }) => order.action.kind === 'isolate')
    expect(replayed, 'an order that was carried out before').toBeDefined()
    await bureau.console.order(neighbour.endpoint, { kind: 'isolate', scope: 'full' }, '邻机的指令')
    const ofNeighbour = await bureau.console
      .until('the order of the neighbour', ({ endpoints }) => endpoints.get(neighbour.endpoint)?.orders[0])
      .then(async ({ id }) => (await signedOrders(neighbour)).find(({ order }) => order.id === id)!)
    const counter = Math.max(...captured.map(({ order }) => order.counter))

    const officeKey = createPrivateKey(readFileSync(`${bureau.home}/pki/order-key.pem`, 'utf8'))
    const otherKey = generateKeyPairSync('ed25519').privateKey
    const { keyId } = replayed!
    const isolate = (more: Partial<Order>): Order => ({
      id: randomUUID(),
      endpoint: terminal.endpoint,
      action: { kind: 'isolate', scope: 'full' },
      notAfter: Date.now() + 600_000,
      counter: counter + 10,
      reason: '攻击者的指令',
      approver: { id: 'nobody', name: '王建国' },
      ...more,
    })
    const altered = isolate({ action: { kind: 'isolate', scope: 'full' } })
    const attempts: readonly { readonly refusal: OrderRefusal; readonly signed: SignedOrder }[] = [
      { refusal: 'forged', signed: signedBy(otherKey, keyId, isolate({})) },
      {
        refusal: 'forged',
        signed: { ...replayed!, order: { ...replayed!.order, id: altered.id, counter: counter + 11 } },
      },
      { refusal: 'unknown-key', signed: signedBy(otherKey, 'ffffffffffffffff', isolate({})) },
      {
        refusal: 'expired',
        signed: signedBy(officeKey, keyId, isolate({ notAfter: Date.now() - 60_000, counter: counter + 12 })),
      },
      { refusal: 'other-endpoint', signed: ofNeighbour },
      { refusal: 'replayed', signed: replayed! },
    ]
    expect(createPublicKey(officeKey).asymmetricKeyType).toBe('ed25519')

    await bureau.stop()
    await using gateway = await FalseGateway.open(bureau)
    await gateway.terminal(terminal.endpoint)
    const sentAt = Date.now()
    for (const { signed } of attempts) gateway.send(terminal.endpoint, { frame: 'order', signed })
    const receipts = await gateway.receipts(terminal.endpoint, sentAt, attempts.length)
    expect(receipts.map(({ order, outcome, because }) => [order, outcome, because])).toEqual(
      attempts.map(({ refusal, signed }) => [signed.order.id, 'refused', refusal]),
    )
    await sleep(1_000)
    expect(await ping.answersWithin(200), 'the settlement still answers').toBe(true)
    expect(ping.since(sentAt)).toBeGreaterThan(((Date.now() - sentAt) / 10) * 0.5)

    // Control: the false gateway does reach the terminal's hand. With the office's own key its order is carried out.
    const control = isolate({ action: { kind: 'isolate', scope: 'selective' }, counter: counter + 20 })
    gateway.send(terminal.endpoint, { frame: 'order', signed: signedBy(officeKey, keyId, control) })
    expect(await ping.stopped(), 'with the stolen order key the terminal obeys').toBeDefined()
    await gateway[Symbol.asyncDispose]()

    await bureau.start()
    await isOnline(terminal)
    const refused = await waitForRefusals(attempts.length)
    expect(refused.map(({ because }) => because).toSorted()).toEqual(attempts.map(({ refusal }) => refusal).toSorted())
    await terminal.command('release', '--reason', '测试结束')
    expect(await ping.answersWithin(3_000)).toBe(true)
  })

  /** What the office issued to a terminal, from its chains, as anybody who listened on the wire would have it. */
  async function signedOrders(which: Terminal): Promise<SignedOrder[]> {
    const incidents = [...bureau.console.incidents.values()].filter(({ endpoint }) => endpoint === which.endpoint)
    const chains = await Promise.all([
      bureau.console.timeline('endpoints', which.endpoint),
      ...incidents.map(({ id }) => bureau.console.timeline('incidents', id)),
    ])
    return chains.flat().flatMap(({ happening }) => (happening.kind === 'order-issued' ? [happening.signed] : []))
  }

  async function waitForRefusals(atLeast: number) {
    const deadline = Date.now() + 15_000
    for (;;) {
      const incidents = [...bureau.console.incidents.values()].filter(({ endpoint }) => endpoint === terminal.endpoint)
      const chains = await Promise.all([
        bureau.console.timeline('endpoints', terminal.endpoint),
        ...incidents.map(({ id }) => bureau.console.timeline('incidents', id)),
      ])
      const refused = chains
        .flat()
        .flatMap(({ happening }) => (happening.kind === 'receipt-received' ? [happening.receipt] : []))
        .filter(({ outcome }) => outcome === 'refused')
      if (refused.length >= atLeast || Date.now() > deadline) return refused
      await sleep(200)
    }
  }
})

function signedBy(key: KeyObject, keyId: string, order: Order): SignedOrder {
  return { order, keyId, signature: sign(null, Buffer.from(orderText(order)), key).toString('base64url') }
}
