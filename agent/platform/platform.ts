/** Everything the agent needs of an operating system; a new one is one object of this type. */

import type { Log } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { CommandRunner } from '../machine/command.ts'
import type { EvidencePart } from '../response/evidence.ts'
import type { AdapterChoice, AdapterFinder } from '../response/isolation/adapter.ts'
import type { IsolationDriver, IsolationTarget } from '../response/isolation/driver.ts'
import type { LayerNotices } from '../response/isolation/watch.ts'
import type { Source } from '../sources/source.ts'

export interface Platform {
  readonly name: string
  readonly sources: readonly Source[]
  /** In the order in which they are applied: L1, then L2. */
  readonly isolation: readonly IsolationDriver[]
  /** Heard while a cut stands. */
  readonly layerNotices: LayerNotices
  readonly adapters: AdapterFinder
  /** What is kept of the machine's state before a cut, most volatile first. */
  readonly evidence: readonly EvidencePart[]
}

/** What a platform is built from. */
export interface PlatformParts {
  readonly clock: Clock
  readonly log: Log
  readonly commands: CommandRunner
  readonly settings: {
    readonly insuranceAdapter: AdapterChoice
    readonly insurancePrefixes: readonly string[]
    readonly watchedFolders: readonly string[]
  }
  readonly gateway: IsolationTarget['gateway']
  /** The agent's home, whose own files are watched for others' hands only, and the folders in it. */
  readonly home: {
    readonly folder: string
    readonly state: string
    readonly evidence: string
    readonly identity: string
    readonly outbox: string
  }
  /** How this program is started: what must stay on the disk for it to start again. */
  readonly self: readonly string[]
  /** Yields [0, 1). */
  readonly random: () => number
  /** A fresh secret of at least 16 signs: this terminal's decoys differ from every other's. */
  readonly newSeed: () => string
}
