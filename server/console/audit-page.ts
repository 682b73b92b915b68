/** Reading the audit: what was stored, newest first, a page at a time, filtered by who, what and when (GB/T 22239-2019 8.1.5.2). */

import type { Entry } from '../workflow/history.ts'

export interface AuditFilter {
  readonly subject?: Entry['subject']['kind'] | undefined
  readonly id?: string | undefined
  /** Kind of what happened. */
  readonly kind?: string | undefined
  /** Id of the officer who did it. */
  readonly person?: string | undefined
  /** Server time, both ends included. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

type Read = (position: number, limit: number) => Promise<readonly Entry[]>

const window = 1_000
/** Looked through for one page at most; a rare entry is found over several pages, and nobody can keep the store busy. */
const windowsAPage = 20

export const matches = (
  { subject, actor, at, happening }: Entry,
  { subject: kind, id, kind: what, person, from, to }: AuditFilter,
): boolean =>
  (kind === undefined || subject.kind === kind) &&
  (id === undefined || subject.id === id) &&
  (what === undefined || happening.kind === what) &&
  (person === undefined || (actor.kind === 'officer' && actor.id === person)) &&
  (from === undefined || at >= from) &&
  (to === undefined || at <= to)

export interface AuditPage {
  readonly entries: readonly Entry[]
  /** To be given as `before` for what is older; left out at the end. */
  readonly before?: number | undefined
}

/** At most `limit` entries before that position. */
export async function auditPage(
  read: Read,
  { before, limit, filter }: { readonly before: number; readonly limit: number; readonly filter: AuditFilter },
): Promise<AuditPage> {
  const found: Entry[] = []
  let end = before
  for (let windows = 0; end > 1 && windows < windowsAPage; windows++) {
    const start = Math.max(1, end - window)
    const rows = (await read(start - 1, end - start)).filter(({ position }) => position < end)
    for (const entry of rows.toReversed()) {
      if (matches(entry, filter)) found.push(entry)
      if (found.length === limit) return page(found, entry.position)
    }
    end = start
  }
  return page(found, end)
}

const page = (entries: readonly Entry[], before: number): AuditPage => (before > 1 ? { entries, before } : { entries })

/** Everything that matches, oldest first; nothing where it is more than `most`. */
export async function auditStretch(
  read: Read,
  filter: AuditFilter,
  most: number,
): Promise<readonly Entry[] | undefined> {
  const found: Entry[] = []
  let position = 0
  for (;;) {
    const rows = await read(position, window)
    for (const entry of rows) if (matches(entry, filter)) found.push(entry)
    if (found.length > most) return undefined
    const last = rows.at(-1)
    if (last === undefined) return found
    position = last.position
  }
}
