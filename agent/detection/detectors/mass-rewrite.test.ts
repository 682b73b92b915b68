// What counts as mass encryption, and what looks like it and is ordinary work.
import { describe, expect, test } from 'vitest'
import type { FileChanged } from '#shared/domain/event.ts'
import { content, fileEvent } from '#test/fakes/file-events.ts'
import { massRewrite } from './mass-rewrite.ts'

type Step = (index: number, at: number) => FileChanged[]

/** `files` files, one every `everyMs`. */
const run = (files: number, everyMs: number, step: Step, from = 0): FileChanged[] =>
  Array.from({ length: files }, (_, index) => step(index, from + index * everyMs)).flat()

const inPlace: Step = (i, at) => [fileEvent(at, 'written', `/d/对账${i}.xlsx`, content.garbled)]
const renamedAfter: Step = (i, at) => [
  fileEvent(at, 'written', `/d/对账${i}.docx`, content.garbled),
  fileEvent(at + 1, 'removed', `/d/对账${i}.docx`),
  fileEvent(at + 1, 'renamed', `/d/对账${i}.docx.locked`, content.garbled),
]
const copiedAndRemoved: Step = (i, at) => [
  fileEvent(at, 'written', `/d/对账${i}.pdf.enc`, content.garbled),
  fileEvent(at + 1, 'removed', `/d/对账${i}.pdf`),
]
const unread: Step = (i, at) => [
  fileEvent(at, 'removed', `/d/${i}.jpg`),
  fileEvent(at, 'written', `/d/${i}.jpg.LOCKBIT`),
]
const newNames: Step = (i, at) => [
  fileEvent(at, 'written', `/d/${'abcdefghij'[i % 10]}${i}x7.q9zr`, content.garbled),
  fileEvent(at + 1, 'removed', `/d/对账${i}.docx`),
]
const canary = (at: number) => [fileEvent(at, 'written', '/d/00明细.xlsx', content.garbled, true)]

const findings = (events: readonly FileChanged[]) => {
  const detector = massRewrite()
  return events.map((event) => detector.onEvent(event)).filter((finding) => finding !== undefined)
}

describe('encryption', () => {
  test.each<[string, FileChanged[], number]>([
    ['10 files in a second, in place', run(10, 100, inPlace), 1],
    ['9 files', run(9, 100, inPlace), 0],
    ['10 files in 11 seconds', run(10, 1_200, inPlace), 0],
    ['30 files in 5 minutes: slow, and said', run(30, 10_000, inPlace), 1],
    ['30 files in an hour', run(30, 120_000, inPlace), 0],
    ['one file written 50 times', run(50, 10, (_, at) => inPlace(1, at)), 0],
    ['500 files: said once', run(500, 3, inPlace), 1],
    ['again after a pause of two minutes', [...run(20, 3, inPlace), ...run(20, 3, inPlace, 180_000)], 2],
    ['a straggler after the pause is not said again', [...run(200, 3, inPlace), ...run(2, 3, inPlace, 180_000)], 1],
    ['in place, then an extension', run(10, 20, renamedAfter), 1],
    ['an encrypted copy, then the original removed', run(10, 20, copiedAndRemoved), 1],
    ['an extension, too fast to be read', run(10, 2, unread), 1],
    ['new names of one strange extension, originals gone', run(12, 5, newNames), 1],
    ['3 files and a decoy', [...canary(0), ...run(3, 10, inPlace, 5)], 1],
    ['2 files and a decoy', [...canary(0), ...run(1, 10, inPlace, 5)], 0],
    ['3 files, then a decoy', [...run(2, 10, inPlace), ...canary(30)], 1],
    ['3 files two minutes after a decoy', [...canary(0), ...run(3, 10, inPlace, 120_000)], 0],
  ])('%s', (_, events, said) => {
    expect(findings(events)).toHaveLength(said)
  })
})

describe('ordinary work', () => {
  test.each<[string, FileChanged[]]>([
    ['2,000 files unpacked', run(2_000, 1, (i, at) => [fileEvent(at, 'written', `/d/u/${i}.docx`, content.zip)])],
    [
      '2,000 photographs copied: near-random, and what they say they are',
      run(2_000, 1, (i, at) => [fileEvent(at, 'written', `/d/${i}.jpg`, content.jpg)]),
    ],
    [
      'pictures under another extension',
      run(200, 5, (i, at) => [fileEvent(at, 'written', `/d/${i}.png`, content.jpg)]),
    ],
    [
      'reports exported as .xls that are HTML',
      run(200, 5, (i, at) => [fileEvent(at, 'written', `/d/${i}.xls`, content.html)]),
    ],
    [
      'documents saved by Office: temporary file, renames',
      run(300, 5, (i, at) => [
        fileEvent(at, 'written', `/d/~WRD${i}.tmp`, content.garbled),
        fileEvent(at, 'removed', `/d/${i}.docx`),
        fileEvent(at, 'written', `/d/${i}.docx`, content.zip),
        fileEvent(at, 'removed', `/d/~WRD${i}.tmp`),
      ]),
    ],
    [
      'a backup beside the originals',
      run(500, 2, (i, at) => [fileEvent(at, 'written', `/d/${i}.docx.bak`, content.zip)]),
    ],
    [
      'an encrypted backup that leaves the originals',
      run(500, 2, (i, at) => [fileEvent(at, 'written', `/d/${i}.docx.gpg`, content.garbled)]),
    ],
    [
      'a batch rename',
      run(500, 2, (i, at) => [
        fileEvent(at, 'removed', `/d/${i}.jpg`),
        fileEvent(at, 'renamed', `/d/${i}.jpg.2024`, content.jpg),
      ]),
    ],
    [
      'a check-out: text, and packed objects',
      run(1_000, 1, (i, at) => [
        fileEvent(at, 'written', `/d/.git/objects/${i}`, { header: '789c2bcf', entropy: 7.8 }),
        fileEvent(at, 'written', `/d/${i}.md`, content.text),
      ]),
    ],
    [
      'a download under way: reserved, then growing',
      run(300, 5, (i, at) => [
        fileEvent(at, 'written', `/d/${i}.zip`, content.reserved),
        fileEvent(at, 'written', `/d/${i}.pdf.crdownload`, content.garbled),
      ]),
    ],
    ['files only just created', run(300, 5, (i, at) => [fileEvent(at, 'written', `/d/${i}.docx`, content.empty)])],
    ['a database’s own files', run(300, 5, (i, at) => [fileEvent(at, 'written', `/d/data${i}.ibd`, content.garbled)])],
    ['1,000 documents removed', run(1_000, 2, (i, at) => [fileEvent(at, 'removed', `/d/${i}.docx`)])],
    [
      'a database writes while somebody tidies up beside it, one document every half minute',
      run(300, 1_000, (i, at) => [
        fileEvent(at, 'written', `/d/data${i}.ibd`, content.garbled),
        ...(i % 30 === 0 ? [fileEvent(at, 'removed', `/d/${i}.docx`)] : []),
      ]),
    ],
    [
      'a messenger fills its cache while documents of another folder are removed',
      run(300, 5, (i, at) => [
        fileEvent(at, 'written', `/d/cache/${i}.xdat`, content.garbled),
        fileEvent(at, 'removed', `/d/${i}.docx`),
      ]),
    ],
    [
      'logs rotated',
      run(100, 2, (i, at) => [
        fileEvent(at, 'removed', `/d/${i}.log`),
        fileEvent(at, 'written', `/d/${i}.log.1`, content.text),
      ]),
    ],
  ])('%s', (_, events) => {
    expect(findings(events)).toEqual([])
  })
})

test('the finding says how many, how fast, by what sign and since when', () => {
  const [finding] = findings(run(10, 100, renamedAfter, 1_000))
  expect(finding).toMatchObject({
    because: '1 秒内 10 个文件被改写，文件名被加上了“.locked”；位置：/d',
    facts: { files: 10, seconds: 1, sign: 'extension', extension: '.locked', canary: false },
    detected: { monotonicMs: 1_000 },
  })
})

test('a storm of 100,000 harmless events costs less than a second and forgets', () => {
  const startedAt = performance.now()
  findings(
    run(50_000, 1, (i, at) => [
      fileEvent(at, 'removed', `/d/${i}.docx`),
      fileEvent(at, 'written', `/d/${i}.docx`, content.zip),
    ]),
  )
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})
