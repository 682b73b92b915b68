/** 站内通知: what was put before a person in the console, in words, and whether it was opened. The rows are the deliveries; the words are made when they are asked for. */

import type { Institution } from '#shared/domain/institution.ts'
import type { Severity } from '#shared/domain/severity.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Delivery, DeliveryStore } from '../store/deliveries.ts'
import type { Conductor } from '../workflow/ports.ts'
import { messageOf } from './message.ts'

export interface InboxMessage {
  readonly id: string
  readonly about: Delivery['about']
  /** The reminder's or the escalation's name. */
  readonly step: string
  /** When it was put there, and as of when it is worded. */
  readonly at: number
  readonly text: string
  readonly severity: Severity
  readonly incident: string
  readonly readAt?: number | undefined
}

export interface Inbox {
  /** Newest first. */
  messages(person: string): Promise<readonly InboxMessage[]>
  /** The person opened these; ids of others are left alone. */
  read(person: string, ids: readonly string[]): Promise<void>
}

/** Of a person; older ones stay in the store. */
const shown = 200

export interface InboxParts {
  readonly store: Pick<DeliveryStore, 'inbox' | 'read'>
  readonly conductor: Pick<Conductor, 'situation'>
  readonly institution: (id: string) => Institution | undefined
  readonly clock: Pick<Clock, 'now'>
}

export const openInbox = ({ store, conductor, institution, clock }: InboxParts): Inbox => ({
  async messages(person) {
    const rows = await store.inbox(person, shown)
    const situation = conductor.situation()
    return rows.flatMap((row): readonly InboxMessage[] => {
      const message = messageOf([row], { situation, institution, now: row.createdAt })
      if (!message) return []
      const { text, severity, incident, step } = message
      const { id, about, createdAt: at, readAt } = row
      return [{ id, about, step, at, text, severity, incident, ...(readAt === undefined ? {} : { readAt }) }]
    })
  },
  read: (person, ids) => store.read(person, ids, clock.now()),
})
