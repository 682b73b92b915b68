// Starts and stops as the sealed checkpoints have them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkpointLine, noSeal, seal } from './checkpoint.ts'
import type { CheckpointKind } from './checkpoint.ts'
import { lifeSignsIn } from './life-signs.ts'

const nothing = { last: 0, count: 0, root: noSeal }
const line = (kind: CheckpointKind, at: number): string =>
  checkpointLine(
    seal(
      { number: 1, kind, at, day: '2026-11-22', entries: nothing, records: nothing, previous: noSeal },
      new Uint8Array(32),
    ),
  )

test('starts, stops and what is between, in their order; a torn line is no sign', () => {
  const folder = mkdtempSync(join(tmpdir(), 'life-'))
  try {
    const file = join(folder, 'checkpoints')
    const lives = [line('begin', 1), line('daily', 5), line('stop', 10), line('start', 30), 'torn', line('start', 90)]
    writeFileSync(file, `${lives.join('\n')}\n`)
    expect(lifeSignsIn(file).map(({ what, at }) => `${what} ${at}`)).toEqual([
      'started 1',
      'alive 5',
      'stopped 10',
      'started 30',
      'started 90',
    ])
    expect(lifeSignsIn(join(folder, 'none'))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
