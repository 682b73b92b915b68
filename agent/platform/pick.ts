/** Which platform serves this operating system: the one explicit list. */

import { Fault } from '#shared/fault.ts'
import { linux } from './linux.ts'
import type { Platform, PlatformParts } from './platform.ts'
import { rehearsing } from './rehearsing.ts'
import { windows } from './windows.ts'

const platforms: Readonly<Partial<Record<NodeJS.Platform, (parts: PlatformParts) => Platform>>> = {
  linux,
  win32: windows,
}

/** Throws `isolation/adapter-not-found` where the operating system is none of ours. */
export function pickPlatform(system: NodeJS.Platform, parts: PlatformParts, rehearse: boolean): Platform {
  const make = platforms[system]
  if (make === undefined) throw new Fault('isolation/adapter-not-found', `there is no platform for ${system}`)
  const platform = make(parts)
  return rehearse ? rehearsing(platform) : platform
}
