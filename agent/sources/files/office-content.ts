/** Plausible content of the files that a pharmacy keeps: each kind opens in its program and has its true beginning. */

import type { Seeded } from './seeded.ts'
import { zip } from './zip.ts'

export const officeKinds = ['xlsx', 'docx', 'pdf', 'jpg', 'txt'] as const
export type OfficeKind = (typeof officeKinds)[number]

const drugs = [
  '阿莫西林胶囊',
  '布洛芬缓释胶囊',
  '二甲双胍片',
  '苯磺酸氨氯地平片',
  '阿托伐他汀钙片',
  '奥美拉唑肠溶胶囊',
  '复方甘草片',
  '感冒灵颗粒',
] as const
const words = ['结算', '对账', '盘点', '入库', '出库', '退货', '复核', '报销', '处方', '库存', '供货', '验收'] as const

/** Roughly `rows` lines of content; the bytes depend on the seed only. */
export const officeContent = (kind: OfficeKind, random: Seeded, rows: number): Buffer => writers[kind](random, rows)

const writers: Record<OfficeKind, (random: Seeded, rows: number) => Buffer> = {
  txt: (random, rows) => Buffer.from(lines(random, rows).join('\r\n'), 'utf8'),
  xlsx: workbook,
  docx: document,
  pdf,
  jpg: (random, rows) => picture(random, rows * 400),
}

const entry = (random: Seeded) => ({
  date: `202${random.whole(2, 5)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
  drug: random.pick(drugs),
  number: random.whole(1, 240),
  price: (random.whole(300, 19_800) / 100).toFixed(2),
  word: random.pick(words),
})

const two = (value: number) => String(value).padStart(2, '0')

const lines = (random: Seeded, rows: number): string[] =>
  Array.from({ length: rows }, () => {
    const { date, drug, number, price, word } = entry(random)
    return `${date} ${word} ${drug} 数量 ${number} 单价 ${price}`
  })

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org'
const relations = (type: string, target: string) =>
  `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`
const contentTypes = (part: string, type: string, more = '') =>
  `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/>${more}</Types>`

function workbook(random: Seeded, rows: number): Buffer {
  const cells = Array.from({ length: rows }, (_, index) => {
    const { date, drug, number, price, word } = entry(random)
    const text = [date, word, drug].map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join('')
    return `<row r="${index + 1}">${text}<c><v>${number}</v></c><c><v>${price}</v></c></row>`
  })
  return zip([
    [
      '[Content_Types].xml',
      contentTypes(
        '/xl/workbook.xml',
        'spreadsheetml.sheet',
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
      ),
    ],
    ['_rels/.rels', relations('officeDocument', 'xl/workbook.xml')],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="明细" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml')],
    [
      'xl/worksheets/sheet1.xml',
      `${xml}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${cells.join('')}</sheetData></worksheet>`,
    ],
  ])
}

function document(random: Seeded, rows: number): Buffer {
  const paragraphs = lines(random, rows).map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
  return zip([
    ['[Content_Types].xml', contentTypes('/word/document.xml', 'wordprocessingml.document')],
    ['_rels/.rels', relations('officeDocument', 'word/document.xml')],
    [
      'word/document.xml',
      `${xml}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${paragraphs.join('')}</w:body></w:document>`,
    ],
  ])
}

function pdf(random: Seeded, rows: number): Buffer {
  const shown = Array.from({ length: Math.min(rows, 60) }, () => {
    const { date, number, price } = entry(random)
    return `(${date}  ${number}  ${price}) Tj T*`
  })
  const stream = `BT /F1 9 Tf 12 TL 50 800 Td ${shown.join(' ')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

// A baseline grey JPEG of 1,024 × 768 (T.81): JFIF header, quantization, frame, one Huffman table each for DC and AC, start of scan.
const huffman = (tableClass: string, symbols: string) => `ffc40015${tableClass}0101${'00'.repeat(14)}${symbols}`
const jpegHead = Buffer.from(
  [
    'ffd8ffe000104a46494600010100000100010000',
    `ffdb004300${'10'.repeat(64)}`,
    'ffc0000b080300040001011100',
    huffman('00', '0003'),
    huffman('10', '0001'),
    'ffda0008010100003f00',
  ].join(''),
  'hex',
)

/** Near-random like every photograph: high entropy alone is no sign of anything. */
function picture(random: Seeded, bytes: number): Buffer {
  // A 0xff inside a scan is followed by a 0x00 (T.81 B.1.1.5).
  const scan = random.bytes(bytes).map((byte) => (byte === 0xff ? 0xfe : byte))
  return Buffer.concat([jpegHead, scan, Buffer.from('ffd9', 'hex')])
}
