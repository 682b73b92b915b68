// Names of files as a history may hold them, and what a browser is told.
import { validateHeaderValue } from 'node:http'
import { expect, test } from 'vitest'
import { attachment } from './attachment.ts'

test.each([
  ['plain', 'D03-1.docx', 'D03-1.docx', 'D03-1.docx'],
  ['Chinese', 'BS-2026-0137 初报.docx', 'BS-2026-0137 __.docx', 'BS-2026-0137 初报.docx'],
  ['out of the folder', '../../etc/passwd', '_.._etc_passwd', '_.._etc_passwd'],
  ['a drive', 'C:\\Windows\\x.docx', 'C__Windows_x.docx', 'C__Windows_x.docx'],
  [
    'a quote and a second header',
    'a"; filename=b\r\nset-cookie: x=1',
    'a_; filename=b__set-cookie_ x=1',
    'a_; filename=b__set-cookie_ x=1',
  ],
  ['turned round', 'x\u202Ecod.exe', 'x_cod.exe', 'x_cod.exe'],
  ['a lone surrogate', 'a\uD800b', 'a_b', 'a\uFFFDb'],
  ['only dots', '..', 'file', 'file'],
  ['no name', '', 'file', 'file'],
  ['signs that RFC 5987 does not allow', "it's (1)*.docx", "it's (1)_.docx", "it's (1)_.docx"],
])('%s', (_, name, ascii, utf8) => {
  const header = attachment(name)
  validateHeaderValue('content-disposition', header)
  const [, first, second = ''] = /^attachment; filename="([^"]*)"; filename\*=UTF-8''([\w.~%-]*)$/.exec(header) ?? []
  expect(first).toBe(ascii)
  expect(decodeURIComponent(second)).toBe(utf8)
})

test('a name is never longer than a file may be called', () => {
  expect(decodeURIComponent(attachment('长'.repeat(500)).split("UTF-8''")[1] ?? '').length).toBeLessThanOrEqual(120)
})
