// Every document of one whole incident opens in LibreOffice without a repair prompt, with pages, and prints what it says.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formIds } from '#server/workflow/forms/form.ts'
import { papersOf } from './papers.ts'
import type { Paper } from './papers.ts'

const run = promisify(execFile)
const office = '/usr/bin/soffice'
const missing = !existsSync(office) || !existsSync('/usr/bin/pdftotext')

let folder: string
let papers: readonly Paper[]

/** Headless, with a profile of its own: a running LibreOffice of the developer is not disturbed. */
async function toPdf(names: readonly string[]): Promise<void> {
  await run(
    office,
    [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      ...names.map((name) => join(folder, name)),
    ],
    { timeout: 120_000 },
  )
}

const pdfOf = (name: string): string => join(folder, name.replace(/\.docx$/, '.pdf'))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'papers-'))
  papers = await papersOf()
  for (const { name, bytes } of papers) writeFileSync(join(folder, name), bytes)
  if (!missing) await toPdf(papers.map(({ name }) => name))
}, 180_000)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('there is one of every form', () => {
  expect([...new Set(papers.flatMap(({ form }) => form ?? []))]).toEqual([...formIds])
})

describe.skipIf(missing)('in LibreOffice', () => {
  test('every one opens', () => {
    const opened = readdirSync(folder).filter((name) => name.endsWith('.pdf'))
    expect(opened).toHaveLength(papers.length)
  })
  test('every one is A4 and says 内部 and its page', async () => {
    for (const { name } of papers) {
      const { stdout: info } = await run('/usr/bin/pdfinfo', [pdfOf(name)])
      expect(info, name).toMatch(/Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/)
      const { stdout: text } = await run('/usr/bin/pdftotext', ['-layout', pdfOf(name), '-'])
      expect(text, name).toContain('密级：内部')
      expect(text.replaceAll(' ', ''), name).toContain('—1—')
    }
  })
  test('the summary is one page', async () => {
    const name = papers.find(({ form }) => form === undefined)?.name ?? ''
    const { stdout } = await run('/usr/bin/pdfinfo', [pdfOf(name)])
    expect(stdout).toMatch(/Pages:\s+1\n/)
  })
  test('control: a damaged document does not open', async () => {
    const [first] = papers
    if (!first) throw new Error('no papers')
    const half = readFileSync(join(folder, first.name)).subarray(0, 4_000)
    writeFileSync(join(folder, 'damaged.docx'), half)
    await toPdf(['damaged.docx']).catch(() => {})
    expect(existsSync(join(folder, 'damaged.pdf'))).toBe(false)
  }, 60_000)
})
