/** 对外报告: approved by the leading group's head or deputy, handed over by a person, never sent by this system (办法 第七条). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'
import type { Course } from '../course.ts'

const filed = ({ forms }: Course, form: 'D19a' | 'D19b', serial: number) =>
  forms[form]?.find((one) => one.serial === serial)

const among = (
  list: readonly { readonly form: string; readonly serial: number }[],
  form: string,
  serial: number,
): boolean => list.some((one) => one.form === form && one.serial === serial)

export const approveExternal: ActStep<'approve-external'> = {
  clause: '四(二)3',
  title: '批准对外报告',
  decide(situation, asking) {
    const { form, serial } = asking.command
    const facing = before(situation, asking, 'external-report.approve')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    const report = filed(incident.course, form, serial)
    if (!report) return refused('unknown-form')
    if (report.by.kind === 'officer' && report.by.id === asking.officer.id) return refused('proposer-cannot-approve')
    if (among(incident.course.externalApprovals, form, serial)) return refused('already-done')
    return acted([entry({ kind: 'external-approved', form, serial })], { incident: incident.id, serial })
  },
}

export const recordExternalDelivery: ActStep<'record-external-delivery'> = {
  clause: '四(二)3',
  title: '登记对外送达',
  decide(situation, asking) {
    const { command, now } = asking
    const { form, serial, deliveredAt } = command
    const facing = before(situation, asking, 'external-report.draft')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    const { course } = incident
    if (!filed(course, form, serial)) return refused('unknown-form')
    if (!among(course.externalApprovals, form, serial)) return refused('not-approved')
    if (deliveredAt > now) return refused('time-not-possible')
    const [channel, receiver, receipt] = [command.channel, command.receiver, command.receipt].map((text) =>
      words(text, 200),
    )
    if (!channel || !receiver) return refused('text-missing')
    const delivery = { form, serial, channel, receiver, receipt: receipt ?? '', deliveredAt }
    return acted([entry({ kind: 'external-delivered', ...delivery })], { incident: incident.id, serial })
  },
}
