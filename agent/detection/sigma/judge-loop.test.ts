// The loop of the thread: while a bundle is being built the one before goes on, and what it has counted is kept.
import { expect, test } from 'vitest'
import { bundleText } from '#shared/sigma/bundle-lines.ts'
import { parseCorrelation } from '#shared/sigma/parse-correlation.ts'
import { ruleOf } from '#test/fixtures/sigma-rules.ts'
import { JudgeLoop } from './judge-loop.ts'
import type { FromThread, NativeEvent } from './messages.ts'
import { sharedPlaces } from './messages.ts'

function loop() {
  const said: FromThread[] = []
  const waiting: (() => void)[] = []
  let now = 0
  const made = new JudgeLoop({
    // Every look at the clock takes three milliseconds: a slice is a few steps.
    monotonic: () => (now += 3),
    later: (task) => void waiting.push(task),
    answer: (message) => void said.push(message),
    shared: new Int32Array(sharedPlaces),
  })
  const slice = () => {
    waiting.shift()?.()
    return waiting.length > 0
  }
  return { made, said, slice }
}

const failed = parseCorrelation({
  id: 'failures',
  correlation: { type: 'event_count', rules: ['rule-0'], timespan: '1m', condition: { gte: 2 }, generate: true },
})
const correlations = failed.ok ? [failed.document] : []
const rules = Array.from({ length: 600 }, (_, i) =>
  ruleOf({ id: `rule-${i}`, detection: { sel: { 'CommandLine|contains': `word${i}x` }, condition: 'sel' } }),
)
const bundle = (count: number) => bundleText({ rules: rules.slice(0, count), correlations, filters: [], selfTests: [] })
const event = (commandLine: string): NativeEvent => ({
  from: 'sigma',
  origin: { product: 'windows', categories: ['process_creation'] },
  record: { CommandLine: commandLine },
  at: 1_000,
})
const found = (said: readonly FromThread[]) =>
  said.flatMap((message) => (message.say === 'judged' ? message.findings.map(({ rule }) => rule.id) : []))

test('events are judged between two slices, by the rules that were there before', () => {
  const { made, said, slice } = loop()
  made.hear({ say: 'load', bundle: bundle(1), benched: [] })
  while (slice());
  made.hear({ say: 'judge', events: [event('word0x')] })
  made.hear({ say: 'load', bundle: bundle(600), benched: [] })
  let slices = 0
  while (slice()) {
    slices++
    made.hear({ say: 'judge', events: [event('word599x')] })
  }
  expect(slices).toBeGreaterThan(5)
  expect(found(said)).toEqual(['rule-0'])
  made.hear({ say: 'judge', events: [event('word599x and word0x')] })
  // The first failure was counted before the swap.
  expect(found(said)).toEqual(['rule-0', 'rule-0', 'rule-599', 'failures'])
})

test('a bundle that comes while another is being built takes its place', () => {
  const { made, said, slice } = loop()
  made.hear({ say: 'load', bundle: bundle(600), benched: [] })
  slice()
  made.hear({ say: 'load', bundle: bundle(2), benched: ['rule-1'] })
  while (slice());
  expect(said).toMatchObject([{ say: 'loaded', loaded: { ok: true, rules: 1 } }])
})

test('events before the first bundle are answered, with nothing', () => {
  const { made, said } = loop()
  made.hear({ say: 'judge', events: [event('word0x')] })
  expect(said).toMatchObject([{ say: 'judged', events: 1, findings: [] }])
})
