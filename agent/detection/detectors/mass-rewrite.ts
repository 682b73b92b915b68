/** Many files turned into something unreadable in a short time: how ransomware looks from outside (T1486). */

import type { FileChanged } from '#shared/domain/event.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector, Finding } from '../detector.ts'
import { appendedExtension, folderOf, isDocument, isGarbled, readable, strangeExtension } from '../file-signs.ts'

interface Threshold {
  readonly files: number
  readonly withinMs: number
}

export interface MassRewriteLimits {
  /** Any of these suffices; the second is for encryption that takes its time. */
  readonly alone?: readonly Threshold[]
  /** When a canary was touched within the same time. */
  readonly withCanary?: Threshold
  /** Said once, then not again before the rewriting paused this long. */
  readonly quietMs?: number
}

type Sign = 'header' | 'extension' | 'replaced'

interface Struck {
  readonly moment: Moment
  readonly sign: Sign
  readonly extension: string
}

// Beyond the largest threshold nothing is gained by remembering more.
const rememberedFiles = 4_096

/** Counts distinct files that bear a sign of encryption; writing many files, however fast and however near-random, is none. */
export function massRewrite(
  {
    alone = [
      { files: 10, withinMs: 10_000 },
      { files: 30, withinMs: 600_000 },
    ],
    withCanary = { files: 3, withinMs: 60_000 },
    quietMs = 60_000,
  }: MassRewriteLimits = {},
  wording = zhCn.rules['mass-rewrite'],
): Detector {
  const longestMs = Math.max(withCanary.withinMs, ...alone.map(({ withinMs }) => withinMs))
  const struck = new Map<string, Struck>()
  const removed = new Map<string, { readonly moment: Moment }>()
  /** New names of documents that were not yet missed, by the document. */
  const renamed = new Map<string, Struck>()
  /** Garbled files of extensions that no ordinary program uses. */
  const strangers = new Map<string, Struck>()
  const remembered = [struck, removed, renamed, strangers] as const
  let canaryAt = Number.NEGATIVE_INFINITY
  let quietUntil = Number.NEGATIVE_INFINITY

  /** Takes in what the event shows; true where it is a sign of encryption. */
  function strike({ path, change, moment, header, entropy }: FileChanged): boolean {
    if (change === 'removed') {
      if (!isDocument(path)) return false
      keep(removed, path, { moment })
      const newName = renamed.get(path)
      if (newName) keep(struck, path, newName)
      return newName !== undefined || strangers.size > 0
    }
    const block = { header, entropy }
    if (isDocument(path)) {
      if (readable(path, block) !== 'no') return false
      if (!struck.has(path)) keep(struck, path, { moment, sign: 'header', extension: '' })
      return true
    }
    const appended = appendedExtension(path)
    if (appended) {
      const { original, extension } = appended
      // A document under a new name that can still be read was renamed, not encrypted.
      if (readable(original, block) === 'yes') return false
      const before = struck.get(original)
      const next = { moment: before?.moment ?? moment, sign: 'extension', extension } as const
      const isGone = change === 'renamed' || removed.has(original) || before !== undefined
      keep(isGone ? struck : renamed, original, next)
      return isGone
    }
    const extension = strangeExtension(path)
    if (extension === undefined || !isGarbled(block)) return false
    keep(strangers, path, { moment, sign: 'replaced', extension })
    return true
  }

  function forget(now: number): void {
    for (const map of remembered) {
      for (const [path, { moment }] of map) {
        if (now - moment.monotonicMs <= longestMs) break
        map.delete(path)
      }
    }
  }

  /** Documents gone from a folder and as many garbled files of one strange extension come to it: encrypted under new names. */
  function replacedWithin(now: number, withinMs: number): readonly Struck[] {
    const recent = <Entry extends { readonly moment: Moment }>(map: ReadonlyMap<string, Entry>) =>
      [...map].filter(([, { moment }]) => now - moment.monotonicMs <= withinMs)
    const gone = Map.groupBy(recent(removed), ([path]) => folderOf(path))
    const come = Map.groupBy(recent(strangers), ([path, { extension }]) => `${folderOf(path)}\n${extension}`)
    return [...come.values()].flatMap((files) => {
      const folder = folderOf(files[0]?.[0] ?? '')
      return files.slice(0, gone.get(folder)?.length ?? 0).map(([, stranger]) => stranger)
    })
  }

  function judge(now: number): { readonly files: readonly Struck[]; readonly withinMs: number } | undefined {
    const thresholds = now - canaryAt <= withCanary.withinMs ? [withCanary, ...alone] : alone
    for (const { files: enough, withinMs } of thresholds) {
      if (struck.size + Math.min(removed.size, strangers.size) < enough) continue
      const files = [...struck.values()].filter(({ moment }) => now - moment.monotonicMs <= withinMs)
      const all = files.length >= enough ? files : [...files, ...replacedWithin(now, withinMs)]
      if (all.length >= enough) return { files: all, withinMs }
    }
    return undefined
  }

  function describe(event: FileChanged, files: readonly Struck[], canary: boolean): Finding {
    const first = files.reduce(
      (a, b) => (b.moment.monotonicMs < a.moment.monotonicMs ? b : a),
      files[0] ?? { moment: event.moment },
    )
    const counts = Map.groupBy(files, ({ sign }) => sign)
    const sign =
      (['extension', 'replaced', 'header'] as const).find(
        (sign) => (counts.get(sign)?.length ?? 0) * 2 >= files.length,
      ) ?? 'header'
    const extension = counts.get(sign)?.[0]?.extension ?? ''
    const seconds = Math.max(1, Math.ceil((event.moment.monotonicMs - first.moment.monotonicMs) / 1000))
    const facts = { files: files.length, seconds, sign, extension, folder: folderOf(event.path), canary }
    return { because: wording.because(facts), facts: { ...facts, lastPath: event.path }, detected: first.moment }
  }

  function startQuiet(now: number): void {
    quietUntil = now + quietMs
    for (const map of remembered) map.clear()
  }

  return {
    rule: 'mass-rewrite',
    severity: 'critical',
    wants: ['file-changed'],
    onEvent(event) {
      if (event.kind !== 'file-changed') return undefined
      const now = event.moment.monotonicMs
      if (event.canary) canaryAt = now
      forget(now)
      const isSign = strike(event)
      if (now < quietUntil) {
        if (isSign) startQuiet(now)
        return undefined
      }
      const verdict = isSign || event.canary ? judge(now) : undefined
      if (!verdict) return undefined
      startQuiet(now)
      return describe(event, verdict.files, now - canaryAt <= withCanary.withinMs)
    },
  }
}

function keep<Value>(map: Map<string, Value>, path: string, value: Value): void {
  if (map.size >= rememberedFiles) {
    const oldest = map.keys().next()
    if (oldest.done !== true) map.delete(oldest.value)
  }
  map.set(path, value)
}
