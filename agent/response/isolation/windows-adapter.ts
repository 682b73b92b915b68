/** Isolation layer L2 on Windows: the adapter is disabled, addressed by its GUID, and a release puts back the routes that Windows forgets. */

import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import { sleep } from '#shared/time/clock.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import type { IsolationDriver, IsolationTarget, LayerStatus } from './driver.ts'
import { powershell } from './windows-powershell.ts'
import type { PowershellOptions, Script } from './windows-powershell.ts'
import { addRoutes, disableAdapter, enableAdapter, lookAdapter } from './windows-scripts.ts'
import type { NetAdapter, NetRoute, SeenAdapter } from './windows-scripts.ts'

export interface WindowsAdapterOptions extends PowershellOptions {
  readonly clock: Clock
  /** Where it is kept that the adapter was disabled by us, and what it had: Windows keeps it disabled over a restart. */
  readonly file: DurableFile
  /** From the request until it is seen; default 10 s, since both cmdlets return before the adapter has followed. */
  readonly withinMs?: number | undefined
}

const schema = z.strictObject({
  version: z.literal(1),
  guid: z.string(),
  /** Whether it was in use before the cut. */
  enabled: z.boolean(),
  /** Routes of the active store alone; the persistent ones come back with the adapter. */
  routes: z.array(z.strictObject({ prefix: z.string(), nextHop: z.string(), metric: z.number() })),
})
type Saved = z.infer<typeof schema>

const isDisabled = ({ state, admin }: NetAdapter): boolean => state === 3 && admin !== 1
const isEnabled = ({ state, admin }: NetAdapter): boolean => state !== 3 && admin === 1

const keyOf = ({ prefix, nextHop }: NetRoute): string => `${prefix} ${nextHop}`
const without = (list: readonly NetRoute[], others: readonly NetRoute[]): NetRoute[] => {
  const there = new Set(others.map(keyOf))
  return list.filter((route) => !there.has(keyOf(route)))
}

const pollEveryMs = 500
// A route whose next hop has gone for good must not keep a terminal "releasing" for ever.
const restoresAtMost = 5

export function windowsAdapter(options: WindowsAdapterOptions): IsolationDriver {
  const { programs, clock, file, withinMs = 10_000 } = options
  const ask = powershell(options)
  /** Kept here too, for a disk that takes nothing any more. */
  let remembered: Saved | undefined
  let restores = 0

  async function load(): Promise<Saved | 'damaged' | undefined> {
    const text = await file.read()
    if (text === undefined) return remembered
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      return 'damaged'
    }
  }

  const input = ({ adapter: { guid, index } }: IsolationTarget) => ({ guid, index })

  /** Requests once, then looks until it is so. Time runs for all of it together. */
  async function until(
    target: IsolationTarget,
    request: Script<SeenAdapter>,
    isSo: (adapter: NetAdapter) => boolean,
  ): Promise<SeenAdapter> {
    const dueAt = clock.monotonic() + withinMs
    const left = () => Math.max(1_000, dueAt - clock.monotonic())
    for (let seen = await ask(request, input(target), { withinMs: left() }); ;) {
      if (seen.adapter === null) throw new Fault('isolation/adapter-not-found', `${target.adapter.name} is not there`)
      if (isSo(seen.adapter)) return seen
      if (clock.monotonic() >= dueAt)
        throw new Fault(
          'isolation/not-verified',
          `${request.name}: after ${withinMs} ms the adapter is in state ${seen.adapter.state}, admin ${seen.adapter.admin}`,
        )
      await sleep(clock, pollEveryMs)
      seen = await ask(lookAdapter, input(target), { withinMs: left() })
    }
  }

  function toSave(
    before: Saved | 'damaged' | undefined,
    { active, persistent }: SeenAdapter,
    adapter: NetAdapter,
  ): Saved {
    // What an earlier cut saved stands: an adapter that somebody enabled again may have lost it already.
    if (before !== undefined && before !== 'damaged' && before.guid === adapter.guid) return before
    return {
      version: 1,
      guid: adapter.guid,
      enabled: before === 'damaged' || !isDisabled(adapter),
      routes: without(active, persistent),
    }
  }

  async function restore(target: IsolationTarget, saved: Saved): Promise<void> {
    const { active } = await until(target, enableAdapter, isEnabled)
    const missing = without(saved.routes, active)
    if (missing.length === 0) return
    const after = await ask(addRoutes, { ...input(target), routes: missing }, { withinMs })
    const lacking = without(saved.routes, after.active)
    if (lacking.length > 0)
      throw new Fault('command/failed', `not put back on ${target.adapter.name}: ${lacking.map(keyOf).join(', ')}`)
  }

  return {
    name: 'windows-adapter',
    // A disabled adapter lets nothing through, not even the gateway.
    scopes: ['full'],
    rehearsal: false,

    async apply(target) {
      const seen = await ask(lookAdapter, input(target), { withinMs })
      if (seen.adapter === null) throw new Fault('isolation/adapter-not-found', `${target.adapter.name} is not there`)
      const saved = toSave(await load(), seen, seen.adapter)
      remembered = saved
      restores = 0
      let unkept: Error | undefined
      await file.write(JSON.stringify(saved)).catch((error: Error) => (unkept = error))
      if (!isDisabled(seen.adapter)) await until(target, disableAdapter, isDisabled)
      if (unkept !== undefined) throw unkept
    },

    async release(target) {
      if (programs.powershell === undefined) return
      const saved = await load()
      if (saved === undefined) return
      const known: IsolationTarget =
        saved === 'damaged' ? target : { ...target, adapter: { ...target.adapter, guid: saved.guid } }
      const { adapter } = await ask(lookAdapter, input(known), { withinMs })
      let lost: Error | undefined
      if (adapter !== null) {
        if (saved === 'damaged') {
          await until(known, enableAdapter, isEnabled)
          lost = new Fault('isolation/state-damaged', `the routes that ${target.adapter.name} had are not readable`)
          restores = restoresAtMost
        } else if (saved.enabled) await restore(known, saved).catch((error: Error) => (lost = error))
        // An adapter that could not be enabled is not released, however often it was tried.
        if (lost !== undefined && (!(await isBack(known)) || ++restores < restoresAtMost)) throw lost
      }
      remembered = undefined
      restores = 0
      await file.remove()
      if (lost !== undefined) throw lost
    },

    async status(target): Promise<LayerStatus> {
      if (programs.powershell === undefined)
        return { stands: false, gone: true, detail: 'this machine has no PowerShell' }
      const saved = await load()
      if (saved === undefined) return { stands: false, gone: true, detail: 'not disabled by us' }
      if (saved === 'damaged') return { stands: false, gone: false, detail: 'the snapshot is damaged' }
      const { adapter } = await ask(lookAdapter, input(target), { withinMs })
      if (adapter === null) return { stands: true, gone: false, detail: `${target.adapter.name} is not there` }
      const stands = isDisabled(adapter)
      return { stands, gone: false, detail: `${adapter.name}: state ${adapter.state}, admin ${adapter.admin}` }
    },
  }

  async function isBack(target: IsolationTarget): Promise<boolean> {
    const { adapter } = await ask(lookAdapter, input(target), { withinMs })
    return adapter === null || isEnabled(adapter)
  }
}
