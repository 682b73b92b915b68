// The outbox on this computer's real disk: who may read it, and that it comes back.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { drained, numbered, numberOf, openedOn, realClock } from '#test/fakes/outbox-parts.ts'
import { nodeDisk } from './node-disk.ts'

const home = mkdtempSync(join(tmpdir(), 'sentinel-outbox-'))
afterAll(() => rmSync(home, { recursive: true }))

const folder = join(home, 'outbox')
const open = () => openedOn(nodeDisk, folder, realClock, { reserveBytes: 1_000_000, segmentBytes: 4_000 })

test('kept, closed, opened, sent; every file is its owner’s alone', async () => {
  const outbox = await open()
  for (let number = 1; number <= 50; number++) await outbox.keep('urgent', numbered(number))
  await outbox.acknowledge(outbox.lanes()[0]!.epoch, 3)
  await outbox.close()
  const names = readdirSync(folder)
  expect(names.filter((name) => name.endsWith('.segment')).length).toBeGreaterThan(2)
  for (const name of names) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
  const again = await open()
  expect((await drained(again)).map(numberOf)).toEqual(Array.from({ length: 47 }, (_, i) => i + 4))
  expect((await again.recent(3)).map(numberOf)).toEqual([48, 49, 50])
  await again.close()
})

test('the reserve takes real space', async () => {
  const outbox = await open()
  for (let tries = 0; tries < 200 && !readdirSync(folder).includes('reserve'); tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  await outbox.close()
  expect(statSync(join(folder, 'reserve'))).toMatchObject({ size: 1_000_000 })
  expect(statSync(join(folder, 'reserve')).blocks * 512).toBeGreaterThanOrEqual(1_000_000)
})
