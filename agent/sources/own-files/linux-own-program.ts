/** Linux: the agent's own program and, where systemd runs it, its service file and whether it starts with the machine. */

import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Standing } from './own-files.ts'

export interface LinuxUnitPlaces {
  readonly cgroup: string
  /** Where unit files lie, the first one wins (systemd.unit(5)). */
  readonly units: readonly string[]
}

const places: LinuxUnitPlaces = {
  cgroup: '/proc/self/cgroup',
  units: [
    '/etc/systemd/system',
    '/run/systemd/system',
    '/usr/local/lib/systemd/system',
    '/usr/lib/systemd/system',
    '/lib/systemd/system',
  ],
}

/** `0::/system.slice/sentinel-agent.service`; cgroup v1 names it in the line of `name=systemd`. */
export const unitIn = (cgroup: string): string | undefined =>
  /^(?:0:|\d+:name=systemd):\/system\.slice\/(?:[^/\n]+\/)*([^/\n]+\.service)$/m.exec(cgroup)?.[1]

/** `program`: the files without which the agent does not start again. */
export function linuxOwnProgram(program: readonly string[], at: LinuxUnitPlaces = places): readonly Standing[] {
  const files = program.map((path): Standing => ({ part: 'program', path }))
  const unit = unitIn(textOf(at.cgroup))
  if (unit === undefined) return files
  const file = at.units.map((folder) => join(folder, unit)).find((path) => existsSync(path))
  const own: Standing[] = file === undefined ? [] : [{ part: 'unit', path: file }]
  const wanted = wantedBy(unit, at.units)
  const mask = join(at.units[0] ?? '', unit)
  if (wanted !== undefined)
    own.push({ part: 'autostart', path: wanted, isThere: () => existsSync(wanted) && linkOf(mask) !== '/dev/null' })
  return [...files, ...own]
}

/** The link that has it started with the machine: `multi-user.target.wants/sentinel-agent.service`. */
function wantedBy(unit: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const link = join(folder, name, unit)
      if (/\.(wants|requires)$/.test(name) && linkOf(link) !== undefined) return link
    }
  }
  return undefined
}

const linkOf = (path: string): string | undefined => orNothing(() => readlinkSync(path))
const namesIn = (folder: string): readonly string[] => orNothing(() => readdirSync(folder)) ?? []
const textOf = (path: string): string => orNothing(() => readFileSync(path, 'utf8')) ?? ''

function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
