// Paging through what is stored: nothing twice, nothing left out, whatever the filter.
import { describe, expect, test } from 'vitest'
import type { Entry } from '../workflow/history.ts'
import { auditPage, auditStretch } from './audit-page.ts'
import type { AuditFilter } from './audit-page.ts'

const officer = (id: string) => ({ kind: 'officer', id, name: id }) as const
const entry = (position: number): Entry => ({
  position,
  subject: position % 3 === 0 ? { kind: 'office', id: 'office' } : { kind: 'incident', id: `i${position % 2}` },
  link: { index: position, previousHash: '', hash: '' },
  at: position * 1_000,
  actor: position % 5 === 0 ? officer('wang') : { kind: 'server' },
  happening: position % 7 === 0 ? { kind: 'audit-read', what: 'x' } : { kind: 'note-added', text: '' },
})
const store = (size: number) => {
  const entries = Array.from({ length: size }, (_, i) => entry(i + 1))
  let reads = 0
  const read = async (position: number, limit: number) => {
    reads++
    return entries.slice(position, position + limit)
  }
  return { entries, read, reads: () => reads }
}

async function everything(size: number, limit: number, filter: AuditFilter): Promise<readonly number[]> {
  const { read } = store(size)
  const positions: number[] = []
  let before: number | undefined = size + 1
  while (before !== undefined) {
    const page = await auditPage(read, { before, limit, filter })
    positions.push(...page.entries.map(({ position }) => position))
    before = page.before
  }
  return positions
}

const filters: readonly (readonly [string, AuditFilter, (entry: Entry) => boolean])[] = [
  ['nothing', {}, () => true],
  ['the office', { subject: 'office' }, ({ position }) => position % 3 === 0],
  ['one incident', { id: 'i1' }, ({ position }) => position % 3 !== 0 && position % 2 === 1],
  ['a person', { person: 'wang' }, ({ position }) => position % 5 === 0],
  ['what', { kind: 'audit-read' }, ({ position }) => position % 7 === 0],
  ['a time, both ends', { from: 10_000, to: 12_000 }, ({ position }) => position >= 10 && position <= 12],
  ['nobody', { person: 'li' }, () => false],
]

describe.each([[0], [1], [999], [1_000], [1_001], [2_500]])('%i entries', (size) => {
  test.each(filters)('filtered by %s', async (_, filter, holds) => {
    const wanted = store(size)
      .entries.filter(holds)
      .map(({ position }) => position)
    expect(await everything(size, 97, filter)).toEqual(wanted.toReversed())
    const stretch = await auditStretch(store(size).read, filter, size)
    expect(stretch?.map(({ position }) => position)).toEqual(wanted)
  })
})

test('a page looks through a bounded number of entries, and says where to go on', async () => {
  const { read, reads } = store(50_000)
  const page = await auditPage(read, { before: 50_001, limit: 50, filter: { person: 'li' } })
  expect(page).toEqual({ entries: [], before: 30_001 })
  expect(reads()).toBe(20)
})

test('more than may leave at once is nothing', async () => {
  expect(await auditStretch(store(100).read, {}, 99)).toBeUndefined()
})
