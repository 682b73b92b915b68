// One event, two rules: records are evidence, the program and its service are the agent itself.
import { expect, test } from 'vitest'
import type { OwnFileLost, OwnPart } from '#shared/domain/event.ts'
import { momentAt } from '#test/fakes/file-events.ts'
import { agentUninstalled } from './agent-uninstalled.ts'
import { evidenceDeleted } from './evidence-deleted.ts'

const lost = (part: OwnPart): OwnFileLost => ({
  kind: 'own-file-lost',
  source: 'own-files',
  moment: momentAt(0),
  part,
  path: `/data/${part}`,
  change: 'removed',
  found: 'running',
})

test.each<[OwnPart, string]>([
  ['evidence', 'evidence-deleted high'],
  ['journal', 'evidence-deleted high'],
  ['orders', 'evidence-deleted high'],
  ['identity', 'evidence-deleted high'],
  ['outbox', 'evidence-deleted high'],
  ['state', 'evidence-deleted high'],
  ['program', 'agent-uninstalled high'],
  ['unit', 'agent-uninstalled high'],
  ['autostart', 'agent-uninstalled medium'],
])('%s', (part, expected) => {
  const found = [evidenceDeleted(), agentUninstalled()].flatMap((detector) => {
    const finding = detector.onEvent(lost(part))
    return finding ? [{ rule: detector.rule, severity: finding.severity ?? detector.severity, finding }] : []
  })
  expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([expected])
  expect(found[0]?.finding.because).toContain(`/data/${part}`)
  expect(found[0]?.finding.subject).toBe(part)
})
