/** Reads a lane back from disk after whatever happened to it: decides what stands, what was torn and what was damaged. */

import { join } from 'node:path'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Lane as LaneName } from '#shared/protocol/record.ts'
import { readCursor } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import type { Damage } from './damage.ts'
import type { Disk } from './disk.ts'
import { cursorName, readName, segmentName } from './file-names.ts'
import type { Ordinal, OutboxFile } from './file-names.ts'
import { emptySegment } from './lane.ts'
import type { LaneSegment } from './lane.ts'
import { brokenAnchor, firstAnchor, readSegment } from './segment-format.ts'
import type { Segment, StoredRecord } from './segment-format.ts'

/** A segment of which the damaged part must go: a copy is put aside, whole records behind it are kept anew, the file is cut. */
export interface Repair {
  readonly kind: 'torn-tail' | 'corrupt' | 'no-header' | 'unreadable'
  readonly ordinal: Ordinal
  readonly strays: readonly StoredRecord[]
  /** Length of the part that stays; 0 where nothing does. */
  readonly cutTo: number
  readonly intact: number
  readonly lost: number
}

export interface RecoveredLane {
  readonly segments: readonly LaneSegment[]
  readonly nextOrdinal: Ordinal
  /** The chain's hash after the last record, for the next segment to begin with. */
  readonly anchor: string
  readonly repairs: readonly Repair[]
  /** What needs telling and no repair. */
  readonly damages: readonly Damage[]
}

interface Found {
  readonly ordinal: Ordinal
  readonly content: Segment | 'unreadable'
  readonly cursor: Cursor | undefined
}

export interface RecoveryParts {
  readonly folder: string
  readonly disk: Disk
  readonly log: Log
}

export async function recoverLane(
  parts: RecoveryParts,
  lane: LaneName,
  names: readonly string[],
): Promise<RecoveredLane> {
  const files = names.map(readName).filter((file) => file !== undefined && 'lane' in file && file.lane === lane)
  const ordinals = (kind: OutboxFile['kind']) =>
    files.flatMap((file) => (file?.kind === kind && 'ordinal' in file ? [file.ordinal] : [])).toSorted((a, b) => a - b)
  const found: Found[] = []
  for (const ordinal of ordinals('segment')) found.push(await look(parts, lane, ordinal))
  const judged = judge(lane, found, ordinals('damaged'))
  return {
    ...judged,
    anchor: await anchorAfter(parts, lane, found.at(-1), judged),
    nextOrdinal: Math.max(0, ...ordinals('segment'), ...ordinals('cursor'), ...ordinals('damaged')) + 1,
  }
}

/**
 * What the next segment begins with. The process before may have died between a write and its fsync: its last records
 * can be read now and would still be gone after a power cut, so they are synced before anyone is shown them as saved.
 */
async function anchorAfter(
  { folder, disk, log }: RecoveryParts,
  lane: LaneName,
  last: Found | undefined,
  { segments, repairs }: Pick<RecoveredLane, 'segments' | 'repairs'>,
): Promise<string> {
  if (last === undefined) return firstAnchor
  const segment = segments.at(-1)
  if (segment?.ordinal !== last.ordinal || repairs.some(({ ordinal }) => ordinal === last.ordinal)) return brokenAnchor
  try {
    await disk.syncFile(join(folder, segmentName(lane, last.ordinal)))
    await disk.syncFolder(folder)
    return segment.hash
  } catch (error) {
    log.error('outbox/not-synced', { lane, ordinal: last.ordinal, ...errorFields(error) })
    return brokenAnchor
  }
}

async function look({ folder, disk, log }: RecoveryParts, lane: LaneName, ordinal: Ordinal): Promise<Found> {
  const cursor = await readCursor(disk, folder, cursorName(lane, ordinal))
  try {
    const bytes = await disk.read(join(folder, segmentName(lane, ordinal)))
    return { ordinal, content: readSegment(bytes), cursor }
  } catch (error) {
    log.error('outbox/segment-unreadable', { lane, ordinal, ...errorFields(error) })
    return { ordinal, content: 'unreadable', cursor }
  }
}

/** Pure: from what the files hold to what is served, repaired and told. */
export function judge(
  lane: LaneName,
  found: readonly Found[],
  damagedOrdinals: readonly Ordinal[],
): Pick<RecoveredLane, 'segments' | 'repairs' | 'damages'> {
  const segments: LaneSegment[] = []
  const repairs: Repair[] = []
  const damages: Damage[] = []
  const tell = (kind: Damage['kind'], ordinal: Ordinal, intact: number, lost: number) =>
    damages.push({ kind, lane, file: segmentName(lane, ordinal), intact, salvaged: 0, lost })

  for (const [i, { ordinal, content, cursor }] of found.entries()) {
    if (content === 'unreadable') {
      tell('unreadable', ordinal, 0, 1)
      continue
    }
    if (content.verdict === 'newer-format') {
      tell('newer-format', ordinal, 0, 0)
      continue
    }
    if (content.verdict === 'no-header') {
      const strays = content.strays.filter(({ sequence }) => sequence > (cursor?.acknowledged ?? 0))
      // Nothing was ever durable in it, and what follows agrees.
      const follower = found[i + 1]
      const agreed = follower === undefined || anchorOf(follower) === (segments.at(-1)?.hash ?? firstAnchor)
      const unborn = content.tail === 'torn' && agreed
      repairs.push({
        kind: unborn ? 'torn-tail' : 'no-header',
        ordinal,
        strays,
        cutTo: 0,
        intact: 0,
        lost: unborn ? 0 : gone(content.strays, cursor?.acknowledged ?? 0, true),
      })
      continue
    }
    const next = found[i + 1]
    const nextAnchor = anchorOf(next)
    const counted = nextAnchor === undefined ? -1 : hashesOf(content).lastIndexOf(nextAnchor)
    // The next segment says where this one ended: what stands behind that was never promised.
    const places = counted >= 0 ? content.places.slice(0, counted) : content.places
    const end = content.places[places.length]?.offset ?? content.end
    const segment = emptySegment(ordinal, content.header.epoch, content.header.anchor)
    segment.offsets.push(...places.map(({ offset }) => offset))
    segment.end = end
    segment.hash = places.at(-1)?.hash ?? segment.anchor
    segment.firstAt = places[0]?.at ?? 0
    segment.lastAt = places.at(-1)?.at ?? 0
    if (cursor?.epoch === segment.epoch) segment.acknowledged = Math.min(cursor.acknowledged, places.length)
    segment.savedCursor = segment.acknowledged
    segments.push(segment)
    if (counted >= 0) continue

    const hole = nextAnchor !== undefined
    if (content.tail === 'clean') {
      const explained = damagedOrdinals.some((one) => one >= ordinal && one < (next?.ordinal ?? 0))
      if (hole && !explained) tell('missing', ordinal, places.length, 1)
      continue
    }
    if (content.tail === 'torn' && !hole && content.strays.length === 0) {
      tell('torn-tail', ordinal, places.length, 0)
      continue
    }
    const alreadyThere = cursor?.epoch === segment.epoch ? cursor.acknowledged : 0
    repairs.push({
      kind: content.tail === 'torn' && !hole ? 'torn-tail' : 'corrupt',
      ordinal,
      strays: content.strays.filter(({ sequence }) => sequence > Math.max(alreadyThere, places.length)),
      cutTo: end,
      intact: places.length,
      lost: gone(content.strays, Math.max(alreadyThere, places.length), hole || content.tail === 'damaged'),
    })
  }
  return { segments, repairs, damages }
}

function anchorOf(found: Found | undefined): string | undefined {
  if (found === undefined || found.content === 'unreadable' || found.content.verdict !== 'read') return undefined
  const { anchor } = found.content.header
  return anchor === brokenAnchor ? undefined : anchor
}

const hashesOf = ({ header, places }: Extract<Segment, { verdict: 'read' }>): readonly string[] => [
  header.anchor,
  ...places.map(({ hash }) => hash),
]

/** How many sequences after `from` are missing before and between the strays; without strays at least one where something is known to be gone. */
function gone(strays: readonly StoredRecord[], from: number, somethingIs: boolean): number {
  let expected = from + 1
  let missing = 0
  for (const { sequence } of strays) {
    if (sequence < expected) continue
    missing += sequence - expected
    expected = sequence + 1
  }
  return strays.length === 0 && somethingIs ? 1 : missing
}
