/** Looks after the decoys and the watched folders: notices become looks, looks become events, and nothing lost goes unnoticed. */

import { lstat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { FileChanged } from '#shared/domain/event.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Emit } from '../source.ts'
import type { Canaries } from './canaries.ts'
import { readFirstBlock } from './first-block.ts'
import { watchFolder } from './folder-watch.ts'
import { LookQueue } from './look-queue.ts'
import { readBudget } from './read-budget.ts'
import { changedSince, foldersUnder } from './walk.ts'

export interface FilesLimits {
  /** First blocks read in a second. */
  readonly readsPerSecond: number
  /** Decoys are looked at, missing folders tried again and lost decoys replaced this often. */
  readonly checkMs: number
  /** What changed without a notice is looked for this often. */
  readonly rescanMs: number
  /** Folders of one watched folder that get decoys, and how deep. */
  readonly canaryFolders: number
  readonly canaryDepth: number
}

const defaults: FilesLimits = {
  readsPerSecond: 600,
  checkMs: 60_000,
  rescanMs: 900_000,
  canaryFolders: 40,
  canaryDepth: 2,
}

export interface WatchedFilesOptions {
  readonly clock: Clock
  readonly log: Log
  /** Absolute paths, none inside another. */
  readonly roots: readonly string[]
  readonly canaries: Canaries
  /** What lies here is our own and never an event: the agent's home. */
  readonly ignored?: readonly string[]
  readonly limits?: Partial<FilesLimits>
}

/** After an overflow everything that changed within this is looked at: far longer than any notice is under way. */
const overflowReachMs = 60_000
/** States of files that were reported, so that neither an attribute nor a rescan reports them twice. */
const rememberedFiles = 10_000
const rescanLimits = { depth: 16, entries: 50_000 }

interface Watched {
  readonly inode: number
  readonly end: AbortController
}

export class WatchedFiles {
  readonly #options: WatchedFilesOptions
  readonly #limits: FilesLimits
  readonly #roots: readonly string[]
  /** Watched folders: which folder it was (a new one of the same name is another one), and how its watch is ended. */
  readonly #watched = new Map<string, Watched>()
  #emit: Emit = () => {}
  #signal: AbortSignal = AbortSignal.abort()
  readonly #ignored: readonly string[]
  readonly #queue: LookQueue
  readonly #budget: { take(): boolean }
  /** Change time and size of each file when it was reported. */
  readonly #reported = new Map<string, string>()
  /** New names of files whose old name is known, until they are looked at. */
  readonly #renamed = new Set<string>()
  /** The names of this turn's renames, in the order in which the system tells them: the old name, then the new one. */
  #renames: string[] = []
  /** Folders whose notices were lost, until they are looked through. */
  readonly #lost = new Set<string>()
  #rescanning = false

  constructor(options: WatchedFilesOptions) {
    this.#options = options
    this.#limits = { ...defaults, ...options.limits }
    this.#roots = options.roots
    this.#ignored = (options.ignored ?? []).map((folder) => join(resolve(folder), '/'))
    this.#budget = readBudget(options.clock, this.#limits.readsPerSecond)
    this.#queue = new LookQueue({
      clock: options.clock,
      look: (path) => this.#look(path),
      atOnce: 8,
      restMs: 50,
      most: 5_000,
      onFull: () => this.#overflowed(this.#roots),
    })
  }

  watches(root: string): boolean {
    return this.#watched.has(root)
  }

  async start(emit: Emit, signal: AbortSignal): Promise<void> {
    this.#emit = emit
    this.#signal = signal
    const { clock, canaries } = this.#options
    await canaries.open()
    await this.#seed()
    await this.#watchFolders()
    await this.#checkCanaries()
    let rescannedAt = clock.now()
    const stops = [
      every(clock, this.#limits.checkMs, async () => {
        await this.#checkCanaries()
        await this.#seed()
        await this.#watchFolders()
      }),
      every(clock, this.#limits.rescanMs, async () => {
        const since = rescannedAt
        rescannedAt = clock.now()
        await this.#rescan(this.#roots, since)
      }),
    ]
    this.#signal.addEventListener(
      'abort',
      () => {
        for (const stop of stops) stop()
        this.#queue.clear()
        this.#watched.clear()
      },
      { once: true },
    )
  }

  async #seed(): Promise<void> {
    for (const root of this.#roots) {
      if (this.#signal.aborted) return
      const folders = await foldersUnder(root, this.#limits.canaryDepth, this.#limits.canaryFolders)
      await this.#options.canaries.seed(folders.filter((folder) => !this.#isIgnored(join(folder, '/'))))
    }
  }

  /** Sees to it that each folder that is there is watched: one that came later, and one that was removed and made again. */
  async #watchFolders(): Promise<void> {
    for (const root of this.#roots) {
      const inode = await lstat(root).then(
        ({ ino }) => ino,
        () => undefined,
      )
      if (this.#signal.aborted) return
      const before = this.#watched.get(root)
      if (before && before.inode === inode) continue
      before?.end.abort()
      this.#watched.delete(root)
      if (inode !== undefined) this.#watch(root, inode)
    }
  }

  #watch(root: string, inode: number): void {
    const end = new AbortController()
    const failed = (error: unknown) => {
      this.#watched.delete(root)
      this.#options.log.warn('files/not-watched', { folder: root, ...errorFields(error) })
    }
    try {
      const changed = (path: string, renamed: boolean) => this.#changed(path, renamed)
      const overflowed = () => this.#overflowed([root])
      watchFolder(root, { changed, overflowed, failed }, AbortSignal.any([end.signal, this.#signal]))
      this.#watched.set(root, { inode, end })
    } catch (error) {
      failed(error)
    }
  }

  #changed(path: string, renamed: boolean): void {
    if (this.#isIgnored(path)) return
    if (renamed) this.#noteRename(path)
    // A decoy does not queue: it is looked at as soon as the names of this turn are known.
    const renames = this.#renames
    if (this.#options.canaries.has(path)) setImmediate(() => void this.#lookAtCanary(path, renames))
    else this.#queue.add(path)
  }

  #noteRename(path: string): void {
    if (this.#renames.length === 0)
      setImmediate(() => {
        this.#renames = []
      })
    const old = this.#renames.at(-1)
    if (old !== undefined && path.startsWith(`${old}.`)) this.#renamed.add(path)
    this.#renames.push(path)
  }

  async #lookAtCanary(path: string, renames: readonly string[] = []): Promise<void> {
    const at = renames.lastIndexOf(path)
    const newName = at < 0 ? undefined : renames[at + 1]
    const state = await this.#options.canaries.look(path)
    if (state === 'intact' || !this.#options.canaries.has(path) || this.#signal.aborted) return
    if (state !== 'folder-gone') {
      const isRenamed = state === 'missing' && newName !== undefined && (await isFile(newName))
      const block = state === 'rewritten' ? await readFirstBlock(path) : undefined
      // Two notices about one decoy were looked at at the same time.
      if (!this.#options.canaries.has(path)) return
      this.#report({
        path,
        change: state === 'rewritten' ? 'written' : isRenamed ? 'renamed' : 'removed',
        canary: true,
        ...block,
      })
    }
    await this.#options.canaries.forget(path)
  }

  async #checkCanaries(): Promise<void> {
    for (const path of this.#options.canaries.paths()) {
      if (this.#signal.aborted) return
      await this.#lookAtCanary(path)
    }
  }

  async #look(path: string): Promise<void> {
    const isRenamed = this.#renamed.delete(path)
    const stat = await lstat(path).catch(() => undefined)
    if (this.#signal.aborted) return
    if (!stat) {
      this.#reported.delete(path)
      return this.#report({ path, change: 'removed', canary: false })
    }
    // Links, pipes and folders hold no content of their own.
    if (!stat.isFile()) return
    const state = `${stat.ctimeMs} ${stat.size}`
    if (this.#reported.get(path) === state) return
    const block = this.#budget.take() ? await readFirstBlock(path) : undefined
    this.#remember(path, state)
    this.#report({ path, change: isRenamed ? 'renamed' : 'written', canary: false, ...block })
  }

  #report(change: Pick<FileChanged, 'path' | 'change' | 'canary' | 'header' | 'entropy'>): void {
    if (!this.#signal.aborted)
      this.#emit({ kind: 'file-changed', source: 'files', moment: momentOf(this.#options.clock), ...change })
  }

  #overflowed(folders: readonly string[]): void {
    if (this.#signal.aborted) return
    for (const folder of folders) {
      if (this.#lost.has(folder)) continue
      this.#lost.add(folder)
      this.#emit({ kind: 'watch-overflowed', source: 'files', moment: momentOf(this.#options.clock), folder })
    }
    void this.#makeUpForLost()
  }

  async #makeUpForLost(): Promise<void> {
    if (this.#rescanning) return
    await this.#checkCanaries()
    const folders = [...this.#lost]
    this.#lost.clear()
    await this.#rescan(folders, this.#options.clock.now() - overflowReachMs)
  }

  async #rescan(folders: readonly string[], since: number): Promise<void> {
    if (this.#rescanning) return
    this.#rescanning = true
    try {
      for (const folder of folders) {
        for await (const path of changedSince(folder, since, rescanLimits)) {
          if (this.#signal.aborted) return
          if (this.#isIgnored(path) || this.#options.canaries.has(path)) continue
          // Straight through: the queue is for what the system tells meanwhile.
          await this.#look(path)
        }
      }
    } finally {
      this.#rescanning = false
    }
    if (this.#lost.size > 0 && !this.#signal.aborted) await this.#makeUpForLost()
  }

  #remember(path: string, state: string): void {
    this.#reported.delete(path)
    if (this.#reported.size >= rememberedFiles) {
      const oldest = this.#reported.keys().next()
      if (oldest.done !== true) this.#reported.delete(oldest.value)
    }
    this.#reported.set(path, state)
  }

  #isIgnored(path: string): boolean {
    return this.#ignored.some((folder) => path.startsWith(folder))
  }
}

const isFile = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stat) => stat.isFile(),
    () => false,
  )
