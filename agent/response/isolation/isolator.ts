/** The fail-closed state machine of 断网: idle → intent → cutting → verifying → isolated | degraded | failed → releasing → idle. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Isolation, IsolationScope, IsolationState, LayerReport } from '#shared/domain/isolation.ts'
import type { Moment } from '#shared/domain/moment.ts'
import { Fault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { printable } from '#shared/protocol/limits.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Journal } from '../ports.ts'
import type { AdapterFinder, AdapterIdentity } from './adapter.ts'
import type { IsolationDriver, IsolationTarget } from './driver.ts'
import { recorder } from './isolation-record.ts'
import type { IsolationRecord, IsolationStep } from './isolation-record.ts'
import { detailOf, layersOf } from './layers.ts'
import { listeners } from './listeners.ts'
import { oneAtATime } from './turns.ts'

export interface CutRequest {
  readonly scope: IsolationScope
  readonly by: Actor
  readonly because: string
  readonly alert?: string | undefined
  readonly order?: string | undefined
}

export type ReleaseRequest = Omit<CutRequest, 'scope' | 'alert'>

/** A layer that had stood and was found missing or changed. */
export interface Drift {
  readonly layer: string
  readonly detail: string
  readonly repaired: boolean
  readonly moment: Moment
}

export interface Isolator {
  /** Cuts and looks. Repeating it is harmless; `full` over a selective cut escalates, the other way changes nothing. Never throws. */
  isolate(request: CutRequest): Promise<Isolation>
  /** Removes every layer and looks. Throws `config/unwritable` where who and why cannot be written down: then nothing is released. */
  release(request: ReleaseRequest): Promise<Isolation>
  current(): Isolation
  /** At start, before anything else: applies again what was cut, ends a release that had begun. Never throws. */
  resume(): Promise<Isolation>
  /** The network changed: looks now instead of at the next turn, and repairs. */
  lookAgain(): Promise<void>
  onChange(listener: (isolation: Isolation) => void): () => void
  onDrift(listener: (drift: Drift) => void): () => void
  /** Ends looking; a cut stays. */
  stop(): void
}

export interface IsolatorOptions {
  /** In the order in which they are applied: L1, then L2. */
  readonly layers: readonly IsolationDriver[]
  readonly adapters: AdapterFinder
  readonly gateway: IsolationTarget['gateway']
  readonly file: DurableFile
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  /** While isolated; default 10 s. */
  readonly lookEveryMs?: number | undefined
  /** While a cut or a release is not complete; default 1 s. */
  readonly retryEveryMs?: number | undefined
  /** How long a layer may take to be seen; default 3 s. */
  readonly verifyWithinMs?: number | undefined
}

/** What the outside is told of each step. */
const states: Record<IsolationStep, IsolationState> = {
  idle: 'connected',
  intent: 'isolating',
  cutting: 'isolating',
  verifying: 'isolating',
  isolated: 'isolated',
  degraded: 'degraded',
  failed: 'failed',
  releasing: 'releasing',
}

const notOnDisk: LayerReport = {
  layer: 'record',
  stands: false,
  detail: 'not on disk: the cut would not survive a restart',
}

export function isolator({ adapters, gateway, journal, clock, log, ...options }: IsolatorOptions): Isolator {
  const { lookEveryMs = 10_000, retryEveryMs = 1_000, verifyWithinMs = 3_000 } = options
  const layers = layersOf({ drivers: options.layers, clock, verifyWithinMs })
  const records = recorder({ file: options.file, clock, log })
  const changes = listeners<Isolation>(log)
  const drifts = listeners<Drift>(log)
  const inTurn = oneAtATime()

  let record: IsolationRecord = {
    step: 'idle',
    scope: 'full',
    by: { kind: 'agent' },
    because: '',
    since: momentOf(clock),
  }
  let reports: readonly LayerReport[] = []
  /** Whether the disk says the same as `record`. */
  let isOnDisk = true
  /** The adapter as it was last found; what a cut takes when it cannot be found any more. */
  let known: IsolationTarget | undefined
  let told = ''
  let cancelLook: Cancel = () => {}
  let lookWaits = false
  let stopped = false

  function current(): Isolation {
    const { step, scope, by, because, since, alert, order, target } = record
    const isWhole = isOnDisk || step !== 'isolated'
    return {
      state: isWhole ? states[step] : 'degraded',
      scope,
      adapter: (target ?? known)?.adapter.name ?? '',
      layers: step === 'idle' ? [] : isOnDisk ? reports : [...reports, notOnDisk],
      by,
      because,
      since,
      rehearsal: layers.rehearsal,
      ...(alert === undefined ? {} : { alert }),
      ...(order === undefined ? {} : { order }),
    }
  }

  /** Tells the journal and the listeners, once for each thing that is new. */
  function tell(): void {
    const now = current()
    const standing = now.layers.map(({ layer, stands }) => `${layer}=${String(stands)}`).join(' ')
    const news = `${now.state} ${now.scope} ${now.adapter} ${standing} ${now.because}`
    if (news === told) return
    told = news
    const facts = { scope: now.scope, adapter: now.adapter, layers: standing }
    log.info(`isolation/${record.step}`, { ...facts, because: now.because })
    const entry = { step: `isolation/${record.step}`, by: now.by, because: now.because, moment: momentOf(clock), facts }
    journal.append(entry).catch((error: unknown) => {
      log.error('isolation/not-journaled', errorFields(error))
    })
    changes.tell(now)
  }

  async function enter(step: IsolationStep, since: Moment = momentOf(clock)): Promise<void> {
    record = { ...record, step, since }
    isOnDisk = await records.tryToKeep(record)
  }

  async function findAdapter(): Promise<string> {
    try {
      known = { adapter: await adapters.resolve(), gateway }
      return ''
    } catch (error) {
      log.error('isolation/no-adapter', errorFields(error))
      return detailOf(error)
    }
  }

  /** Applies what is named and enters the state that looking finds. `since` moves only when the state does. */
  async function applyAndSettle(names: readonly string[], before: IsolationRecord): Promise<void> {
    const isNew = record.step === 'intent'
    const note = async (step: IsolationStep) => {
      if (isNew) await enter(step)
    }
    const why = record.target === undefined ? await findAdapter() : ''
    record = { ...record, target: record.target ?? known }
    if (record.target === undefined) {
      reports = names.map((layer) => ({ layer, stands: false, detail: why }))
    } else {
      const { target, scope } = record
      const failures = await layers.apply(target, scope, names, () => note('cutting'))
      await note('verifying')
      reports = await layers.verify(target, scope, failures)
    }
    await settle(before)
  }

  async function settle(before: IsolationRecord): Promise<void> {
    const isWhole = reports.every(({ stands }) => stands)
    const step: IsolationStep = !layers.hold(reports) ? 'failed' : isWhole ? 'isolated' : 'degraded'
    const isSame = before.step === step
    if (!isSame || !isOnDisk || before !== record) await enter(step, isSame ? before.since : momentOf(clock))
    if (step === 'failed' && !isSame) {
      const details = reports.map(({ layer, detail }) => `${layer}: ${detail}`).join('; ')
      const fault = new Fault('isolation/not-verified', `${current().adapter} is still connected: ${details}`)
      log.error(fault.code, errorFields(fault))
    }
    tell()
    lookIn(step === 'failed' || !isOnDisk ? retryEveryMs : lookEveryMs)
  }

  async function cut(request: CutRequest): Promise<void> {
    const isCut = record.step !== 'idle' && record.step !== 'releasing'
    const covers = record.scope === 'full' || request.scope === 'selective'
    if (isCut && covers && (record.step !== 'failed' || record.scope !== request.scope)) return look()
    // An adapter that is known is cut at once; whether it has changed is looked for when its packets have stopped, and then it is cut again.
    const isKnown = known !== undefined
    if (!isKnown) await findAdapter()
    const { scope, by, alert, order } = request
    record = {
      step: 'intent',
      scope,
      by,
      because: printable(request.because, 500),
      alert,
      order,
      since: momentOf(clock),
      target: known,
    }
    reports = layers.namesFor(scope).map((layer) => ({ layer, stands: false, detail: '' }))
    // Durable before the machine is touched: a crash from here on ends in a cut.
    isOnDisk = await records.tryToKeep(record)
    tell()
    await applyAndSettle(layers.namesFor(scope), record)
    if (isKnown) await findAdapter()
    if (known === undefined || !hasMoved(record.target?.adapter, known.adapter)) return
    const before = record
    record = { ...record, target: known }
    await applyAndSettle(layers.namesFor(scope), before)
  }

  async function look(): Promise<void> {
    if (record.step === 'idle') return void (await findAdapter())
    if (record.step === 'releasing') return carryOutRelease()
    const before = record
    const { target, scope } = record
    if (target === undefined) return applyAndSettle(layers.namesFor(scope), before)
    const adapter = await adapters.again(target.adapter).catch(() => undefined)
    const isElsewhere = adapter !== undefined && hasMoved(target.adapter, adapter)
    if (isElsewhere) record = { ...record, target: { ...target, adapter } }
    const seen = await layers.look(record.target ?? target, scope)
    const stood = new Set(reports.filter(({ stands }) => stands).map(({ layer }) => layer))
    const amiss = seen.filter(({ stands }) => !stands || isElsewhere)
    reports = seen
    if (amiss.length === 0) return settle(before)
    await applyAndSettle(
      amiss.map(({ layer }) => layer),
      before,
    )
    for (const { layer, detail } of amiss) {
      if (!stood.has(layer)) continue
      const repaired = reports.some((report) => report.layer === layer && report.stands)
      log.warn('isolation/drift', { layer, detail, repaired })
      drifts.tell({ layer, detail, repaired, moment: momentOf(clock) })
    }
  }

  async function release({ by, because: why, order }: ReleaseRequest): Promise<void> {
    if (record.step === 'idle') return
    const because = printable(why, 500)
    if (record.step !== 'releasing') {
      const { scope, alert, target } = record
      const decided: IsolationRecord = {
        step: 'releasing',
        scope,
        by,
        because,
        alert,
        order,
        since: momentOf(clock),
        target,
      }
      // Who opens the network again and why is written first; where it cannot be, the network stays cut.
      await journal.append({ step: 'isolation/release-decided', by, because, moment: decided.since })
      await records.keep(decided)
      record = decided
      isOnDisk = true
      tell()
    }
    await carryOutRelease()
  }

  async function carryOutRelease(): Promise<void> {
    cancelLook()
    const nowhere = { adapter: { name: '', index: 0, mac: '' }, gateway }
    reports = await layers.release(record.target ?? known ?? nowhere)
    if (reports.length === 0) await enter('idle')
    else {
      for (const { layer, detail } of reports) log.error('isolation/release-incomplete', { layer, detail })
      lookIn(retryEveryMs)
    }
    tell()
  }

  async function resume(): Promise<void> {
    const loaded = await records.load()
    await findAdapter()
    if (loaded.is === 'damaged') {
      const fault = new Fault(
        'isolation/state-damaged',
        `the record of the isolation is damaged (${loaded.why}); it counts as cut`,
      )
      log.error(fault.code, errorFields(fault))
      return cut({ scope: 'full', by: { kind: 'agent' }, because: zhCn.response.recordDamaged })
    }
    if (loaded.is === 'kept') record = loaded.record
    if (record.step === 'releasing') return carryOutRelease()
    if (record.step !== 'idle') {
      const before = record
      record = { ...record, step: 'intent' }
      reports = layers.namesFor(record.scope).map((layer) => ({ layer, stands: false, detail: '' }))
      tell()
      return applyAndSettle(layers.namesFor(record.scope), before)
    }
    // A layer without a record: the record was lost or taken away. What the machine shows is believed.
    const scope = layers.rehearsal || known === undefined ? undefined : await layers.found(known)
    if (scope !== undefined) await cut({ scope, by: { kind: 'agent' }, because: zhCn.response.foundInPlace })
  }

  function lookIn(ms: number): void {
    cancelLook()
    if (!stopped) cancelLook = clock.after(ms, () => void lookAgain())
  }

  async function lookAgain(): Promise<void> {
    if (lookWaits || stopped) return
    lookWaits = true
    await surely(() => {
      lookWaits = false
      return look()
    })
  }

  /** A bug in the middle of a cut must not be its end: it is logged, and the next look goes on from there. */
  const surely = (work: () => Promise<void>) =>
    inTurn(async () => {
      await work().catch((error: unknown) => {
        log.error('isolation/interrupted', errorFields(error))
        lookIn(retryEveryMs)
      })
      return current()
    })

  return {
    isolate: (request) => surely(() => cut(request)),
    resume: () => surely(resume),
    release: (request) =>
      inTurn(async () => {
        await release(request)
        return current()
      }),
    current,
    lookAgain,
    onChange: (listener) => changes.add(listener),
    onDrift: (listener) => drifts.add(listener),
    stop: () => {
      stopped = true
      cancelLook()
    },
  }
}

const hasMoved = (from: AdapterIdentity | undefined, to: AdapterIdentity): boolean =>
  from !== undefined && (from.name !== to.name || from.index !== to.index || from.mac !== to.mac)
