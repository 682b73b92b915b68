/** The packaged agent does what the sources do: two of the scenarios once more, with the executable that terminals get. */

import { expect, test } from 'vitest'
import { packageAgent } from '#scripts/build/package.ts'
import { hostExecutable } from '#scripts/build/targets.ts'
import { tell } from '../fixtures/here.ts'

const isPossible = process.platform === 'linux' && process.arch === 'x64'
if (isPossible) {
  await packageAgent({ only: 'linux-x64' })
  // Read by test/fixtures/program.ts when it is loaded, so the imports come after it; this file has a process of its own.
  process.env['SENTINEL_AGENT'] = hostExecutable()
  // Enrolment, the page out of the executable, a press; then orders, and a real cut.
  await import('./press.test.ts')
  await import('./orders.test.ts')
} else tell('packaged is skipped: the Linux executable runs on Linux x64 only')

test.runIf(isPossible)('these scenarios ran the executable', async () => {
  const { agentCommand } = await import('../fixtures/program.ts')
  expect(agentCommand('home', 'run')).toEqual([hostExecutable(), 'run', '--home', 'home'])
})
