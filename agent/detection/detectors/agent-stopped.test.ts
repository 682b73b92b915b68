// Every way in which the agent goes down and comes back: what is said of it, and how gravely.
import { describe, expect, test } from 'vitest'
import type { AgentReturned, AgentStopping, EndpointEvent, ProcessStarted } from '#shared/domain/event.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import { agentStopped } from './agent-stopped.ts'

const minute = 60_000
const source = 'life'

const back = (more: Partial<AgentReturned>): AgentReturned => ({
  kind: 'agent-returned',
  source,
  moment: momentAt(0),
  ended: 'lost',
  boot: 'same',
  lastSignAt: Date.UTC(2026, 10, 22, 5),
  blindMs: minute,
  uncertainMs: minute,
  losses: more.ended === undefined ? 1 : 0,
  ...more,
})
const stopping = (atMs: number, reason: AgentStopping['reason']): AgentStopping => ({
  kind: 'agent-stopping',
  source,
  moment: momentAt(atMs),
  reason,
  told: 'SIGTERM',
})
const command = (atMs: number, commandLine: string, user = 'wu'): ProcessStarted => ({
  kind: 'process-started',
  source: 'processes',
  moment: momentAt(atMs),
  pid: 4,
  parentPid: 1,
  image: `/usr/bin/${commandLine.split(' ')[0]}`,
  commandLine,
  user,
  parentImage: '/bin/bash',
})

const said = (events: readonly EndpointEvent[]) => {
  const detector = agentStopped()
  return events.flatMap((event) => detector.onEvent(event) ?? [])
}

describe('how gravely', () => {
  test.each<[string, readonly EndpointEvent[], readonly string[]]>([
    ['stopped by hand', [stopping(0, 'asked')], ['medium']],
    ['stopped because packages are replaced', [stopping(0, 'upgrade')], ['low']],
    ['stopped because the machine goes off: every evening', [stopping(0, 'machine-off')], []],
    ['killed', [back({})], ['medium']],
    ['killed for the tenth time today', [back({ losses: 10 })], ['medium']],
    ['a program that fails every few seconds: not each time', [4, 5, 9, 11, 99].map((losses) => back({ losses })), []],
    ['the power went', [back({ boot: 'another' })], ['low']],
    ['on again in the morning', [back({ ended: 'machine-off', boot: 'another', blindMs: 840 * minute })], []],
    ['the machine was said to go off and did not', [back({ ended: 'machine-off' })], ['medium']],
    ['an upgrade of a minute', [back({ ended: 'upgrade' })], []],
    ['an upgrade that never started it again', [back({ ended: 'upgrade', blindMs: 30 * minute })], ['medium']],
    ['stopped by hand for a minute: told when it stopped', [back({ ended: 'asked' })], []],
    ['stopped by hand for half an hour', [back({ ended: 'asked', blindMs: 30 * minute })], ['medium']],
  ])('%s', (_, events, severities) => {
    expect(said(events).map(({ severity }) => severity)).toEqual(severities)
  })
})

describe('by whom', () => {
  const stop = 'systemctl stop sentinel-agent'
  test.each<[string, readonly EndpointEvent[], string]>([
    ['the command just before', [command(0, stop), stopping(900, 'asked')], stop],
    ['the last of several', [command(0, 'kill 4'), command(100, stop), stopping(900, 'asked')], stop],
    ['a command of long before', [command(0, stop), stopping(60_000, 'asked')], ''],
    ['another program', [command(0, 'ls -l'), stopping(900, 'asked')], ''],
    ['nobody seen', [stopping(0, 'asked')], ''],
  ])('%s', (_, events, expected) => {
    const [finding] = said(events)
    expect(finding?.facts['command']).toBe(expected)
    expect(finding?.because.includes('wu')).toBe(expected !== '')
  })
})

test('a kill says from when, for how long, and how exactly', () => {
  const [finding] = said([back({ blindMs: 725_000 })])
  expect(finding?.because).toContain('自 2026-11-22 13:00:00 起约 00:12:05 无人看护，误差不超过 00:01:00')
})
