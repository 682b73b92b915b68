// What stands on paper: margins, fonts, names instead of ids, and no sign that XML cannot hold.
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { formIds } from '../workflow/forms/form.ts'
import type { FormFields, FormId } from '../workflow/forms/form.ts'
import { formOf } from '../workflow/forms/index.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { fullIncident } from '#test/fixtures/full-incident.ts'
import { institutions, officerOf } from '#test/fixtures/one-bureau.ts'
import { documentOf } from './document.ts'
import type { Printed } from './printed.ts'
import { officialNumber } from './printed.ts'
import { summarySheet } from './summary-sheet.ts'

const full = fullIncident()
const known = { situation: full.situation, institutions, incident: full.incident }

function printedOf(id: FormId, change: Partial<Printed> = {}): Printed {
  const form = formOf(id)
  const filed = (form.ofOffice === true ? full.situation.office.forms[id] : full.incident.course.forms[id])?.at(-1)
  if (!filed) throw new Error(`${id} was not filed`)
  const of = form.ofOffice === true ? { situation: full.situation, institutions } : known
  return { form, filed, known: of, head: full.head, planVersion: 1, now: filed.at, ...change }
}

const partsOf = (bytes: Uint8Array) => {
  const files = unzipSync(bytes)
  const read = (name: string): string => strFromU8(files[name] ?? new Uint8Array())
  const footer = Object.keys(files).find((name) => /footer\d*\.xml$/.test(name)) ?? ''
  return {
    xml: read('word/document.xml'),
    footer: read(footer),
    fonts: read('word/fontTable.xml'),
    styles: read('word/styles.xml'),
  }
}
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('\n')

describe.each(formIds.map((id) => [id] as const))('%s', (id) => {
  let parts: ReturnType<typeof partsOf>
  beforeAll(async () => {
    parts = partsOf(await documentOf(printedOf(id), full.entries))
  })
  test('is A4 with the margins of GB/T 9704', () => {
    expect(parts.xml).toContain('w:w="11906" w:h="16838"')
    expect(parts.xml).toMatch(/w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
  })
  test('says at its foot which incident, form, plan and chain it is of', () => {
    const foot = textOf(parts.footer)
    expect(foot).toContain('璧医保发〔2019〕54号')
    expect(foot).toContain(full.head)
    expect(foot).toContain(id)
    if (formOf(id).ofOffice !== true) expect(foot).toContain('璧医保事〔2026〕137号')
    expect(parts.footer).toContain('PAGE')
  })
  test('is marked 内部, and nobody is printed as an id', () => {
    const text = textOf(parts.xml)
    expect(text).toContain('密级：内部')
    expect(text).not.toMatch(/\bp-(leader|deputy|member|office|technician|department|pharmacy)\b/)
    expect(text).not.toMatch(/\bi-0(412|871|003)\b/)
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  })
  test('prints every label that a person answered', () => {
    const text = textOf(parts.xml)
    const { fields } = printedOf(id).filed
    if (id === 'D06' || id === 'D17') return
    for (const { key, label } of formOf(id).fields.filter((one) => fields[one.key] !== undefined))
      expect(text.replaceAll('\n', ''), key).toContain(label.replace(/^[一二三四]、/, ''))
  })
  test('has tables as wide as the text', () => {
    const widths = [...parts.xml.matchAll(/<w:tblW w:type="dxa" w:w="(\d+)"/g)].map(([, width]) => width)
    expect(new Set(widths)).toEqual(new Set(['8844']))
  })
})

/** The style of the paragraph that a text stands in. */
const styleOf = ({ xml, styles }: ReturnType<typeof partsOf>, text: string): string => {
  const before = xml.slice(0, xml.indexOf(`>${text}<`))
  const id = before.slice(before.lastIndexOf('<w:pStyle w:val="')).split('"')[1] ?? ''
  return styles.slice(styles.indexOf(`w:styleId="${id}"`)).split('</w:style>')[0] ?? ''
}

test.each([
  ['the title', '协调会纪要', '方正小标宋简体', 44, 36],
  ['running text', '百草堂大药房终端文件被加密事件的处置分工。', '仿宋_GB2312', 32, 28],
  ['a heading', '一、议题', '黑体', 32, 28],
])('%s is set as official papers are', async (_, text, font, halfPoints, lines) => {
  const parts = partsOf(await documentOf(printedOf('D06')))
  const style = styleOf(parts, text)
  expect(style).toContain(`w:eastAsia="${font}"`)
  expect(style).toContain(`<w:sz w:val="${halfPoints}"/>`)
  expect(style).toContain(`w:line="${lines * 20}" w:lineRule="exact"`)
})

test('where a machine lacks the fonts, it is told what to take', async () => {
  const { fonts } = partsOf(await documentOf(printedOf('D06')))
  expect(fonts).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/>')
})

test.each([
  ['a control character', 'a\u0000b\u001Fc', 'a□b□c'],
  ['half a surrogate pair', 'a\uD800b', 'a\uFFFDb'],
  ['signs of XML', '<w:t>&"', '&lt;w:t&gt;&amp;'],
  ['a text that turns writing around', 'a\u202Eb', 'a□b'],
])('%s in an answer does not break the paper', async (_, basis, printed) => {
  const filed = { ...printedOf('D02').filed, fields: { ...filledForms.D02, basis } }
  const { xml } = partsOf(await documentOf(printedOf('D02', { filed })))
  expect(xml).toContain(printed)
})

test('a drill says so on every paper', async () => {
  const incident = { ...full.incident, drill: true, number: 'YL-2026-0003' }
  const { xml } = partsOf(await documentOf(printedOf('D03', { known: { ...known, incident } })))
  expect(textOf(xml)).toContain('信息网络安全突发事件报告单（初报）（演练）')
  expect(textOf(xml)).toContain('YL-2026-0003（演练）')
})

test.each([
  ['BS-2026-0137', '璧医保事〔2026〕137号'],
  ['BS-2026-12345', '璧医保事〔2026〕12345号'],
  ['YL-2026-0003', 'YL-2026-0003（演练）'],
  ['something else', 'something else'],
])('%s is %s', (number, official) => {
  expect(officialNumber(number)).toBe(official)
})

test('a deadline at the end of a day is printed as 24:00 of that day', async () => {
  const { xml } = partsOf(await documentOf(printedOf('D15')))
  expect(textOf(xml)).toContain('2026年11月26日 24:00')
})

test('a report ends its timeline where it was filed', async () => {
  const { xml } = partsOf(await documentOf(printedOf('D14'), full.entries))
  expect(textOf(xml)).toContain('批准收银1号（BS-0412-01）恢复入网')
  expect(textOf(xml)).not.toContain('应急结束')
})

test('反击 is on no paper', async () => {
  const { xml } = partsOf(await documentOf(printedOf('D11')))
  expect(textOf(xml)).not.toContain('反击')
})

const p95 = (lengths: readonly number[]): number =>
  lengths.toSorted((one, other) => one - other)[Math.floor(lengths.length * 0.95)] ?? 0

const rows = <T>(row: (index: number) => T): readonly T[] => Array.from({ length: 200 }, (_, index) => row(index))
const large: readonly (readonly [FormId, FormFields])[] = [
  [
    'D10b',
    {
      kept: rows((index) => ({
        id: `0192f4a0-0000-7000-8000-${String(index).padStart(12, '0')}`,
        name: `BS-0412-01-${index}.zip`,
        content: '连接、邻居表、路由',
        endpoint: 'e',
        collectedAt: full.incident.receivedAt,
        method: '哨兵自动采集',
        collector: '哨兵',
        bytes: 1_000,
        sha256: 'ab'.repeat(32),
        place: '终端证据文件夹',
      })),
      keeper: '王建国',
    },
  ],
  [
    'D11',
    {
      measures: rows((index) => ({
        type: '2',
        object: `终端${index}`,
        person: '李文博',
        from: 1,
        result: '断开',
        impact: '无',
      })),
      contained: true,
    },
  ],
]

// Of the processor, so that tests that run beside it do not count.
test.each(large)(
  '%s with 200 rows takes at most a second at p95',
  async (id, fields) => {
    const filed = { serial: 1, fields, by: officerOf('office'), as: 'office', at: full.incident.receivedAt } as const
    const lengths: number[] = []
    for (let run = 0; run < 20; run++) {
      const began = process.cpuUsage()
      await documentOf(printedOf(id, { filed }))
      const { user, system } = process.cpuUsage(began)
      lengths.push((user + system) / 1_000)
    }
    expect(p95(lengths)).toBeLessThanOrEqual(1_000)
  },
  60_000,
)

test('the summary tells what the papers tell', async () => {
  const summed = { incident: full.incident, known, head: full.head, now: full.incident.receivedAt }
  const bytes = await summarySheet({ ...summed, mayRead: () => true })
  const text = textOf(partsOf(bytes).xml)
  for (const said of [
    '璧医保事〔2026〕137号',
    '已归档',
    '恶意程序事件 · 勒索软件',
    '较大（Ⅲ级）',
    '璧医保备〔2026〕3号',
  ])
    expect(text).toContain(said)
  const less = textOf(
    partsOf(await summarySheet({ ...summed, mayRead: (form) => form !== 'D19a' && form !== 'D12' })).xml,
  )
  expect([text.includes('D19a'), less.includes('D19a'), less.includes('D03')]).toEqual([true, false, true])
})
