/** 事态: one normalized, observable fact of a terminal; harmless until judged (NIST SP 800-61r2, GB/T 20985.1). */

import type { Adapter, Route } from './endpoint.ts'
import type { Moment } from './moment.ts'

interface Observed {
  readonly moment: Moment
  /** The source that emitted it. */
  readonly source: string
}

export interface ProcessStarted extends Observed {
  readonly kind: 'process-started'
  readonly pid: number
  readonly parentPid: number
  readonly image: string
  readonly commandLine: string
  readonly user: string
  readonly parentImage: string
}

export interface ProcessEnded extends Observed {
  readonly kind: 'process-ended'
  readonly pid: number
}

/** A file in a watched folder was created, written, renamed or removed; fs.watch does not say by whom. */
export interface FileChanged extends Observed {
  readonly kind: 'file-changed'
  readonly path: string
  readonly change: 'written' | 'renamed' | 'removed'
  /** A decoy that no program of the terminal has reason to touch. */
  readonly canary: boolean
  /** First bytes as hex, where the file could still be read. */
  readonly header?: string | undefined
  /** Shannon entropy of the first block, bits per byte. */
  readonly entropy?: number | undefined
}

/** The watch lost events (queue overflow): what follows is a rescan, not a record. */
export interface WatchOverflowed extends Observed {
  readonly kind: 'watch-overflowed'
  readonly folder: string
}

export interface NetworkChanged extends Observed {
  readonly kind: 'network-changed'
  readonly adapters: readonly Adapter[]
  readonly defaultRoutes: readonly Route[]
  readonly nameServers: readonly string[]
  /** MAC of each gateway that is known, by gateway address. */
  readonly gatewayMacs: Readonly<Record<string, string>>
}

export type EndpointEvent = ProcessStarted | ProcessEnded | FileChanged | WatchOverflowed | NetworkChanged

export type EventKind = EndpointEvent['kind']
