// What layers are worth together: one that only keeps others away is no cut.
import { expect, test } from 'vitest'
import { FakeLayer } from '#test/fakes/fake-layer.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import type { IsolationDriver } from './driver.ts'
import { layersOf } from './layers.ts'

const guard: IsolationDriver = {
  name: 'guard',
  scopes: ['full'],
  rehearsal: false,
  stopsNothing: true,
  apply: async () => {},
  release: async () => {},
  status: async () => ({ stands: true, gone: false, detail: '' }),
}
const layers = layersOf({
  drivers: [new FakeLayer({ name: 'firewall' }), guard],
  clock: new ManualClock(),
  verifyWithinMs: 0,
})
const report = (layer: string, stands: boolean) => ({ layer, stands, detail: '' })

test.each([
  ['both', [report('firewall', true), report('guard', true)], true],
  ['the firewall alone', [report('firewall', true), report('guard', false)], true],
  ['the guard alone', [report('firewall', false), report('guard', true)], false],
  ['none', [report('firewall', false), report('guard', false)], false],
  ['nothing looked at', [], false],
])('%s: the network is held %s', (_, reports, held) => {
  expect(layers.hold(reports)).toBe(held)
})
