/** Where the counter's page lies: in the single executable, or in the folder that the page's build wrote. */

import { fileURLToPath } from 'node:url'
import { getAsset, isSea } from 'node:sea'
import { filesOf, mediaType } from './panel/page-files.ts'
import type { Asset } from './panel/page-files.ts'

const fromExecutable: Asset = (name) => {
  if (mediaType(name) === undefined) return undefined
  try {
    return new Uint8Array(getAsset(`panel/${name}`))
  } catch {
    return undefined
  }
}

export const panelFiles = (): Asset =>
  isSea() ? fromExecutable : filesOf(fileURLToPath(new URL('../.out/pages/panel', import.meta.url)))
