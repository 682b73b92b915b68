// 流程: which phases were gone through, where the incident is, and what may follow.
import { expect, test } from 'vitest'
import type { Phase } from '#shared/domain/incident.ts'
import { phasePath } from './phase-path.ts'

const receivedAt = 1_000
const at = (to: Phase, at: number) => ({ to, at })

test.each<[string, Phase, readonly { to: Phase; at: number }[], readonly Phase[], Record<string, string>]>([
  [
    'just received',
    'received',
    [],
    ['verifying', 'reported'],
    { received: 'here', verifying: 'may-follow', merged: 'ahead' },
  ],
  [
    'reported without verifying: what was jumped over was not taken',
    'reported',
    [at('reported', 2_000)],
    ['assessing', 'activated'],
    { received: 'taken', verifying: 'ahead', reported: 'here', assessing: 'may-follow' },
  ],
  [
    'a relapse: the phase that was left is taken, and may follow again',
    'responding',
    [at('responding', 2_000), at('recovering', 3_000), at('responding', 4_000)],
    ['recovering'],
    { responding: 'here', recovering: 'may-follow' },
  ],
  [
    'a false alarm',
    'false-alarm',
    [at('verifying', 2_000), at('false-alarm', 3_000)],
    ['archived'],
    { 'false-alarm': 'here' },
  ],
])('%s', (_, here, moves, follow, expected) => {
  const path = phasePath(here, receivedAt, moves, follow)
  expect(path).toHaveLength(16)
  const states = Object.fromEntries(path.map(({ phase, state }) => [phase, state]))
  expect(states).toMatchObject(expected)
})

test('a phase tells when it was entered last', () => {
  const path = phasePath('responding', receivedAt, [at('responding', 2_000), at('responding', 4_000)], [])
  expect(path.find(({ phase }) => phase === 'responding')?.at).toBe(4_000)
  expect(path.find(({ phase }) => phase === 'received')?.at).toBe(receivedAt)
  expect(path.find(({ phase }) => phase === 'archived')?.at).toBeUndefined()
})
