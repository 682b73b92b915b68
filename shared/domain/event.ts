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

/** The wall clock was set: it moved against the time since boot by more than a correction of its rate can explain. */
export interface ClockMoved extends Observed {
  readonly kind: 'clock-moved'
  /** Negative: set back. Over a reboot this is the least that it can have been. */
  readonly byMs: number
  /** Between two looks of the running agent, while it did not run, or over a reboot, where only backwards can be told. */
  readonly across: 'looks' | 'restart' | 'reboot'
  /** Since boot, time asleep included. */
  readonly uptimeMs: number
}

/** Why the agent went down in good order: somebody asked for it, the machine goes off, or its package is being replaced. */
export type StopReason = 'asked' | 'machine-off' | 'upgrade'

/** The agent was told to stop and still has a moment. */
export interface AgentStopping extends Observed {
  readonly kind: 'agent-stopping'
  readonly reason: StopReason
  /** What told it: `SIGTERM`. */
  readonly told: string
}

/** The agent runs again, and what the sign of life of the last time says. */
export interface AgentReturned extends Observed {
  readonly kind: 'agent-returned'
  /** `lost`: killed, crashed, or the power went. */
  readonly ended: StopReason | 'lost'
  readonly boot: 'same' | 'another'
  /** Wall clock of the last sign of life. */
  readonly lastSignAt: number
  /** From the last sign of life until now: it saw nothing for at most so long. */
  readonly blindMs: number
  /** By how much less it may have been: how far signs of life are apart. */
  readonly uncertainMs: number
  /** Losses within a day, this one included; 0 after a stop in good order. */
  readonly losses: number
}

/** Which of the agent's own things. */
export type OwnPart =
  | 'evidence'
  | 'journal'
  | 'orders'
  | 'identity'
  | 'outbox'
  | 'state'
  | 'program'
  | 'unit'
  | 'autostart'

/** Something of the agent's own that only it may change was removed or changed by another. */
export interface OwnFileLost extends Observed {
  readonly kind: 'own-file-lost'
  readonly part: OwnPart
  readonly path: string
  readonly change: 'removed' | 'altered' | 'shortened'
  /** While the agent ran, or found when it started. */
  readonly found: 'running' | 'start'
}

/** A log of the system lost what was in it, and nothing beside it looks like a rotation. */
export interface LogShrunk extends Observed {
  readonly kind: 'log-shrunk'
  readonly path: string
  readonly change: 'removed' | 'truncated'
  readonly bytesBefore: number
  readonly bytesAfter: number
  readonly found: 'running' | 'start'
}

export type EndpointEvent =
  | ProcessStarted
  | ProcessEnded
  | FileChanged
  | WatchOverflowed
  | NetworkChanged
  | ClockMoved
  | AgentStopping
  | AgentReturned
  | OwnFileLost
  | LogShrunk

export type EventKind = EndpointEvent['kind']
