/** The page's files: by name from a folder, or from wherever the executable keeps them. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The bytes of one file of the page; undefined where there is none of that name. */
export type Asset = (name: string) => Uint8Array | undefined

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
}

/** What the page's builder writes: words with single dots, at most one folder deep. Nothing that could leave the folder. */
const name = /^(?:[\w-]+\/)?[\w-]+(?:\.[\w-]+)*\.([a-z\d]+)$/

/** The media type by the name, or undefined where the page can have no such file. */
export const mediaType = (file: string): string | undefined => types[name.exec(file)?.[1] ?? '']

/** Reads the folder's files on demand: a page is opened a few times a day. */
export const filesOf =
  (folder: string): Asset =>
  (file) => {
    if (mediaType(file) === undefined) return undefined
    try {
      return readFileSync(join(folder, file))
    } catch {
      return undefined
    }
  }
