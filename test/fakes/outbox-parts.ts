// What an outbox under test is opened with, and records to keep in it.
import { systemClock } from '#agent/machine/clock.ts'
import { openOutbox } from '#agent/outbox/segmented-outbox.ts'
import type { Damage } from '#agent/outbox/damage.ts'
import type { Disk } from '#agent/outbox/disk.ts'
import type { OutboxLimits } from '#agent/outbox/outbox-limits.ts'
import type { KeptRecord, Outbox } from '#agent/outbox/outbox.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Lane, RecordBody } from '#shared/protocol/record.ts'
import { silentLog } from '#shared/log.ts'
import { ManualClock } from './manual-clock.ts'

export const folder = '/outbox'

/** A record that can be told from every other: its number stands in its id. */
export const numbered = (number: number): RecordBody => ({
  kind: 'report-withdrawn',
  alert: `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`,
})

export const numberOf = ({ body }: Pick<KeptRecord, 'body'>): number =>
  body.kind === 'report-withdrawn' ? Number(body.alert.slice(-12)) : -1

export interface OpenedOutbox {
  readonly outbox: Outbox
  readonly clock: ManualClock
  readonly damages: Damage[]
}

/** Without a reserve unless told, so that every call to the disk is one of the test's. */
export async function opened(disk: Disk, limits: Partial<OutboxLimits> = {}): Promise<OpenedOutbox> {
  const clock = new ManualClock()
  const damages: Damage[] = []
  const outbox = await openedOn(disk, folder, clock, limits, damages)
  return { outbox, clock, damages }
}

export const realClock: Clock = systemClock()

/** An outbox by the real clock, on any disk. */
export const openedOn = (
  disk: Disk,
  where: string,
  clock: Clock = realClock,
  limits: Partial<OutboxLimits> = {},
  damages: Damage[] = [],
): Promise<Outbox> =>
  openOutbox({
    folder: where,
    disk,
    clock,
    log: silentLog,
    random: (bytes) => crypto.getRandomValues(bytes),
    limits: { reserveBytes: 0, ...limits },
    onDamaged: (damage) => damages.push(damage),
  })

/** Sends all that waits to an office that takes everything, in the order in which a link would. */
export async function drained(outbox: Outbox): Promise<readonly KeptRecord[]> {
  const sent: KeptRecord[] = []
  for (;;) {
    const records = await firstUnsent(outbox)
    const last = records.at(-1)
    if (last === undefined) return sent
    sent.push(...records)
    await outbox.acknowledge(last.epoch, last.sequence)
  }
}

async function firstUnsent(outbox: Outbox): Promise<readonly KeptRecord[]> {
  for (const { lane, acknowledged } of outbox.lanes()) {
    const records = await outbox.after(lane, acknowledged, 16)
    if (records.length > 0) return records
  }
  return []
}

/** The numbers of a lane's records that the office has not got. */
export async function unsentNumbers(outbox: Outbox, lane: Lane = 'urgent'): Promise<readonly number[]> {
  return (await drained(outbox)).filter((record) => record.lane === lane).map(numberOf)
}
