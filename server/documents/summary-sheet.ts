/** 事件概览: one incident on one page, for a folder's first sheet and for who asks at the door. */

import { zhCn } from '#shared/wording/zh-cn.ts'
import { newest } from '../workflow/course.ts'
import type { FieldValue, FormId } from '../workflow/forms/form.ts'
import { formIds } from '../workflow/forms/form.ts'
import { formOf } from '../workflow/forms/index.ts'
import type { IncidentStanding } from '../workflow/situation.ts'
import { answerText, chosenOnly, longTime, nothing } from './answer-text.ts'
import { bytesOf } from './document.ts'
import { grid } from './grid.ts'
import type { Row } from './grid.ts'
import { confidentiality, drillMark } from './identity.ts'
import { nameOf } from './names.ts'
import type { Known } from './names.ts'
import { heading, paragraph, title } from './paper.ts'
import { officialNumber } from './printed.ts'

export interface Summarised {
  readonly incident: IncidentStanding
  readonly mayRead: (form: FormId) => boolean
  readonly known: Known
  readonly head: string
  readonly now: number
}

/** So that it stays one page whatever people wrote. */
const longestAnswer = 110
const shortened = (text: string): string => {
  const oneLine = text.replaceAll('\n', '　')
  return oneLine.length <= longestAnswer ? oneLine : `${oneLine.slice(0, longestAnswer - 1)}…`
}

const size = 'table' as const

export function summarySheet({ incident, mayRead, known, head, now }: Summarised): Promise<Uint8Array> {
  const { course } = incident
  const answered = (id: FormId, key: string): string => {
    const field = formOf(id).fields.find((one) => one.key === key)
    const value: FieldValue | undefined = mayRead(id) ? newest(course, id)?.fields[key] : undefined
    if (!field || field.kind === 'table' || value === undefined) return nothing
    const text = answerText(field, value, known)
    return shortened(chosenOnly(text))
  }
  const either = (...places: readonly (readonly [FormId, string])[]): string =>
    places.map(([id, key]) => answered(id, key)).find((text) => text !== nothing) ?? nothing
  const moved = (event: string): string => {
    const move = course.moves.findLast((one) => one.event === event)
    return move ? longTime(move.at) : nothing
  }
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['事件编号', officialNumber(incident.number), '阶段', zhCn.consolePage.incidents.phases[incident.phase]],
    ['单位', nameOf(known, 'institution', incident.institution), '终端数', String(course.endpoints.length)],
    ['起算时间', longTime(incident.found.at), '应报告时间', longTime(incident.initialReportDueAt)],
    ['上报时间', moved('report'), '启动时间', moved('activate')],
    ['类别', either(['D05', 'category'], ['D03', 'category']), '级别', either(['D05', 'level'], ['D03', 'level'])],
    ['是否重大', either(['D05', 'major'], ['D03', 'major']), '涉嫌违法犯罪', answered('D05', 'suspectedCrime')],
    ['处置完毕', moved('handle'), '应急结束', moved('approve-end')],
    ['备案号', course.registered?.number ?? nothing, '证据', `${course.evidence.length} 份`],
  ]
  const texts: readonly (readonly [string, string])[] = [
    ['现象', answered('D01', 'phenomenon')],
    ['经过', answered('D03', 'course')],
    ['损害', answered('D05', 'damage')],
    ['根源', answered('D12', 'cause')],
    ['处理结果', answered('D15', 'result')],
    ['建议', answered('D14', 'suggestions')],
  ]
  const label = (text: string) => ({ text, font: 'heading' as const, size, centred: true })
  const body: readonly Row[] = [
    ...rows.map(([one, first, other, second]) => ({
      cells: [label(one), { text: first, size }, label(other), { text: second, size }],
    })),
    ...texts.map(([name, text]) => ({ cells: [label(name), { text, size, span: 3 }] })),
  ]
  const filed = formIds
    .filter(mayRead)
    .flatMap((id) => ((course.forms[id]?.length ?? 0) > 0 ? [`${id}×${course.forms[id]?.length}`] : []))
    .join('　')
  const mark = incident.drill ? drillMark : ''
  return bytesOf({
    title: `事件概览 ${incident.number}`,
    origin: `${officialNumber(incident.number)} · 打印 ${longTime(now)} · 历史链首 ${head}`,
    children: [
      paragraph(confidentiality, { font: 'heading', size: 'form' }),
      title(`事件概览${mark}`),
      paragraph(incident.title, { font: 'heading', size: 'fourth', more: { spacing: { after: 160 } } }),
      grid([22, 62, 24, 48], body),
      heading('已有表单'),
      paragraph(filed === '' ? nothing : filed, { size }),
    ],
  })
}
