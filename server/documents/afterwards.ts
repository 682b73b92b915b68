/** What became of a form until its paper is made: who signed for it, approved it, registered it, delivered it. */

import type { FileChild } from 'docx'
import type { Course } from '../workflow/course.ts'
import type { FormId } from '../workflow/forms/form.ts'
import { longTime, nothing, shortTime } from './answer-text.ts'
import { labelled, labelledTable } from './form-table.ts'
import { grid } from './grid.ts'
import { actorName, nameOf } from './names.ts'
import { heading } from './paper.ts'
import type { Printed } from './printed.ts'

type About = Printed & { readonly course: Course }
type Lines = readonly (readonly [label: string, text: string])[]

const list = (lines: readonly string[]): string => (lines.length === 0 ? nothing : lines.join('\n'))

const lines: { readonly [Id in FormId]?: (about: About) => Lines } = {
  D03: ({ course }) => [
    ['签收', list(course.signedFor.map(({ by, at }) => `${by.name}　${longTime(at)}`))],
    ...(course.returns.length === 0
      ? []
      : [
          [
            '退回补正',
            list(course.returns.map(({ by, at, reason }) => `${actorName(by)}　${longTime(at)}　${reason}`)),
          ] as const,
        ]),
    ...(course.foundDecided
      ? [
          [
            '核定应当发现时间',
            `${longTime(course.foundDecided.found)}（${actorName(course.foundDecided.by)}）`,
          ] as const,
        ]
      : []),
  ],
  D05: ({ course }) => opinions(course, 'D05'),
  D07: ({ course }) => opinions(course, 'D07'),
  D13: ({ course, filed }) => {
    const standing = course.reconnections.find(({ endpoint }) => endpoint === filed.fields['endpoint'])
    const decided = standing?.decided
    return [
      ['审批人', decided ? actorName(decided.by) : nothing],
      ['审批时间', decided ? longTime(decided.at) : nothing],
      [
        '审批意见',
        decided
          ? `${decided.approved ? '同意恢复入网' : '不同意'}${decided.reason === '' ? '' : `：${decided.reason}`}`
          : nothing,
      ],
    ]
  },
  D15: ({ course }) => [
    [
      '办公室会签',
      course.countersigned ? `${actorName(course.countersigned.by)}　${longTime(course.countersigned.at)}` : nothing,
    ],
    ['备案号', course.registered?.number ?? nothing],
    ['备案时间', course.registered ? longTime(course.registered.at) : nothing],
  ],
  D18: ({ course, known }) => [
    [
      '陈述申辩记录',
      list(
        course.statements.map(
          ({ unit, by, at, text }) => `${nameOf(known, 'unit', unit)}　${actorName(by)}　${longTime(at)}\n${text}`,
        ),
      ),
    ],
  ],
  D19a: (about) => delivered(about, 'D19a'),
  D19b: (about) => delivered(about, 'D19b'),
}

const opinions = ({ comments }: Course, of: FormId): Lines => {
  const given = comments.filter(({ form }) => form === of)
  return given.length === 0
    ? []
    : [['各方意见', list(given.map(({ by, at, text }) => `${actorName(by)}　${longTime(at)}\n${text}`))]]
}

/** Nothing is sent by the system: a person did, and says how. */
function delivered({ course, filed }: About, form: FormId): Lines {
  const approved = course.externalApprovals.find((one) => one.form === form && one.serial === filed.serial)
  const deliveries = course.externalDeliveries.filter((one) => one.form === form && one.serial === filed.serial)
  return [
    ['批准时间', approved ? longTime(approved.at) : nothing],
    [
      '送达',
      list(
        deliveries.map(
          ({ channel, receiver, receipt, deliveredAt }) =>
            `${longTime(deliveredAt)}　${channel}　${receiver}　回执：${receipt}`,
        ),
      ),
    ],
  ]
}

/** 指令单, with what became of each (R23). */
function directives({ course, known }: About): readonly FileChild[] {
  const issued = course.directives.filter((one) => one.issued !== undefined)
  if (issued.length === 0) return []
  const size = 'small' as const
  const header = ['编号', '签发', '受令单位', '内容', '期限', '签收', '完成与反馈']
  return [
    heading('指令单'),
    grid(
      [22, 20, 22, 36, 18, 18, 30],
      [
        { header: true, cells: header.map((text) => ({ text, font: 'heading', size, centred: true })) },
        ...issued.map(({ directive, issued: given, signedFor, completed }) => ({
          cells: [
            directive.number,
            given ? `${actorName(given.by)} ${shortTime(given.at)}` : nothing,
            nameOf(known, 'unit', directive.unit),
            directive.text,
            shortTime(directive.dueAt),
            signedFor ? `${actorName(signedFor.by)} ${shortTime(signedFor.at)}` : nothing,
            completed ? `${shortTime(completed.at)} ${completed.text}` : nothing,
          ].map((text) => ({ text, size })),
        })),
      ],
    ),
  ]
}

export function afterwards(printed: Printed): readonly FileChild[] {
  const { incident } = printed.known
  if (!incident) return []
  const about: About = { ...printed, course: incident.course }
  const rows = lines[printed.form.id]?.(about) ?? []
  return [
    ...(rows.length === 0
      ? []
      : [heading('办理情况'), labelledTable(rows.map(([label, text]) => labelled(label, text)))]),
    ...(printed.form.id === 'D08' ? directives(about) : []),
  ]
}
