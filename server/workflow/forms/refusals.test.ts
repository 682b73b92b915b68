// Why a form is not accepted: one table over all rules, each row with the sentence that a person reads.
import { describe, expect, test } from 'vitest'
import type { FormId } from './form.ts'
import { completed, emptyFields } from './completed.ts'
import { forms, formOf } from './index.ts'
import { refusalsOf } from './refusals.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'

const now = Date.UTC(2026, 10, 22, 6, 0)

describe.each(forms.map((form) => [form.id, form] as const))('%s', (id, form) => {
  test('as filled in is accepted', () => {
    expect(refusalsOf(form, filledForms[id], now)).toEqual([])
  })
  test('empty is refused, field by field', () => {
    const required = form.fields.filter(
      ({ bySystem, optional, requiredWhen }) => bySystem !== true && optional !== true && !requiredWhen,
    )
    const refused = refusalsOf(form, emptyFields(form), now).map(({ key }) => key)
    for (const { key } of required) expect(refused).toContain(key)
  })
  test('a field that it does not have is refused', () => {
    const refused = refusalsOf(form, { ...filledForms[id], nonsense: 'x' }, now)
    expect(refused).toEqual([{ key: 'nonsense', why: '“nonsense”：本表没有这一项。' }])
  })
  test('what is by the system is refused', () => {
    for (const { key, kind } of form.fields.filter(({ bySystem }) => bySystem === true)) {
      const refused = refusalsOf(form, { ...filledForms[id], [key]: kind === 'table' ? [] : 1 }, now)
      expect(refused.map(({ why }) => why).join()).toContain('由系统填写')
    }
  })
})

const cases: readonly (readonly [string, FormId, Record<string, unknown>, string, string])[] = [
  ['a time that is to come', 'D01', { foundAt: now + 120_000 }, 'foundAt', '“发现时间”：不能晚于现在。'],
  ['a time as text', 'D01', { foundAt: '2026-11-22' }, 'foundAt', '“发现时间”：应为年月日和时间。'],
  ['待核实 where it is not allowed', 'D01', { foundAt: '待核实' }, 'foundAt', '“发现时间”：应为年月日和时间。'],
  [
    '待核实 as a text where it is not allowed',
    'D02',
    { basis: '待核实' },
    'basis',
    '“依据（证据编号）”：须查明后填写，不能填“待核实”。',
  ],
  [
    'disconnected, but when?',
    'D01',
    { disconnectedAt: undefined },
    'disconnectedAt',
    '“断开时间”：请填写；尚不清楚的填“待核实”。',
  ],
  ['a choice that is not there', 'D02', { conclusion: 'maybe' }, 'conclusion', '“核实结论”：请在列出的选项中选择。'],
  [
    '反击',
    'D11',
    { measures: [{ type: '8', object: 'x', person: 'y', from: now, result: 'r', impact: 'i' }] },
    'measures.0.type',
    '“抑制措施”第 1 行“措施类型”：须由公安机关依法实施，本系统不提供',
  ],
  [
    '涉密 with attachments',
    'D12',
    { classified: true, attachments: [{ name: 'a', sha256: 'b' }] },
    'attachments',
    '“附件”：涉及机密数据的，另行按保密规定处理，本系统不接受附件',
  ],
  [
    'no evidence and no reason',
    'D03',
    { evidence: [], noEvidenceReason: undefined },
    'noEvidenceReason',
    '“无证据清单的原因”：请填写。',
  ],
  ['declined without a reason', 'D08', { decision: 'decline' }, 'reason', '“理由”：请填写。'],
  [
    'a category of the other edition',
    'D05',
    { standard: 'GB/Z 20986-2007' },
    'category',
    '“性质（事件类别）”：“恶意程序事件 · 勒索软件”与前面的选择不符。',
  ],
  [
    'a row without its cell',
    'D06',
    { resolutions: [{ text: 'a', unit: 'office' }] },
    'resolutions.0.dueAt',
    '“议定事项”第 1 行“期限”：请填写。',
  ],
  [
    'a row with a cell too many',
    'D06',
    { resolutions: [{ text: 'a', unit: 'office', dueAt: now, x: 1 }] },
    'resolutions.0.x',
    '“议定事项”第 1 行“x”：本表没有这一项。',
  ],
  [
    'a figure that was measured',
    'D17',
    { units: [{ unit: 'office', timely: 'good', effective: 'good', recovery: 3 }] },
    'units.0.recovery',
    '“逐单位评估”第 1 行“恢复（分钟）”：由系统填写，不能填报。',
  ],
  [
    'too many rows',
    'D06',
    { resolutions: Array.from({ length: 31 }, () => ({ text: 'a', unit: 'office', dueAt: now })) },
    'resolutions',
    '“议定事项”：行数太多，最多 30 行。',
  ],
  ['a text too long', 'D02', { basis: '字'.repeat(2_001) }, 'basis', '“依据（证据编号）”：太长，最多 2000 个字。'],
  [
    'a control character',
    'D02',
    { basis: 'a\u0000b' },
    'basis',
    '“依据（证据编号）”：含有不能打印的字符，请删去后重填。',
  ],
  [
    'half a surrogate pair',
    'D02',
    { basis: 'a\uD800b' },
    'basis',
    '“依据（证据编号）”：含有不能打印的字符，请删去后重填。',
  ],
  ['only spaces', 'D02', { basis: '   ' }, 'basis', '“依据（证据编号）”：请填写。'],
  ['two lines in one', 'D13', { inspector: 'a\nb' }, 'inspector', '“检查人”：应为一行，不能换行。'],
  ['a number below', 'D22', { version: -1 }, 'version', '“预案版本”：应为 0 到 10000 之间的数。'],
  ['yes as a text', 'D16b', { agreed: 'yes' }, 'agreed', '“是否批准结束应急行动”：请选择“是”或“否”。'],
]

test.each(cases)('%s', (_, id, change, key, why) => {
  expect(refusalsOf(formOf(id), { ...filledForms[id], ...change }, now)).toContainEqual({ key, why })
})

test.each([
  ['a clock that is half a minute ahead', 'D01', { foundAt: now + 30_000 }],
  [
    'everything pending that may be',
    'D03',
    {
      occurredAt: '待核实',
      foundAt: '待核实',
      category: '待核实',
      level: '待核实',
      endpointsAffected: '待核实',
      businessAffected: '待核实',
      course: '待核实',
      measuresTaken: '待核实',
      measuresPlanned: '待核实',
      unit: '待核实',
    },
  ],
  ['a reason in place of evidence', 'D03', { evidence: undefined, noEvidenceReason: '终端已断电' }],
  ['a deadline that is to come', 'D23', { until: now + 86_400_000 }],
  ['an emoji', 'D02', { basis: '电话核实 👍' }],
] as const)('%s is accepted', (_, id, change) => {
  expect(refusalsOf(formOf(id), { ...filledForms[id], ...change }, now)).toEqual([])
})

describe('what is stored', () => {
  test('figures of the system cannot be overwritten, remarks can be added', () => {
    const units = [
      { unit: 'office', recovery: 999, timely: 'good', effective: 'good', remarks: '好' },
      { unit: 'another', recovery: 999, timely: 'poor', effective: 'good' },
    ]
    const prefilled = {
      units: [
        { unit: 'office', recovery: 30, remarks: 'x' },
        { unit: 'field-team', recovery: 5 },
      ],
      relapses: 2,
    }
    expect(completed(formOf('D17'), { ...filledForms.D17, units, relapses: 0 }, prefilled)).toMatchObject({
      relapses: 2,
      units: [
        { unit: 'office', recovery: 30, timely: 'good', remarks: '好' },
        { unit: 'field-team', recovery: 5 },
        { unit: 'another', timely: 'poor' },
      ],
    })
  })
  test('nothing empty is kept', () => {
    expect(completed(formOf('D02'), { ...filledForms.D02, reviewer: '' }, {})).not.toHaveProperty('reviewer')
  })
  test('what follows from the answers stands beside them', () => {
    expect(completed(formOf('D05'), filledForms.D05, {})).toMatchObject({
      formerCategory: '有害程序事件 · 其他有害程序事件',
      levelByMatrix: '较大（Ⅲ级）',
      majorByDefinition: '符合重大信息安全事件的定义',
    })
  })
})
