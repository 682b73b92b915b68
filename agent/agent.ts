/** The agent as a whole: its parts put together, and started in the order in which they may be needed. */

import { join } from 'node:path'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Coverage, Posture, Welcome } from '#shared/protocol/frame.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { startAlerting } from './alerting.ts'
import type { Home, Settings } from './config.ts'
import { Coalescer } from './detection/coalescer.ts'
import { detectors } from './detection/detectors/index.ts'
import { DetectionEngine } from './detection/engine.ts'
import { judgedDrift } from './drift.ts'
import type { Identity } from './identity/identity.ts'
import { releaseKeys } from './identity/release-keys.ts'
import { InventoryTaker } from './inventory/inventory.ts'
import { journal } from './journal/journal.ts'
import type { Link } from './link/link.ts'
import { noLink } from './link/no-link.ts'
import { wssLink } from './link/wss-link.ts'
import { appendedFile } from './machine/appended-file.ts'
import type { Command, CommandRunner } from './machine/command.ts'
import { durableFile } from './machine/durable-file.ts'
import { damageFault } from './outbox/damage.ts'
import { nodeDisk } from './outbox/node-disk.ts'
import type { Outbox } from './outbox/outbox.ts'
import { openOutbox } from './outbox/segmented-outbox.ts'
import type { Asset } from './panel/page-files.ts'
import { panel } from './panel/panel.ts'
import { pickPlatform } from './platform/pick.ts'
import { evidenceTaker } from './response/evidence.ts'
import { isolator } from './response/isolation/isolator.ts'
import { watchLayers } from './response/isolation/watch.ts'
import { openLease } from './response/lease.ts'
import { readOrderKeys } from './response/order-keys.ts'
import { openOrderLedger } from './response/order-ledger.ts'
import { orderDesk } from './response/orders.ts'
import type { OrderDesk } from './response/orders.ts'
import { releaseDesk } from './response/release-desk.ts'
import { responder } from './response/responder.ts'
import { keepSurely } from './response/surely-kept.ts'
import { version } from './version.ts'

export interface AgentParts {
  readonly home: Home
  readonly settings: Settings
  /** Undefined before enrolment: the press, the detectors and the cut work; nothing is sent. */
  readonly identity: Identity | undefined
  /** Where the office's gateway is, as an address; the only one that a selective isolation lets through. */
  readonly gateway: { readonly address: string; readonly port: number }
  readonly system: NodeJS.Platform
  readonly rehearse: boolean
  readonly clock: Clock
  readonly log: Log
  readonly commands: CommandRunner
  /** How this program starts itself again, for the inventory's child. */
  readonly self: Command
  readonly asset: Asset
  /** Yields [0, 1). */
  readonly random: () => number
  readonly randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

/** Starts everything and resolves once a press is taken, a cut can be made and the sources see; ends by the signal, then `ended` resolves. */
export async function startAgent(parts: AgentParts, asked: AbortSignal): Promise<{ readonly ended: Promise<void> }> {
  // While it starts there is nothing to say yet.
  let lastWord: LastWord = () => Promise.resolve()
  const signal = afterLastWord(asked, (told) => lastWord(told))
  const { home, settings, identity, gateway, clock, log, commands, random, randomBytes } = parts
  const stateFile = (name: string) => join(home.state, name)
  const platform = pickPlatform(
    parts.system,
    {
      clock,
      log,
      commands,
      settings,
      gateway,
      home,
      self: parts.self,
      random,
      newSeed: () => hexOf(randomBytes(new Uint8Array(16))),
    },
    parts.rehearse,
  )
  const journaled = journal(appendedFile(stateFile('journal.jsonl')))

  // What was cut is cut again before anything else: between two starts the machine may have been opened.
  const cutter = isolator({
    layers: platform.isolation,
    adapters: platform.adapters,
    gateway,
    file: durableFile(stateFile('isolation.json')),
    journal: journaled,
    clock,
    log,
  })
  await cutter.resume()
  watchLayers(cutter, platform.layerNotices, signal)

  const faults = new Set<string>()
  const outbox = await openOutbox({
    folder: home.outbox,
    disk: nodeDisk,
    clock,
    log,
    random: randomBytes,
    onDamaged: (damage) => {
      const fault = damageFault(damage)
      log.error('outbox/damaged', { file: damage.file, kind: damage.kind, lost: damage.lost, aside: damage.aside })
      if (fault !== undefined) faults.add(zhCn.faults[fault.code].what)
    },
  })
  const link: Link =
    identity === undefined
      ? noLink
      : wssLink({ identity, outbox, clock, log, random, agent: `sentinel-agent ${version}` })
  const surely = keepSurely({ keeper: outbox, clock, log, signal })
  const lease = await openLease({ file: durableFile(stateFile('lease.json')), clock, log })
  const release =
    identity &&
    releaseDesk({
      endpoint: identity.endpoint.id,
      keys: releaseKeys(identity),
      file: durableFile(stateFile('release-code.json')),
      isolator: cutter,
      lease,
      keeper: outbox,
      journal: journaled,
      clock,
      log,
      randomBytes,
    })
  const response = responder({
    isolator: cutter,
    lease,
    releaseCodeOf: (isolation) => release?.codeOf(isolation),
    keepSurely: surely,
    keeper: outbox,
    taker: evidenceTaker({ folder: home.evidence, parts: platform.evidence, clock, log, random: randomBytes }),
    journal: journaled,
    clock,
    log,
    afterPress: settings.afterPress,
    countdownMs: settings.countdownSeconds * 1_000,
    acknowledgeWithinMs: settings.acknowledgeWithinMs,
    isOfficeInReach: () => link.state().kind === 'connected',
  })

  let officeOffsetMs = 0
  let welcomed: Welcome | undefined
  let isStarted = false
  const engine = await detectionEngine(parts, platform)
  const coverage = (): readonly Coverage[] =>
    [...platform.sources.map((source) => ({ source: source.name, ...source.coverage() })), ...engine.coverage()].slice(
      0,
      32,
    )

  const counter = panel({
    clock,
    log,
    home: home.folder,
    platform: parts.system,
    keeper: outbox,
    line: link,
    response,
    release,
    standing: () => ({
      enrolled: identity !== undefined,
      started: isStarted,
      office: welcomed?.office ?? identity?.office,
      endpoint: standingEndpoint(identity, welcomed),
      officeOffsetMs,
      afterPress: settings.afterPress,
      countdownSeconds: settings.countdownSeconds,
      rehearsal: parts.rehearse,
      sources: coverage(),
      faults: [...faults],
    }),
    asset: parts.asset,
    random,
    randomBytes,
  })

  await release?.start(signal)
  response.start(signal)
  response.resume(await outbox.recent(1_000))
  await counter.start(signal)

  const coalescer = new Coalescer({ clock, drill: false, random: randomBytes, randomUnit: random })
  const alerting = startAlerting(
    {
      engine,
      coalescer,
      outbox,
      log,
      respond: (alert, kept) => {
        link.hurry()
        void response.onAlert(alert, kept)
      },
    },
    signal,
  )

  cutter.onDrift((drift) => {
    coalescer.add(judgedDrift(drift, randomBytes))
  })
  const orders = await ordersOf(identity, {
    ledgerFile: stateFile('orders.jsonl'),
    isolator: {
      isolate: (request) => response.isolate(request),
      release: (request) => response.letBack(request),
      current: () => cutter.current(),
    },
    keepSurely: surely,
    journal: journaled,
    clock,
    log,
    officeOffsetMs: () => officeOffsetMs,
  })
  link.start(
    {
      posture: (): Posture => ({ isolation: cutter.current(), pending: outbox.pending(), sources: [...coverage()] }),
      onOrder: (signed) => void orders?.take(signed),
      onNotice: (notice) => counter.onNotice(notice),
      onWelcome: (welcome) => {
        welcomed = welcome
        officeOffsetMs = welcome.serverTime - clock.now()
        counter.touch()
      },
    },
    signal,
  )

  const emit = (event: EndpointEvent) => {
    alerting.onEvent(event)
    if (event.kind !== 'network-changed') return
    void cutter.lookAgain()
    link.hurry()
  }
  await Promise.all(platform.sources.map((source) => startSource(source, emit, { log, faults, signal })))
  void new InventoryTaker({
    clock,
    log,
    commands,
    self: parts.self,
    keep: (body) => outbox.keep('summary', body),
  }).start(signal)

  isStarted = true
  counter.touch()
  lastWord = async (told) => {
    await Promise.all(platform.sources.map((source) => source.leave?.(told) ?? Promise.resolve()))
    await alerting.settled()
    // Whoever stops the agent is told of at once where the office is in reach, and at the next start where it is not.
    const urgent = outbox.lanes().find(({ lane }) => lane === 'urgent')
    if (urgent === undefined || link.state().kind !== 'connected') return
    await outbox.acknowledged({ epoch: urgent.epoch, sequence: urgent.next - 1 }, lastWordWithinMs)
  }
  return { ended: endOf({ signal, stopped: counter.stopped, outbox, stop: () => cutter.stop() }) }
}

/** The office's answer to the last records is waited for no longer than this: a shutdown waits with it. */
const lastWordWithinMs = 1_000

/** `told`: the signal by which the stop was asked for. */
type LastWord = (told: string) => Promise<void>

/** The stop that everything else ends by: the one that was asked for, after the last word. A failure of that stops nothing. */
function afterLastWord(asked: AbortSignal, lastWord: LastWord): AbortSignal {
  const stop = new AbortController()
  const onAsked = () => {
    const told = typeof asked.reason === 'string' ? asked.reason : 'stop'
    void lastWord(told)
      .catch(() => {})
      .finally(() => stop.abort(asked.reason))
  }
  if (asked.aborted) stop.abort(asked.reason)
  else asked.addEventListener('abort', onAsked, { once: true })
  return stop.signal
}

async function detectionEngine(
  { settings, log, randomBytes }: AgentParts,
  { sources, adapters }: ReturnType<typeof pickPlatform>,
): Promise<DetectionEngine> {
  // The adapter that would be cut is the one that a second default route stands beside.
  const found = await adapters.resolve().catch(() => undefined)
  const insuranceAdapter =
    found === undefined || found.index === 0 ? settings.insuranceAdapter : { name: found.name, mac: found.mac }
  return new DetectionEngine({
    detectors: detectors({ ...settings, insuranceAdapter }),
    emitted: sources.flatMap(({ emits }) => emits),
    log,
    random: randomBytes,
  })
}

interface OrderParts extends Omit<Parameters<typeof orderDesk>[0], 'endpoint' | 'keys' | 'ledger'> {
  readonly ledgerFile: string
}

async function ordersOf(
  identity: Identity | undefined,
  { ledgerFile, ...parts }: OrderParts,
): Promise<OrderDesk | undefined> {
  if (identity === undefined) return undefined
  const orders = orderDesk({
    ...parts,
    endpoint: identity.endpoint.id,
    keys: readOrderKeys(identity.orderKeys),
    ledger: await openOrderLedger(appendedFile(ledgerFile)),
  })
  await orders.resume()
  return orders
}

interface SourceEnds {
  readonly log: Log
  readonly faults: Set<string>
  readonly signal: AbortSignal
}

/** One source that fails takes no other with it; its coverage says that it is off. */
async function startSource(
  source: ReturnType<typeof pickPlatform>['sources'][number],
  emit: (event: EndpointEvent) => void,
  { log, faults, signal }: SourceEnds,
): Promise<void> {
  try {
    await source.start(emit, signal)
  } catch (error) {
    log.error('source/failed', { source: source.name, ...errorFields(error) })
    if (isFault(error)) faults.add(zhCn.faults[error.code].what)
  }
}

function standingEndpoint(identity: Identity | undefined, welcomed: Welcome | undefined) {
  if (identity === undefined) return undefined
  const { number, name } = welcomed?.endpoint ?? identity.endpoint
  return { number, name, institution: welcomed?.institution ?? identity.institution }
}

interface Ends {
  readonly signal: AbortSignal
  readonly stopped: Promise<void>
  readonly outbox: Outbox
  readonly stop: () => void
}

/** The cut stays; what is kept is closed last, so that a press in the last moment still becomes durable. */
async function endOf({ signal, stopped, outbox, stop }: Ends): Promise<void> {
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  stop()
  await stopped
  await outbox.close()
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
