// What the page shows while the agent answers, is silent, comes back, or no longer knows the page.
import { expect, test } from 'vitest'
import type { PanelState } from '../panel-state.ts'
import { follow } from './follow.ts'
import type { View } from './follow.ts'
import type { Answer } from './panel-client.ts'

const version = (number: number): Answer<PanelState> => ({
  kind: 'done',
  value: { version: number } as PanelState,
})
const silent: Answer<PanelState> = { kind: 'silent' }
const noToken: Answer<PanelState> = { kind: 'refused', refusal: { refusal: 'no-token', message: '' } }

async function run(answers: readonly Answer<PanelState>[]): Promise<{ shown: View['kind'][]; asked: unknown[] }> {
  const shown: View['kind'][] = []
  const asked: unknown[] = []
  const left = [...answers]
  await follow({
    client: {
      state: (after) => {
        asked.push(after)
        return Promise.resolve(left.shift() ?? silent)
      },
    },
    show: (view) => shown.push(view.kind),
    now: () => 0,
    wait: () => Promise.resolve(),
    goOn: () => left.length > 0,
  })
  return { shown, asked }
}

test.each([
  ['one lost answer is not silence', [version(1), silent, version(2)], ['shown', 'shown']],
  ['two are', [version(1), silent, silent, version(2)], ['shown', 'silent', 'shown']],
  ['silent from the start', [silent, silent], ['silent']],
  ['a page of an earlier agent is closed for good', [version(1), noToken, version(2)], ['shown', 'closed']],
])('%s', async (_, answers, shown) => {
  expect((await run(answers)).shown).toEqual(shown)
})

test('waits for the next version, and asks for any after a silence', async () => {
  expect((await run([version(7), version(8), silent, version(8)])).asked).toEqual([undefined, 7, 8, undefined])
})
