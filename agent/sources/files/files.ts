/** The files source: decoys and watched folders. What happens there becomes an event within milliseconds. */

import { join, resolve } from 'node:path'
import { printable } from '#shared/protocol/limits.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Source } from '../source.ts'
import type { WatchedFilesOptions } from './watched-files.ts'
import { WatchedFiles } from './watched-files.ts'

export interface FilesSourceOptions extends Omit<WatchedFilesOptions, 'roots'> {
  readonly folders: readonly string[]
}

export function filesSource({ folders, ...options }: FilesSourceOptions): Source {
  const words = zhCn.coverage.files
  const roots = outermost(folders)
  const files = new WatchedFiles({ ...options, roots })
  return {
    name: 'files',
    emits: ['file-changed', 'watch-overflowed'],
    coverage() {
      if (roots.length === 0) return { state: 'off', because: words.none }
      const missing = roots.filter((root) => !files.watches(root))
      if (missing.length === 0) return { state: 'full', because: words.full(roots.length, options.canaries.size) }
      const state = missing.length === roots.length ? 'off' : 'degraded'
      return { state, because: printable(words.missing(missing.join('、')), 500) }
    },
    async start(emit, signal) {
      if (roots.length > 0) await files.start(emit, signal)
    },
  }
}

/** A folder inside another one is watched with it. */
function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders.map((folder) => resolve(folder)))]
  return all.filter(
    (folder) => !all.some((other) => other !== folder && join(folder, '/').startsWith(join(other, '/'))),
  )
}
