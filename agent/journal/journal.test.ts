// The journal: every tampering with it is seen, a crash costs at most the line it tore, and it goes on afterwards.
import { beforeEach, expect, test } from 'vitest'
import { MemoryLines } from '#test/fakes/memory-file.ts'
import { journal } from './journal.ts'
import type { JournalEntry } from './journal.ts'

let file: MemoryLines
const entry = (at: number): JournalEntry => ({
  step: `step/${at}`,
  by: { kind: 'agent' },
  because: '文件被加密',
  moment: { at, clockId: 'boot', monotonicMs: at },
  facts: { layers: 2 },
})
const book = () => journal(file)

beforeEach(async () => {
  file = new MemoryLines()
  const first = book()
  // All at once: they stand in the order of the calls.
  await Promise.all([1, 2, 3, 4].map((at) => first.append(entry(at))))
  await book().append(entry(5))
})
test('holds, entry by entry, across restarts', async () => {
  expect(await book().verify()).toMatchObject({ entries: 5, brokenAt: undefined, unreadable: 0, last: { index: 5 } })
  expect(await book().entries()).toEqual([1, 2, 3, 4, 5].map(entry))
})

test.each<[string, (all: string[]) => string[], { brokenAt: number | undefined; unreadable: number; entries: number }]>(
  [
    [
      'one letter changed',
      (all) => all.with(2, all[2]!.replace('step/3', 'step/9')),
      { brokenAt: 3, unreadable: 0, entries: 5 },
    ],
    ['an entry taken out', (all) => all.toSpliced(2, 1), { brokenAt: 3, unreadable: 0, entries: 4 }],
    ['the first entry taken out', (all) => all.slice(1), { brokenAt: 1, unreadable: 0, entries: 4 }],
    [
      'two entries swapped',
      (all) => [all[0]!, all[2]!, all[1]!, all[3]!, all[4]!],
      { brokenAt: 2, unreadable: 0, entries: 5 },
    ],
    ['an entry put in twice', (all) => [...all, all[4]!], { brokenAt: 6, unreadable: 0, entries: 6 }],
    ['an entry garbled', (all) => all.with(1, 'x'), { brokenAt: 2, unreadable: 1, entries: 4 }],
    [
      'a torn last line',
      (all) => all.with(4, all[4]!.slice(0, 30)),
      { brokenAt: undefined, unreadable: 1, entries: 4 },
    ],
  ],
)('%s is seen', async (_, tamper, expected) => {
  file.all = tamper(file.all)
  expect(await book().verify()).toMatchObject(expected)
})

test('after a torn line it goes on, and the torn line stays to be seen', async () => {
  file.all = file.all.with(4, file.all[4]!.slice(0, -20))
  await book().append(entry(6))
  expect(await book().verify()).toMatchObject({ entries: 5, brokenAt: undefined, unreadable: 1, last: { index: 5 } })
})

test('a cut-off tail shows against a checkpoint', async () => {
  const { last } = await book().verify()
  file.all = file.all.slice(0, 3)
  const after = await book().verify()
  expect(after.brokenAt).toBeUndefined()
  expect(after.last).not.toEqual(last)
})

test('a disk that refuses rejects the entry, and the chain holds when it takes the next', async () => {
  file.all = []
  const one = book()
  await one.append(entry(1))
  file.refuses = true
  await expect(one.append(entry(2))).rejects.toMatchObject({ code: 'config/unwritable' })
  file.refuses = false
  await one.append(entry(3))
  expect(await one.verify()).toMatchObject({ entries: 2, brokenAt: undefined })
})
