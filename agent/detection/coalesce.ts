/** 合并: folds repeated detections of one rule about one subject into one alert with a count. */

import type { Alert } from '#shared/domain/alert.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { gravest } from '#shared/domain/severity.ts'
import { reportCode } from '#shared/text/report-code.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Judged } from './engine.ts'

export interface CoalesceLimits {
  /** A repeat that comes this long after the last one is a new alert. */
  readonly windowMs: number
  /** An open alert is sent again with its new count at most this often. */
  readonly updateMs: number
  /** Alerts kept open at once; the one that has been quiet longest is closed. */
  readonly open: number
}

export const coalesceLimits: CoalesceLimits = { windowMs: 600_000, updateMs: 60_000, open: 256 }

/** What the wire takes; `count` tells how many there were. */
const detectionsKept = 20

export interface OpenAlert {
  readonly alert: Alert
  /** Monotonic milliseconds of the last detection, and of when the alert last went out. */
  readonly repeatedAt: number
  readonly sentAt: number
  readonly sentCount: number
}

/** Open alerts by rule and subject, the quietest first. */
export type OpenAlerts = ReadonlyMap<string, OpenAlert>

export interface Outgoing {
  /** `update` carries the id and code of an alert that went out before, with a higher count or severity. */
  readonly kind: 'raise' | 'update'
  readonly alert: Alert
}

export interface Folded {
  readonly open: OpenAlerts
  readonly out: readonly Outgoing[]
}

export interface Folding extends CoalesceLimits {
  readonly drill: boolean
  /** As `crypto.getRandomValues`, for ids. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
  /** Yields [0, 1), for the short code. */
  readonly randomUnit: () => number
}

/** Takes one detection in: the first about its subject goes out at once, a repeat when an update is due or when it is graver. */
export function fold(open: OpenAlerts, judged: Judged, folding: Folding): Folded {
  const { detection, subject } = judged
  const now = detection.moment.monotonicMs
  const key = `${detection.rule}\n${subject}`
  const before = open.get(key)
  const next = new Map(open)
  next.delete(key)
  if (!before || now - before.repeatedAt > folding.windowMs) {
    const alert = raise(judged, folding)
    next.set(key, { alert, repeatedAt: now, sentAt: now, sentCount: 1 })
    for (const quietest of [...next.keys()].slice(0, Math.max(0, next.size - folding.open))) next.delete(quietest)
    return { open: next, out: [{ kind: 'raise', alert }] }
  }
  const alert = repeat(before.alert, judged)
  const isDue = now - before.sentAt >= folding.updateMs || alert.severity !== before.alert.severity
  next.set(key, { ...before, alert, repeatedAt: now, ...(isDue ? { sentAt: now, sentCount: alert.count } : {}) })
  return { open: next, out: isDue ? [{ kind: 'update', alert }] : [] }
}

/** Sends what was held back and is due now, and closes what has been quiet. */
export function flush(open: OpenAlerts, now: number, { windowMs, updateMs }: CoalesceLimits): Folded {
  const next = new Map<string, OpenAlert>()
  const out: Outgoing[] = []
  for (const [key, entry] of open) {
    const isDue = entry.alert.count > entry.sentCount && now - entry.sentAt >= updateMs
    if (isDue) out.push({ kind: 'update', alert: entry.alert })
    if (now - entry.repeatedAt <= windowMs)
      next.set(key, isDue ? { ...entry, sentAt: now, sentCount: entry.alert.count } : entry)
  }
  return { open: next, out }
}

/** When `flush` has something to do next, monotonic milliseconds; nothing while nothing is held back. */
export function nextFlushAt(open: OpenAlerts, { updateMs }: CoalesceLimits): number | undefined {
  const held = [...open.values()].filter(({ alert, sentCount }) => alert.count > sentCount)
  return held.length === 0 ? undefined : Math.min(...held.map(({ sentAt }) => sentAt + updateMs))
}

function raise({ detection, detected }: Judged, { drill, random, randomUnit }: Folding): Alert {
  const { at } = detection.moment
  return {
    id: uuid7(at, random),
    code: reportCode(at, randomUnit),
    origin: 'detector',
    rule: detection.rule,
    severity: detection.severity,
    raised: detection.moment,
    detected,
    because: detection.because,
    detections: [detection],
    count: 1,
    drill,
  }
}

function repeat(alert: Alert, { detection, detected }: Judged): Alert {
  const severity = gravest([alert.severity, detection.severity])
  return {
    ...alert,
    severity,
    because: severity === alert.severity ? alert.because : detection.because,
    detected: earlier(alert.detected, detected),
    detections: alert.detections.length < detectionsKept ? [...alert.detections, detection] : alert.detections,
    count: alert.count + 1,
  }
}

const earlier = (a: Moment, b: Moment): Moment => (b.monotonicMs < a.monotonicMs ? b : a)
