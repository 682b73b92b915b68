// What names and first blocks tell.
import { expect, test } from 'vitest'
import { content } from '#test/fakes/file-events.ts'
import { appendedExtension, isGarbled, readable, strangeExtension } from './file-signs.ts'

test.each([
  ['/d/账目.xlsx.locked', '.locked'],
  ['C:\\d\\账目.XLSX.id-7F3K', '.id-7f3k'],
  ['/d/账目.xlsx', undefined],
  ['/d/账目.xlsx.bak', undefined],
  ['/d/账目.docx.pdf', undefined],
  ['/d/sentinel.log.1', undefined],
  ['/d/photo.locked', undefined],
  ['/d/.locked', undefined],
])('the extension put behind %s', (path, extension) => {
  expect(appendedExtension(path)?.extension).toBe(extension)
})

test.each([
  ['/d/x7.q9zr', '.q9zr'],
  ['/d/x7.docx', undefined],
  ['/d/x7.tmp', undefined],
  ['/d/x7', undefined],
])('the strange extension of %s', (path, extension) => {
  expect(strangeExtension(path)).toBe(extension)
})

test.each([
  ['a.docx', content.zip, 'yes'],
  ['a.docx', content.garbled, 'no'],
  ['a.docx', content.html, 'unknown'],
  ['a.docx', content.empty, 'unknown'],
  ['a.docx', content.reserved, 'unknown'],
  ['a.docx', content.unread, 'unknown'],
  ['a.png', content.jpg, 'yes'],
  ['a.txt', content.text, 'yes'],
  ['a.txt', content.garbled, 'no'],
  ['a.txt', { header: content.text.header }, 'unknown'],
] as const)('%s with %j is readable: %s', (path, block, answer) => {
  expect(readable(path, block)).toBe(answer)
})

test('near-random bytes of a known kind are not garbled', () => {
  expect([isGarbled(content.jpg), isGarbled(content.garbled)]).toEqual([false, true])
})
