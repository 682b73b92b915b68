// What a page that comes back is sent: exactly what it missed, or nothing to build on.
import { expect, test } from 'vitest'
import { RecentChanges } from './recent-changes.ts'

const limits = { changes: 100, characters: 10_000 }

function recent({ changes = limits.changes, characters = limits.characters } = {}) {
  const kept = new RecentChanges(10, { changes, characters })
  kept.push({ position: 11, moved: true, text: 'a11' })
  kept.push({ position: 13, moved: true, text: 'b13' })
  kept.push({ position: 13, moved: false, text: 'c13' })
  kept.push({ position: 14, moved: true, text: 'd14' })
  return kept
}

test.each<[string, number, readonly string[] | undefined]>([
  ['all that followed', 11, ['b13', 'c13', 'd14']],
  ['a position between two frames', 12, ['b13', 'c13', 'd14']],
  ['a row without a new position is sent again, since nobody knows whether it was seen', 13, ['c13', 'd14']],
  ['nothing was missed', 14, []],
  ['where this server began: rows may have changed while it was away', 10, undefined],
  ['before this server began', 3, undefined],
  ['after everything: another server’s position', 15, undefined],
])('since %s', (_, since, missed) => {
  expect(recent().after(since)).toEqual(missed)
})

test.each([
  ['two changes', { changes: 2 }, 13, undefined],
  ['two changes', { changes: 2 }, 14, []],
  ['three changes', { changes: 3 }, 11, undefined],
  ['three changes', { changes: 3 }, 12, ['b13', 'c13', 'd14']],
  ['seven characters', { characters: 7 }, 13, undefined],
  ['one character: nothing is kept', { characters: 1 }, 14, undefined],
])('room for %s %o, since %i', (_, room, since, missed) => {
  expect(recent(room).after(since)).toEqual(missed)
})

test('the position may move without a row', () => {
  const kept = recent()
  kept.moveTo(20)
  expect(kept.after(14)).toEqual([])
  expect(kept.after(20)).toEqual([])
  expect(kept.after(21)).toBeUndefined()
})
