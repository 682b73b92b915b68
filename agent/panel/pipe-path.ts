/** Where the agent listens for the commands of its own machine; imported by the press, so it loads nothing. */

import { join } from 'node:path'

export interface PipePaths {
  /** For every account: report, status, panel-ticket, doctor. */
  readonly open: string
  /** For the local administrator: isolate, release. Its folder is 0700, so that the moment between bind and chmod is no gap. */
  readonly admin: string
}

export function pipePaths(home: string, platform: string): PipePaths {
  if (platform === 'win32')
    return { open: String.raw`\\.\pipe\yibao-sentinel`, admin: String.raw`\\.\pipe\yibao-sentinel-admin` }
  return { open: join(home, 'sentinel.sock'), admin: join(home, 'state', 'admin.sock') }
}
