/** Builds the two pages into `.out/pages`; skips a page whose inputs are the same as those it was last built from. */

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { argv, env, execPath, pid } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export const pages = ['console', 'panel'] as const
export type Page = (typeof pages)[number]

const sources: Record<Page, string> = { console: 'server/console/page', panel: 'agent/panel/page' }

/** Where a built page lies: `index.html` and `assets/`. */
export const pageFolder = (page: Page): string => join(root, '.out', 'pages', page)

export interface BuiltPage {
  readonly page: Page
  readonly folder: string
  /** False where the last build still stands. */
  readonly built: boolean
  /** What a browser has to fetch before the page stands, gzip, bytes. */
  readonly firstLoadBytes: number
}

/** Builds what has changed. Old domestic browsers (Chromium 87) are the floor; nothing is fetched from outside. */
export async function buildPages(wanted: readonly Page[] = pages): Promise<readonly BuiltPage[]> {
  const done: BuiltPage[] = []
  for (const page of wanted) done.push(await buildPage(page))
  return done
}

async function buildPage(page: Page): Promise<BuiltPage> {
  const folder = pageFolder(page)
  const stampFile = `${folder}.stamp`
  const stamp = stampOf(page)
  const built = readOrNothing(stampFile) !== stamp || readOrNothing(join(folder, 'index.html')) === undefined
  if (built) {
    // The stamp goes first and comes back last: an interrupted build is never taken for a whole one.
    rmSync(stampFile, { force: true })
    const fresh = `${folder}.${pid}`
    try {
      await bundleApart(page, fresh)
      // Swapped in whole: whoever reads the old page, or builds it at the same time, never sees half a one.
      rmSync(folder, { recursive: true, force: true })
      renameSync(fresh, folder)
    } finally {
      rmSync(fresh, { recursive: true, force: true })
    }
    writeFileSync(stampFile, stamp)
  }
  return { page, folder, built, firstLoadBytes: firstLoadBytes(folder) }
}

/** In a process of its own: Vite takes NODE_ENV from the caller, and a test runner's would give a page for developers. */
async function bundleApart(page: Page, into: string): Promise<void> {
  await promisify(execFile)(execPath, [fileURLToPath(import.meta.url), '--bundle', page, into], {
    cwd: root,
    env: { ...env, NODE_ENV: 'production' },
  })
}

async function bundle(page: Page, outDir: string): Promise<void> {
  const { build } = await import('vite')
  const plugins = page === 'console' ? [(await import('@vitejs/plugin-react')).default()] : []
  await build({
    configFile: false,
    root: join(root, sources[page]),
    base: './',
    cacheDir: join(root, '.out', 'vite'),
    logLevel: 'warn',
    plugins,
    oxc: { jsx: { runtime: 'automatic', importSource: page === 'console' ? 'react' : 'preact' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome87',
      cssTarget: 'chrome87',
      // An inlined asset would need `data:` in the page's Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
    },
  })
}

/** A page is made of its own files, shared/, the versions of its libraries and this script; of the rest it imports only types, which leave no trace. */
function stampOf(page: Page): string {
  const hash = createHash('sha256')
  const files = [
    ...filesUnder(sources[page]),
    ...filesUnder('shared'),
    'package-lock.json',
    relative(root, fileURLToPath(import.meta.url)),
  ].filter((file) => !/\.(test\.tsx?|md)$/.test(file))
  for (const file of files.toSorted())
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n')
  return hash.digest('hex')
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** `index.html`, and what it names: lazy chunks are not part of the first load. */
function firstLoadBytes(folder: string): number {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file = '']) => file)
  return ['index.html', ...named].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const [, , flag, named, into] = argv
  const only = flag === '--bundle' ? pages.find((page) => page === named) : undefined
  if (only && into !== undefined) await bundle(only, into)
  else
    for (const { page, built, firstLoadBytes } of await buildPages())
      console.log(`${page}: ${(firstLoadBytes / 1024).toFixed(1)} KB gzip${built ? '' : ' (unchanged)'}`)
}
