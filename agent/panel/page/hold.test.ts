// The button that cuts the network: what counts as meant and what does not.
import { expect, test } from 'vitest'
import { hold } from './hold.ts'
import type { Hold, Touch } from './hold.ts'

const idle: Hold = { state: 'idle' }
const after = (...touches: readonly (readonly [Touch, number])[]) =>
  touches.reduce<Hold>((state, [touch, at]) => hold(state, touch, at), idle).state

test.each([
  ['a short press asks for a second', after(['press', 0], ['release', 200]), 'armed'],
  ['held for 1.5 s', after(['press', 0], ['tick', 1500]), 'meant'],
  ['held, told only by the release', after(['press', 0], ['release', 1600]), 'meant'],
  ['held for 1.4 s', after(['press', 0], ['tick', 1400]), 'down'],
  ['pressed twice', after(['press', 0], ['release', 100], ['press', 900], ['release', 1000]), 'meant'],
  ['the second too late', after(['press', 0], ['release', 100], ['press', 5200], ['release', 5300]), 'armed'],
  ['forgotten', after(['press', 0], ['release', 100], ['tick', 5200]), 'idle'],
  ['the finger left', after(['press', 0], ['leave', 1400], ['tick', 1600]), 'idle'],
  ['a key that repeats is one press', after(['press', 0], ['press', 500], ['press', 530], ['tick', 1500]), 'meant'],
  ['a release from elsewhere', after(['release', 0]), 'idle'],
])('%s', (_, state, expected) => {
  expect(state).toBe(expected)
})
