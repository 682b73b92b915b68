/** The console's built pages, held in memory: a path that was not built cannot be asked for, wherever it points. */

import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface PageFile {
  readonly type: string
  readonly body: Buffer
  readonly gzip: Buffer
  /** Its name changes with its content, so that a browser may keep it. */
  readonly immutable: boolean
}

/** The file for a path of a URL; nothing where there is none, or none was built yet. */
export type Pages = (path: string) => PageFile | undefined

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** `files` by path from the pages' root, `index.html`, `assets/app-3f2a.js`. */
export function pagesOf(files: Iterable<readonly [path: string, body: Buffer]>): Pages {
  const built = new Map<string, PageFile>()
  for (const [path, body] of files) {
    const type = types[extname(path)]
    if (type === undefined) continue
    built.set(`/${path}`, { type, body, gzip: gzipSync(body), immutable: path.startsWith('assets/') })
  }
  // The page finds its way by the address: every address without a file's ending is the page.
  return (path) => built.get(path) ?? (extname(path) === '' ? built.get('/index.html') : undefined)
}

/** The pages in a folder, read when they are first asked for; where they are not there yet, they are looked for again. */
export function pagesIn(folder: string): Pages {
  let pages: Pages = () => undefined
  return (path) => {
    if (pages('/') === undefined) pages = pagesOf(filesIn(folder))
    return pages(path)
  }
}

function filesIn(folder: string): (readonly [string, Buffer])[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file)] as const)
  } catch {
    return []
  }
}
