// CSV as offices write it: both encodings, Excel's habits, every kind of slip with its line, and no formula that would run.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import { institutionKinds } from '#shared/domain/institution.ts'
import { printable } from '#shared/protocol/limits.ts'
import { en } from '#shared/wording/en.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { endpointsFile, planEndpoints } from './endpoints-file.ts'
import { guarded, unguarded } from './formula-guard.ts'
import { institutionsFile, planInstitutions } from './institutions-file.ts'
import { fileRefusals, lineRefusals } from './line-refusal.ts'
import { textOfFile } from './text-of-file.ts'

const pharmacy: Institution = { id: 'i1', kind: 'pharmacy', name: '百草堂大药房', phone: '023-4143 0412' }
const clinic: Institution = { id: 'i2', kind: 'clinic', name: '康民诊所', phone: '' }
const known = new Map([pharmacy, clinic].map((one) => [one.id, one]))
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const titles = '机构编号,机构名称,类别,联系电话'
const planned = (...lines: readonly string[]) => {
  const plan = planInstitutions(utf8([titles, ...lines].join('\n')), known)
  if (!plan.ok) throw new Error(plan.refusal)
  return plan
}

// 机构编号,机构名称,类别,联系电话 / ,康宁药店,药店,12345 as Excel in China saves it.
const gbk = Buffer.from(
  'bbfab9b9b1e0bac52cbbfab9b9c3fbb3c62cc0e0b1f02cc1aacfb5b5e7bbb00d0a2cbfb5c4fed2a9b5ea2cd2a9b5ea2c31323334350d0a',
  'hex',
)

describe('encodings', () => {
  test.each([
    ['UTF-8', utf8('机构'), 'utf-8'],
    ['UTF-8 with its mark, as Excel writes it', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('机构')]), 'utf-8'],
    ['GBK', Buffer.from('bbfab9b9', 'hex'), 'gb18030'],
    // 䶮 has four bytes in GB18030 and none in GBK.
    ['GB18030 beyond GBK', Buffer.from('bbfa8234f33981308130', 'hex'), 'gb18030'],
  ])('%s', (_, bytes, encoding) => {
    const read = textOfFile(bytes)
    expect(read).toMatchObject({ ok: true, encoding })
    expect(read.ok && read.text.startsWith('机')).toBe(true)
  })

  test.each([
    ['UTF-16, which Excel calls Unicode text', new Uint8Array([0xff, 0xfe, 0x3a, 0x67]), 'utf-16'],
    ['a workbook', Buffer.from('504b030414000600080000002100', 'hex'), 'not-text'],
    ['bytes of neither', new Uint8Array([0xff, 0xff, 0xff]), 'not-text'],
    ['more than 1 MiB', new Uint8Array(1024 * 1024 + 1), 'file-too-large'],
  ])('refused: %s', (_, bytes, refusal) => {
    expect(textOfFile(bytes)).toEqual({ ok: false, refusal })
  })

  test('a whole file of Excel in China', () => {
    expect(planInstitutions(gbk, known)).toMatchObject({
      ok: true,
      encoding: 'gb18030',
      added: [{ line: 2, institution: { kind: 'pharmacy', name: '康宁药店', phone: '12345' } }],
      refusals: [],
    })
  })
})

describe('institutions', () => {
  test('added, changed, unchanged', () => {
    expect(planned(',新药店,药店,', 'i1,百草堂大药房,药店,999', 'i2,康民诊所,诊所,')).toMatchObject({
      added: [{ line: 2, institution: { name: '新药店' } }],
      changed: [{ line: 3, before: pharmacy, after: { ...pharmacy, phone: '999' } }],
      unchanged: 1,
      refusals: [],
    })
  })

  test('columns in another order, others between, empty lines, spaces', () => {
    const plan = planInstitutions(utf8('备注,联系电话,类别,机构名称,机构编号\nx, 1 , 药店 , 甲店 ,\n,,,,\n'), known)
    expect(plan).toMatchObject({ added: [{ line: 2, institution: { name: '甲店', phone: '1' } }], refusals: [] })
  })

  test('two institutions may change names with each other', () => {
    expect(planned('i1,康民诊所,药店,023-4143 0412', 'i2,百草堂大药房,诊所,').refusals).toEqual([])
  })

  test.each([
    ['no name', ',,药店,', 2, '机构名称', 'cell-missing'],
    ['a name too long', `,${'药'.repeat(65)},药店,`, 2, '机构名称', 'cell-too-long'],
    ['a name with a direction sign', ',药\u202E店,药店,', 2, '机构名称', 'cell-unprintable'],
    ['a name over two lines', ',"药\n店",药店,', 3, '机构名称', 'cell-unprintable'],
    ['an unknown kind', ',甲店,医院,', 2, '类别', 'kind-unknown'],
    ['a telephone with letters', ',甲店,药店,call me', 2, '联系电话', 'phone-wrong'],
    ['an unknown number', 'i9,甲店,药店,', 2, '机构编号', 'unknown-number'],
    ['a name that is taken', ',康民诊所,诊所,', 2, '机构名称', 'name-taken'],
    ['a comma too many', ',甲店,药店,1,2', 2, '', 'too-many-cells'],
    ['an open quote', ',甲店,药店,\n,"乙店,药店,', 3, '', 'quote-wrong'],
  ])('refused: %s', (_, lines, line, column, refusal) => {
    expect(planned(lines).refusals).toEqual([{ line, column, refusal }])
  })

  test('a line that repeats an earlier one is the one that is refused', () => {
    expect(planned(',甲店,药店,', ',甲店,药店,').refusals).toEqual([
      { line: 3, column: '机构名称', refusal: 'named-twice' },
    ])
    expect(planned('i1,甲店,药店,', 'i1,乙店,药店,').refusals).toEqual([
      { line: 3, column: '机构编号', refusal: 'named-twice' },
    ])
  })

  test.each([
    ['nothing', '', 'no-title-line'],
    ['no titles', '康宁药店,药店\n', 'no-title-line'],
    ['a title twice', `${titles},类别\n`, 'no-title-line'],
    ['a title line that ends nowhere', '"机构编号,机构名称\n', 'not-csv'],
    ['5,001 lines', `${titles}\n${',甲店,药店,\n'.repeat(5_001)}`, 'too-many-lines'],
  ])('the whole file is refused: %s', (_, text, refusal) => {
    expect(planInstitutions(utf8(text), known)).toEqual({ ok: false, refusal })
  })

  test('control: 5,000 lines are read', () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `,店${i},药店,`)
    expect(planned(...lines).added).toHaveLength(5_000)
  })
})

const till: Endpoint = { id: 'e1', number: 'BS-0001-01', institution: 'i1', name: '收银1号' }

describe('terminals', () => {
  const plan = (...lines: readonly string[]) => {
    const read = planEndpoints(utf8(['终端编号,机构名称,终端名称', ...lines].join('\n')), {
      endpoints: [till],
      institutions: known,
    })
    if (!read.ok) throw new Error(read.refusal)
    return read
  }

  test('renamed, unchanged, and a code for each that is still to come', () => {
    expect(plan('BS-0001-01,百草堂大药房,一号台', ',康民诊所,收费窗口', ',康民诊所,收费窗口')).toMatchObject({
      renamed: [{ line: 2, endpoint: till, name: '一号台' }],
      codes: [
        { line: 3, institution: clinic, name: '收费窗口' },
        { line: 4, institution: clinic, name: '收费窗口' },
      ],
      refusals: [],
    })
    expect(plan('BS-0001-01,百草堂大药房,收银1号')).toMatchObject({ unchanged: 1, renamed: [], codes: [] })
  })

  test.each([
    ['an unknown number', 'BS-9999-01,百草堂大药房,甲', '终端编号', 'unknown-number'],
    ['an unknown institution', ',没有的药店,甲', '机构名称', 'unknown-institution'],
    ['another institution', 'BS-0001-01,康民诊所,收银1号', '机构名称', 'institution-changed'],
    ['no name', 'BS-0001-01,百草堂大药房,', '终端名称', 'cell-missing'],
  ])('refused: %s', (_, line, column, refusal) => {
    expect(plan(line).refusals).toEqual([{ line: 2, column, refusal }])
  })
})

describe('formulas', () => {
  test.each(['=1+1', '+86 138', '-1', '@SUM(A1)', '＝1', "'=1", "''@x", '\t=1'])(
    '%j is not executed and comes back',
    (cell) => {
      expect(guarded(cell)).toBe(`'${cell}`)
      expect(unguarded(guarded(cell))).toBe(cell)
    },
  )

  test.each(['收银1号', "'quoted'", '1-2', ''])('control: %j stays as it is', (cell) => {
    expect(guarded(cell)).toBe(cell)
    expect(unguarded(cell)).toBe(cell)
  })

  test('a name that is a formula leaves with its apostrophe', () => {
    const text = new TextDecoder().decode(institutionsFile([{ ...pharmacy, name: '=HYPERLINK("http://x")' }]))
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
  })
})

describe('an export, imported, changes nothing', () => {
  // As the steps take them: trimmed, printable, one line, no two alike.
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) =>
      printable(text, 64)
        .replaceAll(/[\n\t]/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '')
  const phone = fc.stringMatching(/^[\d+\-() ]{0,20}$/).map((text) => text.trim())
  const institutions = fc.uniqueArray(fc.record({ kind: fc.constantFrom(...institutionKinds), name, phone }), {
    selector: (one) => one.name.normalize('NFKC'),
    maxLength: 20,
  })
  const withIds = institutions.map((list) => list.map((one, i): Institution => ({ id: `i${i}`, ...one })))

  test('institutions', () => {
    fc.assert(
      fc.property(withIds, (list) => {
        const plan = planInstitutions(institutionsFile(list), new Map(list.map((one) => [one.id, one])))
        expect(plan).toMatchObject({ ok: true, added: [], changed: [], refusals: [], unchanged: list.length })
      }),
      { numRuns: 300 },
    )
  })

  test('terminals', () => {
    fc.assert(
      fc.property(withIds, fc.array(name, { maxLength: 20 }), (list, names) => {
        const [owner] = list
        const endpoints = owner
          ? names.map((own, i): Endpoint => ({ id: `e${i}`, number: `BS-0001-${i}`, institution: owner.id, name: own }))
          : []
        const registry = new Map(list.map((one) => [one.id, one]))
        const plan = planEndpoints(endpointsFile(endpoints, registry), { endpoints, institutions: registry })
        expect(plan).toMatchObject({ ok: true, codes: [], renamed: [], refusals: [], unchanged: endpoints.length })
      }),
      { numRuns: 300 },
    )
  })

  test('control: one that was changed in between is seen', () => {
    const plan = planInstitutions(institutionsFile([{ ...pharmacy, phone: '1' }]), known)
    expect(plan).toMatchObject({ changed: [{ line: 2 }] })
  })
})

test.each([
  ['zh-cn', zhCn.registryFiles],
  ['en', en.registryFiles],
])('every refusal says what is wrong and what to do (%s)', (_, words) => {
  for (const refusal of fileRefusals) expect(words.file[refusal]).not.toBe('')
  for (const refusal of lineRefusals) expect(words.line[refusal]).not.toBe('')
})
