/** 证据保管: every touch of a piece of evidence, in order; nothing is deleted, and disposal takes two persons (三(一)2, 四(二)1). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep, Before } from '../acting.ts'
import type { Course } from '../course.ts'
import type { Operation } from '../permissions.ts'
import type { CustodyAct } from '../plan-history.ts'
import { settingsOf } from '../settings/settings.ts'

const operationOf: Readonly<Record<CustodyAct, Operation>> = {
  collected: 'evidence.download',
  accessed: 'evidence.download',
  exported: 'evidence.download',
  verified: 'evidence.download',
  transferred: 'evidence.transfer',
  disposed: 'evidence.dispose',
}

/** A released document is named by its SHA-256, a piece of evidence by a UUID. */
const isDocument = (item: string): boolean => /^[0-9a-f]{64}$/.test(item)

/** Whoever may read a document may be handed it, and that is written down. */
const operationFor = (act: CustodyAct, items: readonly string[]): Operation =>
  act === 'accessed' && items.every(isDocument) ? 'document.read' : operationOf[act]

const dayMs = 24 * 3_600_000

export const recordCustody: ActStep<'record-custody'> = {
  clause: '四(二)1',
  title: '证据保管',
  decide(situation, asking) {
    const { command, now, officer } = asking
    const { items, act } = command
    const facing = before(situation, asking, operationFor(act, items))
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const known = itemsOf(incident.course)
    if (items.length === 0 || items.some((item) => !known.has(item))) return refused('unknown-evidence')
    const receiver = words(command.receiver, 200)
    const purpose = words(command.purpose, 500)
    if (act === 'transferred' && (receiver === '' || purpose === '')) return refused('receiver-missing')
    if (act === 'disposed') {
      // How long: a setting of this office, above the six months of 网络安全法.
      const keptForMs = settingsOf(situation.office).evidenceRetentionDays * dayMs
      if (items.some((item) => now - (known.get(item) ?? now) < keptForMs)) return refused('retention-not-over')
      if (disposedAlready(facing, items, officer.id)) return refused('already-done')
    }
    return acted(
      [
        entry({
          kind: 'custody-changed',
          items,
          act,
          as,
          ...(receiver === '' ? {} : { receiver }),
          ...(purpose === '' ? {} : { purpose }),
          ...(command.sha256 === undefined ? {} : { sha256: command.sha256 }),
        }),
      ],
      { incident: incident.id },
    )
  },
}

/** Evidence and released documents, each with the moment from which it is kept. */
function itemsOf({ evidence, forms }: Course): ReadonlyMap<string, number> {
  const released = Object.values(forms).flatMap((filed) =>
    (filed ?? []).flatMap(({ document, at }) => (document ? [[document.sha256, at] as const] : [])),
  )
  return new Map([...evidence.map((one) => [one.evidence.id, one.listedAt] as const), ...released])
}

/** The leader and the audit administrator record it, one each: neither the same person nor the same role twice. */
const disposedAlready = ({ incident, as }: Before, items: readonly string[], person: string): boolean =>
  incident.course.custody.some(
    ({ act, by, as: then, items: before }) =>
      act === 'disposed' &&
      before.some((item) => items.includes(item)) &&
      (then === as || (by.kind === 'officer' && by.id === person)),
  )
