// Holds every import of the project to the table in boundaries.ts.
import { describe, expect, test } from 'vitest'
import { boundaries } from './boundaries.ts'
import { objections } from './boundary-check.ts'
import { importsOf, sourceFiles, textOf } from './source-files.ts'

// A check that sees nothing finds nothing. Raise these as the project grows; never lower them.
const FILES_AT_LEAST = 60
const IMPORTS_AT_LEAST = 100

test('every import is allowed by a line of the table', () => {
  const files = sourceFiles()
  const imports = files.reduce((sum, path) => sum + importsOf(path, textOf(path)).length, 0)
  expect(files.length).toBeGreaterThanOrEqual(FILES_AT_LEAST)
  expect(imports).toBeGreaterThanOrEqual(IMPORTS_AT_LEAST)
  expect(files.flatMap((path) => objections(path, textOf(path)))).toEqual([])
})

test('every line of the table has a reason, and no folder has two', () => {
  expect(boundaries.filter(({ because }) => because === '')).toEqual([])
  expect(new Set(boundaries.map(({ folder }) => folder)).size).toBe(boundaries.length)
})

describe('controls: these imports must be reported', () => {
  test.each([
    ['a builtin in shared', 'shared/text/seed.ts', `import { readFileSync } from 'node:fs'`, 'node: builtins'],
    [
      'a builtin in shared, as a type',
      'shared/text/seed.ts',
      `type B = import('node:buffer').Buffer`,
      'node: builtins',
    ],
    ['a library in shared', 'shared/text/seed.ts', `import ws from 'ws'`, 'only zod'],
    [
      'wording in the domain',
      'shared/domain/seed.ts',
      `import { zhCn } from '../wording/zh-cn.ts'`,
      'neither wire nor wording',
    ],
    [
      'the server in the agent',
      'agent/seed.ts',
      `import type { Step } from '#server/workflow/step.ts'`,
      'only by the protocol',
    ],
    [
      'response in detection',
      'agent/detection/seed.ts',
      `import { decide } from '../response/policy.ts'`,
      'response acts',
    ],
    [
      'detection in a source, lazily',
      'agent/sources/usb/seed.ts',
      `await import('../../detection/engine.ts')`,
      'judges nothing',
    ],
    [
      'the store in the workflow, re-exported',
      'server/workflow/seed.ts',
      `export * from '../store/store.ts'`,
      'without storage',
    ],
    [
      'the gateway’s inside in intake',
      'server/intake/seed.ts',
      `import { Session } from '../gateway/session.ts'`,
      'joins',
    ],
    [
      'the workflow in notify',
      'server/notify/seed.ts',
      `import { plan } from '../workflow/plan.ts'`,
      'carried, not decided',
    ],
    [
      'running code of the panel in its page',
      'agent/panel/page/seed.ts',
      `import { open } from '../pipe.ts'`,
      'browser',
    ],
    [
      'windows in linux',
      'agent/response/isolation/linux-seed.ts',
      `import { x } from './windows-firewall.ts'`,
      'knows nothing of windows',
    ],
    ['linux in windows', 'agent/platform/windows.ts', `import { linux } from './linux.ts'`, 'knows nothing of linux'],
    [
      'a relative path across areas',
      'agent/seed.ts',
      `import { x } from '../shared/fault.ts'`,
      'write #shared/fault.ts',
    ],
    ['a hash inside an area', 'agent/seed.ts', `import { x } from '#agent/config.ts'`, 'relative path'],
    ['a logger', 'server/intake/seed.ts', `import winston from 'winston'`, 'passed as Log'],
    [
      'a fake in the product',
      'server/store/seed.ts',
      `import { x } from '#test/fakes/clock.ts'`,
      'keeps what the workflow decided',
    ],
    ['a way out of the project', 'agent/seed.ts', `import { x } from '../../elsewhere/x.ts'`, 'out of the project'],
  ])('%s', (_, path, text, reason) => {
    expect(objections(path, text)).toEqual([expect.stringContaining(reason)])
  })
})

describe('controls: these are allowed', () => {
  test.each([
    ['a driver in the platform', 'agent/platform/linux.ts', `import { x } from '../response/isolation/linux-link.ts'`],
    [
      'the machine in a source',
      'agent/sources/usb/usb.ts',
      `import type { CommandRunner } from '../../machine/command.ts'`,
    ],
    ['the inbox in intake', 'server/intake/intake.ts', `import type { Inbox } from '../gateway/inbox.ts'`],
    ['all parts in main', 'server/main.ts', `import { x } from './gateway/listener.ts'`],
    ['a fake in a test beside the code', 'server/store/store.test.ts', `import { x } from '#test/fakes/clock.ts'`],
    ['the shape of an answer in a page', 'agent/panel/page/panel.tsx', `import type { Answer } from '../api.ts'`],
    ['the page’s own parts', 'agent/panel/page/panel.tsx', `import { Button } from './button.tsx'`],
  ])('%s', (_, path, text) => {
    expect(objections(path, text)).toEqual([])
  })
})
