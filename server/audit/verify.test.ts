// What each damage is called, over rows in memory; and what goes unseen without the keyed checkpoints.
import { describe, expect, test } from 'vitest'
import { coverRow, nothing } from '../store/audit-ledger.ts'
import type { AuditRow, Coverage } from '../store/audit-ledger.ts'
import { chainStart } from '#shared/text/hash-chain.ts'
import { ChainVerifier, entryLink, entryText, subjectKey } from '../workflow/chain.ts'
import type { NewEntry, Subject } from '../workflow/history.ts'
import { checkpointLine, noSeal, rootOf, seal } from './checkpoint.ts'
import type { CheckpointKind, SealedCheckpoint } from './checkpoint.ts'
import type { Finding } from './finding.ts'
import { verify } from './verify.ts'
import type { Printed, Report } from './verify.ts'

const key = Buffer.alloc(32, 7)
const noon = Date.UTC(2026, 10, 22, 6)
const subjects: readonly Subject[] = [
  { kind: 'incident', id: 'i1' },
  { kind: 'endpoint', id: 'till' },
]

const note = (i: number, text = `第 ${i} 条`): NewEntry => ({
  subject: subjects[i % 2] ?? { kind: 'incident', id: 'i1' },
  at: noon + i,
  actor: { kind: 'server' },
  happening: { kind: 'note-added', text },
})

function rowsOf(entries: readonly NewEntry[]): AuditRow[] {
  const last = new Map<string, Pick<ReturnType<typeof entryLink>, 'index' | 'hash'>>()
  return entries.map((entry, i) => {
    const { kind, id } = entry.subject
    const link = entryLink(last.get(subjectKey(entry.subject)) ?? chainStart, entry)
    last.set(subjectKey(entry.subject), link)
    return [i + 1, kind, id, link.index, link.previousHash, link.hash, entryText(entry)]
  })
}

interface Kept {
  entries: AuditRow[]
  records: AuditRow[]
  cursors: (readonly [string, string, number])[]
  database: [number, string][]
  file: string | undefined
}

const twelve = Array.from({ length: 12 }, (_, i) => note(i + 1))
const upTo = ({ entries, records }: Pick<Kept, 'entries' | 'records'>, last: number): Coverage => ({
  entries: entries.filter(([position]) => position <= last).reduce(coverRow, nothing.entries),
  records: records.filter(([id]) => id <= last).reduce(coverRow, nothing.records),
})

/** Twelve entries and records; checkpoints after none, four, eight (the day's) and twelve (the stop). */
function sound(kinds: readonly CheckpointKind[] = ['begin', 'regular', 'daily', 'stop']): Kept {
  const entries = rowsOf(twelve)
  const records = twelve.map((_, i): AuditRow => [
    i + 1,
    `till-${i % 2}`,
    'e',
    Math.floor(i / 2) + 1,
    'urgent',
    noon,
    '{}',
  ])
  const checkpoints: SealedCheckpoint[] = []
  kinds.forEach((kind, i) => {
    const covered = upTo({ entries, records }, i * 4)
    const previous = checkpoints.at(-1)?.seal ?? noSeal
    checkpoints.push(seal({ number: i + 1, kind, at: noon + i, day: '2026-11-22', ...covered, previous }, key))
  })
  const database = checkpoints.map((checkpoint): [number, string] => [checkpoint.number, checkpointLine(checkpoint)])
  return {
    entries,
    records,
    cursors: [
      ['till-0', 'e', 6],
      ['till-1', 'e', 6],
    ],
    database,
    file: database.map(([, line]) => `${line}\n`).join(''),
  }
}

const examine = (kept: Kept, given: { key?: Uint8Array | undefined; printed?: Printed } = { key }): Report =>
  verify(
    {
      checkpoints: { database: kept.database, file: kept.file },
      entries: () => kept.entries,
      records: () => kept.records,
      cursors: () => kept.cursors,
      damages: () => [],
      schemaChanges: () => [],
    },
    given.key,
    given.printed,
  )

const foundIn = (damage: (kept: Kept) => void, kept: Kept = sound()): string[] => {
  damage(kept)
  return [...new Set(examine(kept).findings.map(({ what }) => what))]
}

const without = <T>(list: readonly T[], i: number): T[] => list.toSpliced(i, 1)
const lines = (kept: Kept): string[] => (kept.file ?? '').split('\n').slice(0, -1)
const text = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')
const column = (row: AuditRow | undefined, i: number, value: unknown): AuditRow =>
  (row ?? [0]).with(i, value) as unknown as AuditRow
/** The ninth entry says something else, and every link behind it holds again. */
const rewriteTail = (kept: Kept): void => {
  kept.entries = rowsOf(twelve.with(8, note(9, '从未发生')))
}

test('what nobody touched is sound, and its newest daily checkpoint is told', () => {
  const { findings, total, entries, records, checkpoints, beyond, daily } = examine(sound())
  expect({ findings, total, entries, records, checkpoints, beyond }).toEqual({
    findings: [],
    total: 0,
    entries: 12,
    records: 12,
    checkpoints: 4,
    beyond: 0,
  })
  expect(daily?.number).toBe(3)
})

test.each<[string, (kept: Kept) => void, readonly Finding['what'][]]>([
  ['an entry’s text', (k) => (k.entries[4] = column(k.entries[4], 6, '{}')), ['changed']],
  ['an entry’s subject', (k) => (k.entries[4] = column(k.entries[4], 2, 'other')), ['changed', 'links-missing']],
  ['an entry’s hash', (k) => (k.entries[4] = column(k.entries[4], 5, noSeal)), ['changed', 'replaced-before']],
  ['an entry deleted', (k) => (k.entries = without(k.entries, 4)), ['missing', 'links-missing']],
  ['the first entry deleted', (k) => (k.entries = without(k.entries, 0)), ['missing', 'links-missing']],
  [
    'two entries of one chain swapped',
    (k) => {
      const [a, b] = [k.entries[4], k.entries[6]]
      k.entries[4] = column(b, 0, 5)
      k.entries[6] = column(a, 0, 7)
    },
    ['links-missing', 'reordered'],
  ],
  [
    'two entries of two chains swapped: every link holds',
    (k) => {
      const [a, b] = [k.entries[4], k.entries[5]]
      k.entries[4] = column(b, 0, 5)
      k.entries[5] = column(a, 0, 6)
    },
    ['rewritten'],
  ],
  ['the tail cut', (k) => (k.entries = k.entries.slice(0, 10)), ['tail-cut']],
  ['everything cut', (k) => (k.entries = []), ['tail-cut']],
  ['the tail with fresh hashes', rewriteTail, ['rewritten']],
  ['everything with fresh hashes', (k) => (k.entries = rowsOf(twelve.with(0, note(1, '从未')))), ['rewritten']],
  ['an entry added while stopped', (k) => (k.entries = rowsOf([...twelve, note(13)])), ['added-while-stopped']],
  ['a record’s content', (k) => (k.records[4] = column(k.records[4], 6, '[]')), ['rewritten']],
  ['a record deleted', (k) => (k.records = without(k.records, 4)), ['missing']],
  ['the last record deleted', (k) => (k.records = k.records.slice(0, -1)), ['tail-cut', 'cursor-differs']],
  [
    'two records swapped',
    (k) => (k.records = [...k.records.slice(0, 10), column(k.records[7], 0, 11), column(k.records[11], 0, 12)]),
    ['reordered', 'cursor-differs'],
  ],
  [
    'a cursor moved',
    (k) =>
      (k.cursors = [
        ['till-0', 'e', 7],
        ['till-1', 'e', 6],
      ]),
    ['cursor-differs'],
  ],
  ['a cursor deleted', (k) => (k.cursors = [['till-0', 'e', 6]]), ['cursor-differs']],
  ['a cursor without records', (k) => k.cursors.push(['till-9', 'e', 1]), ['cursor-differs']],
  ['a line of the file changed', (k) => (k.file = k.file?.replace('"at":', '"at":1')), ['checkpoint-forged']],
  ['a space in a line', (k) => (k.file = k.file?.replace('"at":', '"at": ')), ['checkpoint-forged']],
  ['the last line torn', (k) => (k.file = k.file?.slice(0, -1)), ['checkpoint-forged']],
  ['an empty line', (k) => (k.file += '\n'), ['checkpoint-forged']],
  ['a line of the file deleted', (k) => (k.file = text(without(lines(k), 1))), ['checkpoint-missing']],
  ['the file deleted', (k) => (k.file = undefined), ['checkpoint-missing']],
  ['two lines swapped', (k) => (k.file = text([0, 2, 1, 3].map((i) => lines(k)[i] ?? ''))), ['checkpoint-reordered']],
  ['a line twice', (k) => (k.file = text([...lines(k), ...lines(k).slice(-1)])), ['checkpoint-reordered']],
  ['a checkpoint’s row changed', (k) => (k.database[1] = [2, '{}']), ['checkpoint-forged']],
  ['a checkpoint’s row with another’s line', (k) => (k.database[1] = [2, lines(k)[2] ?? '']), ['checkpoint-forged']],
  ['a checkpoint’s row deleted', (k) => (k.database = without(k.database, 3)), ['checkpoint-missing']],
  [
    'the last checkpoint gone from both places: only paper knows',
    (k) => {
      k.database.pop()
      k.file = text(lines(k).slice(0, -1))
    },
    [],
  ],
  [
    'all checkpoints gone',
    (k) => {
      k.database = []
      k.file = undefined
    },
    ['no-checkpoint'],
  ],
])('%s', (_, damage, what) => expect(foundIn(damage)).toEqual(what))

describe('what only the keyed checkpoints see', () => {
  test('control: the chains by themselves hold over a rewritten tail', () => {
    const kept = sound()
    rewriteTail(kept)
    const verifier = new ChainVerifier()
    for (const [i, entry] of twelve.with(8, note(9, '从未发生')).entries()) {
      const [position, , , index, previousHash, hash] = kept.entries[i] as unknown as [
        number,
        0,
        0,
        number,
        string,
        string,
      ]
      verifier.check({ ...entry, position, link: { index, previousHash, hash } })
    }
    expect(verifier.result()).toEqual({ checked: 12, broken: [] })
    kept.database = []
    kept.file = ''
    expect(examine(kept).findings).toEqual([{ what: 'no-checkpoint' }])
  })

  test('checkpoints made anew with another key are no checkpoints', () => {
    const kept = sound()
    const forged = kept.database.map(([number]): [number, string] => [
      number,
      checkpointLine(
        seal({ number, kind: 'regular', at: noon, day: '', ...upTo(kept, 12), previous: noSeal }, Buffer.alloc(32, 8)),
      ),
    ])
    kept.database = forged
    kept.file = text(forged.map(([, line]) => line))
    const found = examine(kept).findings.map(({ what }) => what)
    expect(new Set(found)).toEqual(new Set(['checkpoint-forged', 'no-checkpoint']))
  })

  test('only the stretch that was touched is told', () => {
    const kept = sound()
    rewriteTail(kept)
    expect(examine(kept).findings).toEqual([{ what: 'rewritten', table: 'entry', checkpoint: 4, from: 9, to: 12 }])
  })
})

test('without the key nothing is trusted in silence', () => {
  expect(examine(sound(), { key: undefined }).findings).toEqual([{ what: 'no-key' }])
})

test('a seal that does not continue the one before', () => {
  const kept = sound()
  const again = seal({ number: 4, kind: 'stop', at: noon, day: '', ...upTo(kept, 12), previous: noSeal }, key)
  kept.database[3] = [4, checkpointLine(again)]
  kept.file = text([...lines(kept).slice(0, 3), checkpointLine(again)])
  expect(examine(kept).findings).toEqual([{ what: 'checkpoint-unlinked', number: 4 }])
})

test('two places that disagree under good seals', () => {
  const kept = sound()
  const again = seal({ number: 1, kind: 'begin', at: 1, day: '', ...nothing, previous: noSeal }, key)
  kept.database[0] = [1, checkpointLine(again)]
  expect(examine(kept).findings.map(({ what }) => what)).toContain('checkpoint-differs')
})

test('a gap is told for ever, once, and what follows is judged by itself', () => {
  const kept = sound(['begin', 'regular', 'daily', 'stop'])
  // An older copy of the database came back: seven entries, the file of checkpoints as it was.
  kept.entries = kept.entries.slice(0, 7)
  kept.records = kept.records.slice(0, 7)
  kept.cursors = [
    ['till-0', 'e', 4],
    ['till-1', 'e', 3],
  ]
  const previous = JSON.parse(lines(kept)[3] ?? '') as SealedCheckpoint
  const gap = seal(
    { number: 5, kind: 'gap', at: noon + 9, day: '2026-11-22', ...upTo(kept, 7), previous: previous.seal },
    key,
  )
  kept.database.push([5, checkpointLine(gap)])
  kept.file = text([...lines(kept), checkpointLine(gap)])
  expect(examine(kept).findings).toEqual([{ what: 'fell-behind', checkpoint: 5, at: noon + 9 }])
  expect(foundIn((k) => (k.entries[2] = column(k.entries[2], 6, '{}')), kept)).toEqual(['fell-behind', 'changed'])
})

describe('the printed checkpoint', () => {
  const root = rootOf(JSON.parse(lines(sound())[2] ?? '') as SealedCheckpoint)
  test.each<[string, Printed, readonly string[]]>([
    ['fits', { number: 3, root: root.slice(0, 32) }, []],
    ['does not fit', { number: 3, root: 'f'.repeat(32) }, ['printed-differs']],
    ['is not there', { number: 9, root: root.slice(0, 32) }, ['printed-differs']],
  ])('%s', (_, printed, what) => {
    expect(examine(sound(), { key, printed }).findings.map((finding) => finding.what)).toEqual(what)
  })
})

test('a table that cannot be read to its end is told, and the others are still looked at', () => {
  const kept = sound()
  kept.cursors = []
  const report = verify(
    {
      checkpoints: { database: kept.database, file: kept.file },
      entries: function* () {
        yield* kept.entries.slice(0, 3)
        throw new Error('malformed')
      },
      records: () => kept.records,
      cursors: () => kept.cursors,
      damages: () => ['row 4 missing from index entry_chain'],
      schemaChanges: () => ['trigger entry_keeps'],
    },
    key,
  )
  expect(new Set(report.findings.map(({ what }) => what))).toEqual(
    new Set(['unreadable', 'tail-cut', 'cursor-differs', 'schema-changed', 'file-damaged']),
  )
})

test('a ruined store is counted in full and named in part', () => {
  const kept = sound()
  const many = Array.from({ length: 900 }, (_, i) => column(kept.entries[i % 12], 0, i + 1))
  kept.entries = many.map((row) => column(row, 6, '{}'))
  const { findings, total } = examine(kept)
  expect(findings).toHaveLength(200)
  expect(total).toBeGreaterThan(900 - 1)
})
