/** The own-files source: evidence, journal, identity, program and service file of the agent itself, removed or changed by another. */

import { existsSync, watch } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { OwnFileLost, OwnPart } from '#shared/domain/event.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Emit, Source } from '../source.ts'
import type { Listed, OwnList } from './own-list.ts'
import { appendedSince, emptyList, isAsListed, listing, readList } from './own-list.ts'

/** Something that must be there as long as the agent runs; looked at, never watched. */
export interface Standing {
  readonly part: OwnPart
  readonly path: string
  /** Default: whether there is a file or folder of this path. */
  readonly isThere?: (() => boolean) | undefined
}

export interface OwnFilesOptions {
  readonly clock: Clock
  readonly log: Log
  /** The durable list of evidence and of append-only files. */
  readonly file: DurableFile
  readonly evidenceFolder: string
  /** All in one folder. */
  readonly appended: readonly { readonly part: OwnPart; readonly path: string }[]
  readonly standing: readonly Standing[]
  /** Whether a service file was found among `standing`; said by the coverage. */
  readonly hasUnit: boolean
  readonly lookMs?: number
  /** After a notice, until a write that is under way is over. */
  readonly settleMs?: number
}

/** Evidence is kept on the terminal this long; older files may go. */
const retentionMs = 90 * 86_400_000

type Lost = Pick<OwnFileLost, 'part' | 'path' | 'change'>

export function ownFilesSource(options: OwnFilesOptions): Source {
  const { clock, log, file, evidenceFolder, appended, standing, hasUnit, lookMs = 10_000, settleMs = 250 } = options
  const words = zhCn.coverage.ownFiles
  let list: OwnList = emptyList()
  let isStarted = false
  let isKept = true
  let blind: string | undefined
  let isStartOver = false
  let emit: Emit = () => {}
  /** Standing things that were seen, and how often in a row each was missing since. */
  const missing = new Map<string, number>()

  const tell = (lost: Lost) =>
    emit({
      kind: 'own-file-lost',
      source: 'own-files',
      moment: momentOf(clock),
      ...lost,
      found: isStartOver ? 'running' : 'start',
    })

  /** Evidence is written aside and renamed into place, whole: what has its final name is complete. */
  async function lookAtEvidence(): Promise<boolean> {
    const names = await readdir(evidenceFolder).catch(() => [])
    const there = new Set(names.filter((name) => !name.startsWith('.')))
    let isChanged = false
    for (const name of new Set([...Object.keys(list.evidence), ...there])) {
      const known = list.evidence[name]
      const path = join(evidenceFolder, name)
      const found = await readWhereChanged(path, known)
      if (found === 'as-listed') continue
      isChanged = true
      if (found === undefined) delete list.evidence[name]
      else list.evidence[name] = listing(found.bytes, known?.listedAt ?? clock.now(), found.changedAt)
      if (known === undefined || (found && isAsListed(found.bytes, known))) continue
      if (found || clock.now() - known.listedAt < retentionMs)
        tell({ part: 'evidence', path, change: found ? 'altered' : 'removed' })
    }
    return isChanged
  }

  async function lookAtAppended({ part, path }: OwnFilesOptions['appended'][number]): Promise<boolean> {
    const known = list.appended[path]
    const found = await readWhereChanged(path, known)
    if (found === 'as-listed') return false
    if (found === undefined) {
      if (known === undefined) return false
      delete list.appended[path]
      tell({ part, path, change: 'removed' })
      return true
    }
    const became = known ? appendedSince(found.bytes, known) : 'kept'
    if (became !== 'kept') tell({ part, path, change: became })
    list.appended[path] = listing(found.bytes, clock.now(), found.changedAt)
    return true
  }

  /** Said at the second look that misses it: replacing a package leaves a file out for a moment. */
  function lookAtStanding(): void {
    for (const { part, path, isThere = () => existsSync(path) } of standing) {
      const times = missing.get(path)
      if (isThere()) missing.set(path, 0)
      else if (times !== undefined) {
        missing.set(path, times + 1)
        if (times === 1) tell({ part, path, change: 'removed' })
      }
    }
  }

  async function keep(): Promise<void> {
    try {
      await file.write(`${JSON.stringify(list)}\n`)
      isKept = true
    } catch (error) {
      isKept = false
      log.error('own-files/list-not-kept', errorFields(error))
    }
  }

  async function lookAtAll(): Promise<void> {
    let isChanged = await lookAtEvidence()
    for (const one of appended) isChanged = (await lookAtAppended(one)) || isChanged
    if (isChanged) await keep()
  }

  /** One look at a time; what is noticed during one is looked at after it. */
  function looksInTurn(): () => void {
    let turn: Promise<void> = Promise.resolve()
    return () => {
      turn = turn.then(lookAtAll).catch((error: unknown) => {
        log.error('own-files/look-failed', errorFields(error))
      })
    }
  }

  function watchFor(folder: string, concerns: (name: string) => boolean, onNotice: () => void, signal: AbortSignal) {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || concerns(name)) onNotice()
      })
      watcher.on('error', (error) => {
        blind = folder
        log.warn('own-files/not-watched', { folder, ...errorFields(error) })
      })
      signal.addEventListener('abort', () => watcher.close(), { once: true })
    } catch (error) {
      blind = folder
      log.warn('own-files/not-watched', { folder, ...errorFields(error) })
    }
  }

  return {
    name: 'own-files',
    emits: ['own-file-lost'],
    coverage() {
      if (!isStarted) return { state: 'off', because: zhCn.coverage.notStarted }
      if (blind !== undefined) return { state: 'degraded', because: words.blind(blind) }
      if (!isKept) return { state: 'degraded', because: words.notKept }
      const because = words.full(Object.keys(list.evidence).length)
      // Started by hand, as in development, there is no service to guard: said, and nothing that a counter should worry about.
      return { state: 'full', because: hasUnit ? because : `${because}；${words.noUnit}` }
    },
    async start(to, signal) {
      emit = to
      const kept = readList(await file.read())
      if (kept) list = kept
      else log.error('own-files/list-damaged')
      await lookAtAll()
      lookAtStanding()
      isStartOver = true
      isStarted = true

      const look = looksInTurn()
      let settling: Cancel | undefined
      const onNotice = () => {
        settling ??= clock.after(settleMs, () => {
          settling = undefined
          look()
        })
      }
      watchFor(evidenceFolder, (name) => !name.startsWith('.'), onNotice, signal)
      const names = new Set(appended.map(({ path }) => basename(path)))
      for (const folder of new Set(appended.map(({ path }) => dirname(path))))
        watchFor(folder, (name) => names.has(name), onNotice, signal)
      // Between reading the list and watching something may have happened.
      look()
      const stop = every(clock, lookMs, lookAtStanding)
      signal.addEventListener(
        'abort',
        () => {
          stop()
          settling?.()
        },
        { once: true },
      )
    },
  }
}

/** Undefined where there is no such file; not read where nobody wrote since it was listed. */
async function readWhereChanged(
  path: string,
  known: Listed | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly changedAt: number } | 'as-listed' | undefined> {
  try {
    const { size, ctimeMs } = await stat(path)
    if (known?.bytes === size && known.changedAt === ctimeMs) return 'as-listed'
    return { bytes: await readFile(path), changedAt: ctimeMs }
  } catch (error) {
    // No free descriptor, a failing disk: not seen is not gone.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'as-listed'
  }
}
