// A short campaign: every kind of damage is done and found, and what nobody damaged is sound.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { campaign, passed } from './campaign.ts'
import type { Outcome } from './campaign.ts'

const folder = mkdtempSync(join(tmpdir(), 'audit-campaign-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('sixty damages are all found', { timeout: 60_000 }, async () => {
  const outcome = await campaign(folder, 60, 20_261_122)
  expect(outcome.control).toBe(0)
  expect(outcome.tallies.filter(({ tried, found }) => tried === 0 || found < tried)).toEqual([])
  expect(outcome.tallies.reduce((all, { tried }) => all + tried, 0)).toBe(60)
  expect(passed(outcome)).toBe(true)
})

const sound: Outcome = {
  entries: 9,
  control: 0,
  tallies: [{ kind: 'a', tried: 2, found: 2, without: 1, falselyFound: 0 }],
}
test.each<[string, Outcome, boolean]>([
  ['all found', sound, true],
  ['one not found', { ...sound, tallies: sound.tallies.map((one) => ({ ...one, found: 1 })) }, false],
  [
    'a kind that was never done',
    { ...sound, tallies: sound.tallies.map((one) => ({ ...one, tried: 0, found: 0 })) },
    false,
  ],
  [
    'a damage without effect that was told',
    { ...sound, tallies: sound.tallies.map((one) => ({ ...one, falselyFound: 1 })) },
    false,
  ],
  ['a finding where nothing was damaged', { ...sound, control: 1 }, false],
])('the campaign is judged: %s', (_, outcome, verdict) => expect(passed(outcome)).toBe(verdict))
