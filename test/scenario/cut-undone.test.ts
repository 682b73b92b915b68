/** 断网 holds against whoever undoes it: a flushed ruleset, a link brought up again, a DHCP client, NetworkManager. The gap is what a capture at the peer shows. */

import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Capture } from '../fixtures/capture.ts'
import { Cutter, openAfter } from '../fixtures/cutter.ts'
import { canRunHere, tell } from '../fixtures/here.ts'
import { NetworkManager, whyNoNetworkManager } from '../fixtures/network-manager.ts'
import { insuranceAdapter, makeOfficeNetwork } from '../fixtures/office-network.ts'
import type { OfficeNetwork } from '../fixtures/office-network.ts'

/** Far above what is measured on an idle machine (tens of milliseconds), far below the turn of ten seconds. */
const withinMs = 1_000

const dhclient = '/usr/sbin/dhclient'
const whyNoDhclient = existsSync(dhclient) ? undefined : 'dhclient is not installed'
for (const why of [whyNoDhclient, whyNoNetworkManager()])
  if (why !== undefined) tell(`a part of cut-undone is skipped: ${why}`)

describe.skipIf(!canRunHere('cut-undone', 'network', 'tcpdump'))('a cut that somebody undoes', () => {
  let network: OfficeNetwork
  beforeAll(async () => {
    network = await makeOfficeNetwork()
  })
  afterAll(async () => {
    await network?.[Symbol.asyncDispose]()
  })

  const flush = () => network.terminals[0].run('/usr/sbin/nft', 'flush', 'ruleset')
  const linkUp = () => network.terminals[0].run('/usr/sbin/ip', 'link', 'set', insuranceAdapter, 'up')
  const begin = (layers: 'all' | 'link', options = {}) =>
    Cutter.start(network.terminals[0], network.office, layers, options)

  test.each([
    ['a flushed ruleset, selective', 'all', 'selective', flush],
    ['a flushed ruleset, full', 'all', 'full', flush],
    ['a link brought up again, with no firewall beside it', 'link', 'full', linkUp],
  ] as const)('%s: closed again at once', async (name, layers, scope, undo) => {
    await using cutter = await begin(layers)
    const cut = async () => expect(await cutter.cut(scope)).toMatchObject({ state: 'isolated' })
    const { lastAfterMs, stillOpen } = await openAfter(network, { cut, undo })
    tell(`${name}: last packet ${lastAfterMs === undefined ? 'none' : `after ${Math.round(lastAfterMs)} ms`}`)
    expect(stillOpen).toBe(false)
    expect(lastAfterMs ?? 0).toBeLessThan(withinMs)
    await cutter.release()
  })

  test.each([
    ['a flushed ruleset, selective', 'all', 'selective', flush],
    ['a link brought up again', 'link', 'full', linkUp],
  ] as const)('control, nobody watches: %s stays open until the next turn', async (_, layers, scope, undo) => {
    await using cutter = await begin(layers, { watched: false })
    const cut = async () => expect(await cutter.cut(scope)).toMatchObject({ state: 'isolated' })
    const { stillOpen } = await openAfter(network, { cut, undo })
    expect(stillOpen).toBe(true)
    await cutter.release()
  })

  describe.skipIf(whyNoDhclient !== undefined)('a DHCP client', () => {
    /** Frames of the terminal on the insurance network from when the client is started, and how long after it the last came. */
    async function started(layers: 'all' | 'link') {
      const [host] = network.terminals
      const link = JSON.parse(await host.run('/usr/sbin/ip', '-j', 'link', 'show', 'dev', insuranceAdapter)) as [
        { address: string },
      ]
      await using cutter = await begin(layers)
      expect(await cutter.cut('full')).toMatchObject({ state: 'isolated' })
      await using capture = await Capture.start(network.office, 'eth0', `ether src ${link[0].address}`)
      const at = Date.now()
      // As a plugged cable, `ifup` or a person starts it: its script sets the link up before it asks.
      const client = host.start([dhclient, '-d', '-1', '-lf', '/dev/null', '-pf', '/dev/null', insuranceAdapter], {
        stdio: 'ignore',
      })
      await sleep(1_500)
      const frames = capture.since(at)
      const [{ flags }] = JSON.parse(await host.run('/usr/sbin/ip', '-j', 'link', 'show', 'dev', insuranceAdapter)) as [
        { flags: string[] },
      ]
      client.kill('SIGKILL')
      await cutter.release()
      return { frames: frames.length, lastAfterMs: (frames.at(-1)?.at ?? at) - at, isUp: flags.includes('UP') }
    }

    test('that raises the link is closed again, and with the firewall not one frame leaves', async () => {
      const link = await started('link')
      const all = await started('all')
      tell(
        `dhclient: link alone ${link.frames} frames, last after ${Math.round(link.lastAfterMs)} ms; with the firewall ${all.frames}`,
      )
      expect(link).toMatchObject({ isUp: false })
      expect(link.lastAfterMs).toBeLessThan(withinMs)
      expect(all).toMatchObject({ frames: 0, isUp: false })
    })
  })
})

describe.skipIf(!canRunHere('cut-undone', 'network', 'tcpdump') || whyNoNetworkManager() !== undefined)(
  'a terminal whose adapter NetworkManager manages',
  () => {
    test('is cut, stays cut against it, and gets back what it had', async () => {
      await using network = await makeOfficeNetwork()
      const [host] = network.terminals
      await using manager = await NetworkManager.start(host, network.settlement)
      const had = async () => ({
        managed: await manager.managed(),
        addresses: await host.run('/usr/sbin/ip', '-4', '-br', 'addr', 'show', 'dev', insuranceAdapter),
        routes: (await host.run('/usr/sbin/ip', '-4', 'route', 'show', 'dev', insuranceAdapter)).split('\n').toSorted(),
      })
      const before = await had()
      expect(before.managed).toBe(true)

      await using cutter = await Cutter.start(host, network.office, 'all', { before: manager.inside })
      const cut = async () => {
        const { state, layers } = await cutter.cut('full')
        expect(state).toBe('isolated')
        expect(layers.map(({ layer, stands }) => `${layer} ${String(stands)}`)).toEqual([
          'linux-nftables true',
          'linux-networkmanager true',
          'linux-link true',
        ])
        expect(await manager.managed()).toBe(false)
      }
      const isDown = async () =>
        !(await host.run('/usr/sbin/ip', 'link', 'show', 'dev', insuranceAdapter)).includes(',UP')
      /** Until it is down again and out of its hands. */
      const closedAgainMs = async () => {
        const since = Date.now()
        while (!(await isDown()) || (await manager.managed())) {
          if (Date.now() - since > 9_000) return Number.POSITIVE_INFINITY
          await sleep(20)
        }
        return Date.now() - since
      }
      const took: number[] = []
      const undo = async () => {
        // A person in the tray menu, and an update of the system.
        await manager.nmcli('--wait', '0', 'connection', 'up', '医保专网')
        took.push(await closedAgainMs())
        await manager.restart()
        took.push(await closedAgainMs())
      }
      const { lastAfterMs } = await openAfter(network, { cut, undo })
      const [activated, restarted] = took
      tell(`NetworkManager: closed again ${activated} ms after an activation, ${restarted} ms after a restart answers`)
      expect(lastAfterMs).toBeUndefined()
      expect({ isDown: await isDown(), managed: await manager.managed() }).toEqual({ isDown: true, managed: false })
      expect(Math.max(...took)).toBeLessThan(5_000)

      await cutter.release()
      const answers = () => host.runs('/usr/bin/ping', '-c', '1', '-W', '1', network.office.address)
      for (let tries = 0; tries < 50 && !(await answers()); tries++) await sleep(100)
      expect(await had()).toEqual(before)
    })
  },
)
