/** 系统自动快报 and 提醒 as rows of an incident's history: written by the server once, whatever happened to it in between (三(一)2, 四(一)2). */

import type { Actor } from '#shared/domain/actor.ts'
import type { Step } from '../step.ts'
import { reportIsOwed } from './initial-report.ts'

const server: Actor = { kind: 'server' }

export interface Brief {
  readonly incident: string
  /** Marked as unverified; it replaces no report and stops no clock. */
  readonly text: string
  /** Ids or names of leader and deputy, as the rows of 外发通知 have them. */
  readonly to: readonly string[]
  readonly now: number
}

/** Whether it was written now; not where it stands there already, or no report is owed any more. */
export const sendBrief: Step<Brief, boolean> = {
  clause: '四(一)2',
  title: '系统自动快报',
  decide(situation, { incident, text, to, now }) {
    const standing = situation.incidents.get(incident)
    if (
      !standing ||
      standing.drill ||
      standing.course.briefs.some(({ by }) => by.kind === 'server') ||
      !reportIsOwed(standing)
    )
      return { entries: [], value: false }
    return {
      entries: [
        {
          subject: { kind: 'incident', id: incident },
          at: now,
          actor: server,
          happening: { kind: 'brief-sent', text, to },
        },
      ],
      value: true,
    }
  },
}

export interface Reminding {
  readonly incident: string
  /** What of, and a mark after it: `initial-report/deputy`. */
  readonly reminder: string
  readonly dueAt: number
  readonly now: number
}

export const remind: Step<Reminding, boolean> = {
  clause: '三(一)2',
  title: '提醒',
  decide(situation, { incident, reminder, dueAt, now }) {
    const standing = situation.incidents.get(incident)
    if (!standing || standing.drill || standing.course.reminded.some((known) => known.reminder === reminder))
      return { entries: [], value: false }
    return {
      entries: [
        {
          subject: { kind: 'incident', id: incident },
          at: now,
          actor: server,
          happening: { kind: 'reminded', reminder, dueAt },
        },
      ],
      value: true,
    }
  },
}
