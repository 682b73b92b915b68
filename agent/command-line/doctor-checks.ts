/** The checks of `doctor`, in the order in which they are printed; each looks and changes nothing that lasts. */

import { X509Certificate } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { isFault } from '#shared/fault.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { readSettings } from '../config.ts'
import type { Home } from '../config.ts'
import { gatewayOf, loadIdentity } from '../identity/identity.ts'
import type { Identity } from '../identity/identity.ts'
import { findPrograms } from '../machine/programs.ts'
import { pipePaths } from '../panel/pipe-path.ts'
import { spoolFolder } from '../panel/spool-file.ts'
import { adaptersHere } from './adapters-here.ts'
import { ask } from '../panel/ask.ts'
import type { CommandIo } from './parse.ts'
import { calendarDay } from './shanghai-time.ts'

export interface CheckContext {
  readonly home: Home
  readonly clock: Clock
  readonly io: CommandIo
}

export type Finding =
  | { readonly verdict: 'good'; readonly says: string }
  | { readonly verdict: 'unsure' | 'bad'; readonly says: string; readonly todo: string }

/** No finding: there is nothing to look at yet, and another check has said why. */
export type Check = (context: CheckContext) => Promise<readonly Finding[]> | readonly Finding[]

const words = zhCn.commandLine.doctor
const good = (says: string): Finding[] => [{ verdict: 'good', says }]
const unsure = (says: string, todo: string): Finding[] => [{ verdict: 'unsure', says, todo }]
const bad = (says: string, todo: string): Finding[] => [{ verdict: 'bad', says, todo }]

const megabyte = 1024 * 1024
/** What the outbox keeps in reserve for reports. */
const leastDisk = 64 * megabyte
const dayMs = 24 * 3_600_000

/** Writes and syncs a file, as a report has to be. */
const homeTakesReports: Check = ({ home }) => {
  const file = join(home.state, '.doctor')
  try {
    const handle = openSync(file, 'w', 0o600)
    try {
      writeSync(handle, 'x')
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    rmSync(file, { force: true })
    return good(words.home(home.folder))
  } catch {
    return bad(words.homeBad(home.folder), words.homeTodo)
  }
}

const diskHasRoom: Check = ({ home }) => {
  try {
    const { bavail, bsize } = statfsSync(home.folder)
    const free = bavail * bsize
    const says =
      free > 10 * 1024 * megabyte ? `${Math.floor(free / 1024 / megabyte)} GB` : `${Math.floor(free / megabyte)} MB`
    if (free < leastDisk) return bad(words.diskLow(says), words.diskTodo)
    return free < 8 * leastDisk ? unsure(words.diskLow(says), words.diskTodo) : good(words.disk(says))
  } catch {
    return []
  }
}

const settingsRead: Check = ({ home }) => {
  try {
    readSettings(home)
    return good(words.settings)
  } catch (error) {
    if (!isFault(error)) throw error
    return bad(error.message, error.hint ?? zhCn.faults[error.code].todo)
  }
}

const isEnrolled: Check = async ({ home, clock }) => {
  const identity = await identityOf(home)
  if (identity === 'unreadable') return unsure(words.unreadable, words.unreadableTodo)
  if (identity === 'damaged') return bad(zhCn.faults['config/damaged'].what, zhCn.faults['config/damaged'].todo)
  if (identity === undefined) return bad(words.notEnrolled, words.notEnrolledTodo)
  const ends = new X509Certificate(identity.certificate).validToDate.getTime()
  const day = calendarDay(ends)
  if (ends < clock.now()) return bad(words.certificateEnds(day), words.certificateTodo)
  if (ends - clock.now() < 14 * dayMs) return unsure(words.certificateEnds(day), words.certificateTodo)
  return good(words.enrolled(identity.endpoint.number, day))
}

const adapterIsKnown: Check = async ({ home, io }) => {
  const identity = await identityOf(home)
  if (typeof identity !== 'object') return []
  try {
    const { name, mac } = await adaptersHere(readSettings(home), gatewayOf(identity), home, io).resolve()
    return good(words.adapter(mac === '' ? name : `${name} ${mac}`))
  } catch (error) {
    if (!isFault(error)) throw error
    if (error.code === 'isolation/adapter-ambiguous')
      return bad(words.adapterAmbiguous(error.message), words.adapterTodo)
    return bad(words.adapterMissing, error.hint ?? words.adapterTodo)
  }
}

const canCut: Check = ({ io }) => {
  if (io.platform !== 'linux') return bad(zhCn.counter.ready.noIsolation, words.toolTodo)
  const programs = findPrograms()
  return (['nft', 'ip'] as const).flatMap((name) => {
    const path = programs[name]
    return path === undefined ? bad(words.toolMissing(name), words.toolTodo) : good(words.tool(path))
  })
}

/** CAP_NET_ADMIN, bit 12 of the effective capabilities (capabilities(7)): what nft and ip need. */
const mayCut: Check = ({ io }) => {
  if (io.platform !== 'linux') return []
  try {
    const [, effective = '0'] = /^CapEff:\s*([\da-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    const holds = (BigInt(`0x${effective}`) >> 12n) % 2n === 1n
    return holds ? good(words.privileged) : unsure(words.notPrivileged, words.privilegedTodo)
  } catch {
    return []
  }
}

/** Before this program was written: a flat CMOS battery, which also makes every certificate "not yet valid". */
const earliest = Date.UTC(2026, 0, 1)

const clockIsPlausible: Check = ({ clock }) =>
  clock.now() < earliest ? bad(words.clockBad, words.clockTodo) : good(words.clock)

const officeAnswers: Check = async ({ home, clock }) => {
  const identity = await identityOf(home)
  if (typeof identity !== 'object') return []
  const { address, port } = gatewayOf(identity)
  const began = clock.monotonic()
  const reached = await new Promise<boolean>((resolve) => {
    const socket = connect(port, address)
    const finish = (reached: boolean) => {
      giveUp()
      socket.destroy()
      resolve(reached)
    }
    const giveUp = clock.after(3_000, () => {
      finish(false)
    })
    socket.once('connect', () => {
      finish(true)
    })
    socket.once('error', () => {
      finish(false)
    })
  })
  return reached
    ? good(words.server(identity.gateway, Math.round(clock.monotonic() - began)))
    : bad(words.serverBad(identity.gateway), words.serverTodo)
}

/** What only the running agent knows. */
const serviceIsWell: Check = async ({ home, io, clock }) => {
  const asked = await ask(pipePaths(home.folder, io.platform).open, { do: 'doctor' }, { clock, withinMs: 3_000 })
  if (asked.is !== 'answered' || !asked.answer.ok) return bad(words.serviceOff, words.serviceTodo)
  const { sources, because, pending, officeOffsetMs } = asked.answer.health
  return [
    ...good(words.service),
    ...sources
      .filter(({ state }) => state !== 'full')
      .flatMap(({ source, because }) => unsure(words.source(source, because), words.sourceTodo)),
    ...because.flatMap((fault) => bad(fault, words.diskTodo)),
    ...(pending > 0 ? unsure(words.pending(pending), words.serverTodo) : []),
    ...(Math.abs(officeOffsetMs) > 60_000
      ? unsure(words.clockOff(Math.round(officeOffsetMs / 1000)), words.clockTodo)
      : []),
  ]
}

const spoolIsEmpty: Check = ({ home }) => {
  try {
    const waiting = readdirSync(spoolFolder(home.folder)).filter((name) => name.endsWith('.json')).length
    return waiting === 0 ? [] : unsure(words.spool(waiting), words.spoolTodo)
  } catch {
    return []
  }
}

export const checks: readonly Check[] = [
  homeTakesReports,
  diskHasRoom,
  settingsRead,
  isEnrolled,
  adapterIsKnown,
  canCut,
  mayCut,
  clockIsPlausible,
  officeAnswers,
  serviceIsWell,
  spoolIsEmpty,
]

async function identityOf(home: Home): Promise<Identity | 'unreadable' | 'damaged' | undefined> {
  try {
    accessSync(home.folder, constants.R_OK)
    return await loadIdentity(home.identity)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    const cause = isFault(error) ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
    return cause?.code === 'EACCES' || cause?.code === 'EPERM' ? 'unreadable' : 'damaged'
  }
}
