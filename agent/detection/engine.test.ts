// The engine: who is asked, what a detection carries, and what becomes of a detector that fails.
import { expect, test } from 'vitest'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { fileEvent, momentAt } from '#test/fakes/file-events.ts'
import type { Detector } from './detector.ts'
import { DetectionEngine } from './engine.ts'

const detector = (
  rule: string,
  onEvent: Detector['onEvent'],
  wants: Detector['wants'] = ['file-changed'],
): Detector => ({
  rule,
  severity: 'high',
  wants,
  onEvent,
})

function engine(...detectors: Detector[]) {
  const errors: string[] = []
  const made = new DetectionEngine({
    detectors,
    emitted: ['file-changed', 'process-ended'],
    log: { ...silentLog, error: (code) => errors.push(code) },
    random: (bytes) => crypto.getRandomValues(bytes),
  })
  return { made, errors }
}

const written = fileEvent(7, 'written', '/d/a.txt')
const ended: EndpointEvent = { kind: 'process-ended', source: 'processes', moment: momentAt(0), pid: 1 }

test('a detector is asked about the kinds it wants and no others', () => {
  const asked: string[] = []
  const { made } = engine(detector('a', ({ kind }) => void asked.push(kind)))
  made.judge(ended)
  made.judge(written)
  expect(asked).toEqual(['file-changed'])
})

test('what a detector hears besides neither feeds it nor switches it off', () => {
  const asked: string[] = []
  const hears = (rule: string, wants: Detector['wants']): Detector => ({
    ...detector(rule, ({ kind }) => void asked.push(`${rule} ${kind}`), wants),
    hears: ['process-ended'],
  })
  const { made } = engine(hears('fed', ['file-changed']), hears('unfed', ['network-changed']))
  made.judge(ended)
  made.judge(written)
  expect(asked).toEqual(['fed process-ended', 'fed file-changed'])
  expect(made.coverage().map(({ source }) => source)).toEqual(['unfed'])
})

test('a finding becomes a detection with id, rule, severity, moment and subject', () => {
  const { made } = engine(
    detector('a', () => ({ because: '原因', facts: { files: 3 }, subject: 'eth1', detected: momentAt(1) })),
  )
  expect(made.judge(written)).toEqual([
    {
      detection: {
        id: expect.stringMatching(/^[0-9a-f]{8}-.{4}-7/),
        rule: 'a',
        severity: 'high',
        moment: momentAt(7),
        because: '原因',
        facts: { files: 3 },
      },
      detected: momentAt(1),
      subject: 'eth1',
    },
  ])
})

test('what an attacker may name is made printable and bounded', () => {
  const { made } = engine(
    detector('a', () => ({ because: '\u202E'.repeat(900), facts: { path: `/d/\u0007${'x'.repeat(3_000)}` } })),
  )
  const [judged] = made.judge(written)
  expect(judged?.detection.because).toHaveLength(500)
  expect(judged?.detection.because).not.toContain('\u202E')
  expect(judged?.detection.facts['path']).toHaveLength(1_024)
})

test('a detector that throws is benched and reported, and the others go on', () => {
  let tries = 0
  const { made, errors } = engine(
    detector('bad', () => {
      tries++
      throw new Error('broken')
    }),
    detector('good', () => ({ because: 'seen', facts: {} })),
  )
  expect(
    [made.judge(written), made.judge(written)].map((judged) => judged.map(({ detection }) => detection.rule)),
  ).toEqual([['good'], ['good']])
  expect([tries, errors]).toEqual([1, ['detection/benched']])
  expect(made.coverage()).toEqual([{ source: 'bad', state: 'off', because: expect.stringContaining('bad') }])
})

test('a detector that no source feeds is shown as off', () => {
  const { made } = engine(detector('unfed', () => undefined, ['network-changed']))
  expect(made.coverage()).toEqual([
    { source: 'unfed', state: 'off', because: expect.stringContaining('没有可用的采集源') },
  ])
})
